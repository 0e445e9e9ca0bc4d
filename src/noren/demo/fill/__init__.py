"""Filling the demo's shops through the same services as sellers and buyers use, under a moved clock."""
