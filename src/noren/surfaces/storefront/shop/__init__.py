"""Pages about the shop itself: law, privacy, contact, style sheet."""
