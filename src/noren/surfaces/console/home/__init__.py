"""The today page."""
