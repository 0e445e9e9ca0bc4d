"""All words of the pages exist in Korean and English."""

import ast
import re
from pathlib import Path

import httpx
import pytest

from noren.standins.payments.tests.support import Api
from noren.standins.payments.translations import LOCALE_FOLDER, translations

PACKAGE = LOCALE_FOLDER.parent
JAPANESE = re.compile(r"[\u3040-\u30fa\u30fc-\u30ff\u4e00-\u9fff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]")


def words_in_templates() -> set[str]:
    pages = (PACKAGE / "templates").glob("*.html")
    return {word for page in pages for word in re.findall(r'_\("([^"]+)"\)', page.read_text("utf-8"))}


def words_in(module: str) -> set[str]:
    tree = ast.parse((PACKAGE / module).read_text("utf-8"))
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {value for value in constants if isinstance(value, str) and JAPANESE.search(value)}


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_word_is_translated_with_its_placeholders(locale: str) -> None:
    words = words_in_templates() | words_in("cards.py") | words_in("hosted.py") | words_in("rendering.py")
    assert len(words) > 100
    for word in words:
        translated = translations(locale).gettext(word)
        assert translated != word or not JAPANESE.search(word), word
        assert not JAPANESE.search(translated), word
        placeholders = re.compile(r"\{(\w+)")
        assert sorted(placeholders.findall(translated)) == sorted(placeholders.findall(word)), word


def test_templates_hold_no_bare_japanese() -> None:
    for page in Path(PACKAGE / "templates").glob("*.html"):
        assert not JAPANESE.search(re.sub(r'_\("[^"]+"\)', "", page.read_text("utf-8"))), page.name


@pytest.mark.parametrize(
    ("locale", "heading"),
    [("ja", "コンビニでのお支払い"), ("ko", "편의점 결제"), ("en", "Pay at a convenience store")],
)
def test_the_page_speaks_the_language_asked_for(api: Api, locale: str, heading: str) -> None:
    page = httpx.get(str(api.create(method="konbini", locale=locale)["hosted_url"])).text
    assert f'<html lang="{locale}">' in page
    assert heading in page
    assert (locale == "ko") == bool(HANGUL.search(page))
