"""Messages to buyers: LINE and e-mail channels, deliveries with their retry keys."""
