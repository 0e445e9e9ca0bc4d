"""Log-in with LINE, and what the shop knows of the buyer."""
