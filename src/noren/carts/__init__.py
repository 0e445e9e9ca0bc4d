"""Wishes: what a buyer has put into the cart."""
