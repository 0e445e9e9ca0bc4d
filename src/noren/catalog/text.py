"""Words of products: handles for addresses, clean descriptions, the copy that search reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape, unescape

import nh3

from noren.kernel.japanese import fold_for_search

HANDLE_LIMIT = 120
_NOT_HANDLE = re.compile(r"[^\w]+")
_TAG = re.compile(r"<[^>]+>")
_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>")
_MORE_THAN_PARAGRAPHS = re.compile(r"<(?!/?(?:p|br|ul|li)\b\s*/?>)[a-zA-Z/]")
_SPACE = re.compile(r"\s+")
_SEARCH_LIMIT = 8000

# What a seller may write in a description: words, lists, tables, pictures. No scripts, styles, forms or frames.
_TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure",
    "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}


def clean_html(html: str) -> str:
    """Return a description with only what is harmless; what is no longer allowed keeps its text."""
    return nh3.clean(
        html.strip(),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )


def plain_text(html: str) -> str:
    """Return the words of a description on one line."""
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", html))).strip()


def html_from_text(text: str) -> str:
    """Return what a seller typed as HTML; text with tags is HTML already.

    Empty lines part paragraphs, line ends are breaks, and lines that all begin with ・ are a list.
    """
    if _LOOKS_LIKE_HTML.search(text):
        return text
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(_block(one.strip().split("\n")) for one in paragraphs if one.strip())


def text_from_html(html: str) -> str:
    """Return a description as it is typed; one with more than paragraphs, breaks and plain lists stays HTML."""
    if _MORE_THAN_PARAGRAPHS.search(html):
        return html
    text = re.sub(r"</(?:p|ul)>\s*", "\n\n", re.sub(r"<br\s*/?>\n?", "\n", html))
    text = re.sub(r"</li>\s*", "\n", re.sub(r"<li>\s*", "・", text))
    return re.sub(r"\n{3,}", "\n\n", unescape(_TAG.sub("", text))).strip()


def _block(lines: list[str]) -> str:
    if all(line.lstrip().startswith("・") for line in lines):
        items = (line.strip().removeprefix("・").strip() for line in lines)
        return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
    return f"<p>{'<br>'.join(escape(line.rstrip()) for line in lines)}</p>"


def handle_from(title: str) -> str:
    """Return the address part for a title: small letters and digits joined by hyphens; kana and kanji stay.

    Empty when nothing of the title can stand in an address.
    """
    folded = unicodedata.normalize("NFKC", title).casefold().replace("_", "-")
    return _NOT_HANDLE.sub("-", folded).strip("-")[:HANDLE_LIMIT].rstrip("-")


def search_copy(parts: Iterable[str]) -> str:
    """Return what search looks through: all parts folded, one after the other."""
    return _SPACE.sub(" ", fold_for_search("\n".join(part for part in parts if part)))[:_SEARCH_LIMIT]


def search_words(query: str) -> list[str]:
    """Return the folded words of a query, at most eight."""
    return fold_for_search(query).split()[:8]
