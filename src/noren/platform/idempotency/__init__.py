"""Repeatable writes: the first answer to a key is stored and replayed (decision 0006)."""
