"""Past orders of a demo shop, made up from a seed."""
