"""Every sentence a person reads exists in Japanese (the msgid), Korean and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2] / "src" / "noren"
LANGUAGES = ("ko", "en")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    # Errors and permissions carry a msgid that is translated when somebody reads it.
    "Problem": (2,),
    "invalid": (2,),
    "conflict": (2,),
    "not_found": (2,),
    "permission": (2,),
}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")

pytestmark = pytest.mark.any_database


def catalogues(language: str) -> Iterator[tuple[Path, Catalog]]:
    for path in sorted(SOURCE.rglob(f"locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=language)


def translated(language: str) -> set[str]:
    found: set[str] = set()
    for _, catalogue in catalogues(language):
        for message in catalogue:
            text = message.string if isinstance(message.string, tuple | list) else (message.string,)
            if message.id and all(text) and not message.fuzzy:
                found.add(message.id[0] if isinstance(message.id, tuple | list) else message.id)
    return found


def spoken() -> dict[str, str]:
    """Return each msgid in templates and code with where it stands."""
    found: dict[str, str] = {}
    files = [(path, "jinja2") for path in SOURCE.rglob("templates/**/*.html")]
    files += [
        (path, "python")
        for path in SOURCE.rglob("*.py")
        if not {"tests", "standins", "demo"} & set(path.parts)
    ]
    for path, method in files:
        if "standins" in path.parts:
            continue
        extractor = "jinja2.ext:babel_extract" if method == "jinja2" else "python"
        for line, message, *_ in extract_from_file(extractor, path, keywords=KEYWORDS):
            key = message[0] if isinstance(message, tuple | list) else message
            if key:
                found.setdefault(str(key), f"{path.relative_to(SOURCE)}:{line}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    known = translated(language)
    missing = {text: place for text, place in spoken().items() if text not in known and JAPANESE.search(text)}
    assert not missing, "\n".join(
        f"{place}: {text}" for text, place in sorted(missing.items(), key=lambda item: item[1])
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_sentence(language: str) -> None:
    wrong = []
    for path, catalogue in catalogues(language):
        for message in catalogue:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
            for text in strings:
                if (
                    message.id
                    and text
                    and not set(PLACES.findall(text)) <= set(PLACES.findall(" ".join(ids)))
                ):
                    wrong.append(f"{path.relative_to(SOURCE)}: {text}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_has_one_translation(language: str) -> None:
    seen: dict[tuple[str | None, str], tuple[str, Path]] = {}
    twice = []
    for path, catalogue in catalogues(language):
        for message in catalogue:
            if not message.id or isinstance(message.id, tuple | list):
                continue
            key = (message.context, message.id)
            text, place = seen.setdefault(key, (str(message.string), path))
            if text != message.string:
                twice.append(
                    f"{message.id!r}: {text!r} in {place.relative_to(SOURCE)}, {message.string!r} in {path.relative_to(SOURCE)}"
                )
    assert not twice, "\n".join(twice)
