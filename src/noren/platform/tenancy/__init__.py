"""Tenancy: every row of a shop carries its `shop_id`, and nothing is read or written without a shop in scope."""
