"""The demo shop: what it sells, to whom, and what it looks like."""
