"""The phone in the browser: its page, its data, its live news, its pictures."""
