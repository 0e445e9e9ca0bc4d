"""Orders, for the shop."""
