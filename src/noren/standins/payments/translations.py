"""The hosted page's words: Japanese in the source, Korean and English from the .po files beside this module."""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_FOLDER = Path(__file__).parent / "locale"


@cache
def translations(locale: str) -> gettext.NullTranslations:
    """Compiled in memory, so that the stand-in runs without a build step."""
    if locale == "ja":
        return gettext.NullTranslations()
    with (LOCALE_FOLDER / locale / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalog = read_po(file, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
