"""What buyers asked through the shop's form."""
