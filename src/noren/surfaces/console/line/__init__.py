"""Connecting the shop to its LINE channels."""
