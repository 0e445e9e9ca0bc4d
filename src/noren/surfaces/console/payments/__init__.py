"""How the shop takes money: its settings."""
