"""What the demo shops sell, ready to be put on a stage."""
