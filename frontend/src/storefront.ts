import "./storefront.css";
