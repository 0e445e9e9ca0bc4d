"""Which language a page is in. Pure, because the page cache computes the same from the same request."""

from __future__ import annotations

LANGUAGES: tuple[tuple[str, str], ...] = (("ja", "日本語"), ("ko", "한국어"), ("en", "English"))
CODES = frozenset(code for code, _ in LANGUAGES)
COOKIE = "noren_language"


def choose_language(*, cookie: str | None, accept: str | None, default: str = "ja") -> str:
    """Return the language chosen by cookie, else the browser's first one that we speak, else `default`."""
    if cookie in CODES and cookie is not None:
        return cookie
    for part in (accept or "").split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in CODES:
            return code
    return default
