"""Buyers: known to one shop, by LINE, by e-mail, by both or (guests) by neither."""
