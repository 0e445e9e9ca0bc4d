"""売上・精算: what the shop earned, and what a person must look at."""
