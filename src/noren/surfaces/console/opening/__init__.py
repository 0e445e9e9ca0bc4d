"""The checklist before opening, and the opening."""
