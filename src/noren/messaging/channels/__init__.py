"""The ways to a person: LINE and e-mail."""
