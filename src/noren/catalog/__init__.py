"""What is sold: products, variants, options, categories, pictures, publication."""
