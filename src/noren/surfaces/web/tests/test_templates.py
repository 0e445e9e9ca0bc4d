"""Rules that every template of every surface keeps, read from the files themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

SURFACES = Path(__file__).parents[2]
PACKAGES = ("web", "storefront", "console")
TEMPLATES = sorted(
    path for package in PACKAGES for path in (SURFACES / package / "templates").rglob("*.html")
)
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def texts_of(package: str) -> set[str]:
    found = extract_from_dir(
        SURFACES / package / "templates",
        [("**.html", "jinja2.ext:babel_extract")],
        {"**.html": {"trim_blocks": "true", "silent": "false"}},
        keywords={"_": None},
    )
    return {str(row[2]) for row in found}


def translated(lang: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for package in PACKAGES:
        with (SURFACES / package / "locale" / lang / "LC_MESSAGES" / "django.po").open("rb") as file:
            texts |= {
                str(message.id): str(message.string)
                for message in read_po(file)
                if message.id and not message.fuzzy
            }
    return texts


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_text_has_a_translation_with_the_same_placeholders(lang: str) -> None:
    known = translated(lang)
    wanted = set().union(*(texts_of(package) for package in PACKAGES))
    assert {text for text in wanted if not known.get(text)} == set()
    assert {
        text
        for text in wanted
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(known[text]))
    } == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_inline_that_the_content_security_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:", text) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", text) if "application/json" not in tag] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_japanese_word_goes_through_translation(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    bare = re.sub(r"_\(\s*\"[^\"]*\"", "", text)
    assert JAPANESE.findall(bare) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_writes_carries_the_csrf_field(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, flags=re.DOTALL):
        assert "{{ csrf_input }}" in form, form[:120]
