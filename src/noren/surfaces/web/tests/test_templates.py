"""Rules that every template of every surface keeps, read from the files themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SURFACES = Path(__file__).parents[2]
PACKAGES = ("web", "storefront", "console")
TEMPLATES = sorted(
    path for package in PACKAGES for path in (SURFACES / package / "templates").rglob("*.html")
)
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


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
