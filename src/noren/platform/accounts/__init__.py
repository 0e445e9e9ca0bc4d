"""People who log in to work: staff and operators, apart from each other and from buyers."""
