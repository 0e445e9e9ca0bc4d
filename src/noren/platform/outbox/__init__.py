"""Facts that apps announce to each other: written with the change, delivered after the commit, at least once."""
