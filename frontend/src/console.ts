import "./console.css";
