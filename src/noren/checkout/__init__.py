"""The only place where a cart becomes an order."""
