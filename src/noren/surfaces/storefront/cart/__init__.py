"""The cart's page and the small fragment that each page asks for."""
