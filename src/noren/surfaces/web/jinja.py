"""The one template engine: Jinja2 with gettext."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment

from noren.surfaces.web.assets import make_asset
from noren.surfaces.web.formats import make_filters


def environment(**options: Any) -> Environment:
    """Build the environment for Django's Jinja2 backend."""
    env = Environment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Django's backend turns autoescape on
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.filters.update(make_filters(lambda: translation.get_language() or "ja"))
    env.globals["asset"] = make_asset(static)
    env.globals["static"] = static
    return env
