"""Orders, for their buyers."""
