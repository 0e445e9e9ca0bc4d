"""Settings, addresses and the entry points. Imports anything, is imported by nothing."""
