"""Reading product files in Shopify's layout, with its current and its older column names."""
