"""Stock: levels, reservations that expire, typed movements."""
