"""Prices: tax rates over time, totals per rate; pure calculation over given lines."""
