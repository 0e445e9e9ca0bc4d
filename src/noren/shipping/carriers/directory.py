"""The carriers Noren knows. Slot codes are the carriers' own, from their label files."""

from __future__ import annotations

import re

from noren.kernel.japanese import normalize
from noren.shipping.types import Carrier, Slot

_CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        "yamato",
        "ヤマト運輸",
        (
            Slot("0812", "午前中"),
            Slot("1416", "14時〜16時"),
            Slot("1618", "16時〜18時"),
            Slot("1820", "18時〜20時"),
            Slot("1921", "19時〜21時"),
        ),
        "https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id={number}",
    ),
    Carrier(
        "sagawa",
        "佐川急便",
        (
            Slot("01", "午前中"),
            Slot("12", "12時〜14時"),
            Slot("14", "14時〜16時"),
            Slot("16", "16時〜18時"),
            Slot("18", "18時〜20時"),
            Slot("19", "19時〜21時"),
        ),
        "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo={number}",
    ),
    Carrier(
        "japan_post",
        "日本郵便（ゆうパック）",
        (
            Slot("51", "午前中"),
            Slot("52", "12時〜14時"),
            Slot("53", "14時〜16時"),
            Slot("54", "16時〜18時"),
            Slot("55", "18時〜20時"),
        ),
        "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={number}&locale=ja",
    ),
    Carrier("other", "その他の配送", (), ""),
)
_BY_CODE = {carrier.code: carrier for carrier in _CARRIERS}
_NUMBER = re.compile(r"^\d{11,12}$")


def carriers() -> tuple[Carrier, ...]:
    """Return every carrier, in the order they are offered."""
    return _CARRIERS


def carrier(code: str) -> Carrier:
    """Return a carrier. Raises KeyError."""
    return _BY_CODE[code]


def clean_tracking_number(text: str) -> str:
    """Return a tracking number as it is stored: half-width, without hyphens and spaces."""
    return re.sub(r"[\s-]", "", normalize(text))


def looks_mistyped(carrier_code: str, number: str) -> bool:
    """Tell whether a number can't be the carrier's: its last digit is the rest modulo 7 with all three of them.

    A warning, not a refusal: carriers add formats.
    """
    if carrier_code == "other":
        return False
    if not _NUMBER.match(number):
        return True
    return int(number[:-1]) % 7 != int(number[-1])
