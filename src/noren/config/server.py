"""The server's entry point: `granian --interface asgi noren.config.server:application`."""

from __future__ import annotations

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noren.config.settings")
django.setup(set_prefix=False)

from noren.front.door import Door  # noqa: E402 - Django must be set up first
from noren.front.versions import make_versions  # noqa: E402

application = Door(
    get_wsgi_application(), versions=make_versions(), threads=int(os.environ.get("NOREN_THREADS", "8"))
)
