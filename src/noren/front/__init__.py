"""The ASGI door: answers cached public pages itself, hands the rest to Django over WSGI in a thread pool (decision 0005)."""
