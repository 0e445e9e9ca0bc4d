"""Before a shop is chosen: sign-up, log-in, shops, preferences."""
