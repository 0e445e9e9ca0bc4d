"""The shop window: home, shelves, products, search."""
