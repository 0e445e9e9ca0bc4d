"""The shop's settings: profile, look, legal notice, delivery."""
