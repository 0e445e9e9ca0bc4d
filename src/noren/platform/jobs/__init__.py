"""Work for later, in the main database: leased rows behind Django's Tasks interface (decision 0003)."""
