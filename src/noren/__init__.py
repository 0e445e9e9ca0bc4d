"""Noren: a store platform for small sellers in Japan whose customers live in LINE."""
