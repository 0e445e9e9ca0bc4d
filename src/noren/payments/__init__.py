"""Money from buyers: providers, attempts, capture, refund, the log of provider events."""
