"""Outside payment providers behind one Protocol."""
