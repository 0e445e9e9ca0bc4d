"""Japanese text as people type it: width, kana, hyphens, phones, postal codes, prefectures.

What a buyer typed as a name is kept as typed (髙 must stay 髙 on the label); these functions make the copies that are
checked and searched.
"""

from __future__ import annotations

import re
import unicodedata

import jaconv

PREFECTURES: tuple[str, ...] = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県",
    "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
    "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県",
    "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip
"""The 47 prefectures in the order of their JIS X 0401 codes: index 0 is code 01."""

REGIONS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("北海道", (1,)),
    ("東北", tuple(range(2, 8))),
    ("関東", tuple(range(8, 15))),
    ("中部", tuple(range(15, 24))),
    ("近畿", tuple(range(24, 31))),
    ("中国", tuple(range(31, 36))),
    ("四国", tuple(range(36, 40))),
    ("九州", tuple(range(40, 47))),
    ("沖縄", (47,)),
)
"""Regions with the JIS codes of their prefectures, north to south."""

_HYPHENS = "‐‑‒–—―−－ーｰ-"
_HYPHEN_BETWEEN_DIGITS = re.compile(rf"(?<=\d)[{_HYPHENS}](?=\d)")
_NOT_DIGITS = re.compile(r"\D+")
_PHONE = re.compile(r"^0\d{9,10}$")


def normalize(text: str) -> str:
    """Return `text` in NFKC, trimmed, with any kind of hyphen between digits as "-"."""
    return _HYPHEN_BETWEEN_DIGITS.sub("-", unicodedata.normalize("NFKC", text)).strip()


def fold_for_search(text: str) -> str:
    """Return the copy that search compares: NFKC, lower case, hiragana as katakana."""
    return jaconv.hira2kata(unicodedata.normalize("NFKC", text).casefold())


def to_katakana(text: str) -> str:
    """Return a kana reading in full-width katakana (hiragana and half-width kana are turned, not refused)."""
    return jaconv.hira2kata(unicodedata.normalize("NFKC", text)).strip()


def phone_digits(text: str) -> str | None:
    """Return a Japanese phone number as its 10 or 11 digits, or None when it is none.

    Any hyphens, full-width digits and +81 are accepted; mobile numbers may begin with 060 (since 2026-07), 070, 080, 090.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    digits = _NOT_DIGITS.sub("", plain)
    if plain.startswith("+81"):
        digits = "0" + digits[2:].removeprefix("0")
    return digits if _PHONE.match(digits) else None


def postal_code_digits(text: str) -> str | None:
    """Return a postal code's seven digits, or None. `〒`, hyphens and full-width digits are accepted."""
    digits = _NOT_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    return digits if len(digits) == 7 else None


def format_postal_code(digits: str) -> str:
    """Write seven digits as 600-8001."""
    return f"{digits[:3]}-{digits[3:]}"


def prefecture_name(code: int) -> str:
    """Return the name for a JIS code from 1 to 47. Raises IndexError otherwise."""
    if not 1 <= code <= len(PREFECTURES):
        raise IndexError(f"no prefecture {code}")
    return PREFECTURES[code - 1]


def prefecture_code(name: str) -> int | None:
    """Return the JIS code of a prefecture's full name, or None."""
    try:
        return PREFECTURES.index(name) + 1
    except ValueError:
        return None
