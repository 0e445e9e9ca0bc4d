"""Products in the console: list, form, stock, import."""
