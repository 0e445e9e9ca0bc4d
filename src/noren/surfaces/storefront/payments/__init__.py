"""Where buyers come back from paying, and wait."""
