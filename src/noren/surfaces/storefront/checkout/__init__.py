"""From the cart to the order: the form, the last screen, and the postal codes that fill the form."""
