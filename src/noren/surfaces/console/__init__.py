"""Pages for sellers."""
