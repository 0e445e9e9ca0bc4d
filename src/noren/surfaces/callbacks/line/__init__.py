"""LINE's webhook."""
