"""What all page surfaces share: templates, assets, middleware, addresses."""
