"""How a coupon's code is compared."""

from __future__ import annotations

import re
import unicodedata

_SHAPE = re.compile(r"^[A-Z0-9_-]{3,32}$")


def normalize_code(text: str) -> str:
    """Return what was typed in the form that is stored: NFKC, upper case, without blanks (ｈａｒｕ 10 → HARU10)."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def is_code(code: str) -> bool:
    """Tell whether a normalised code has the shape of one: 3 to 32 of A-Z, 0-9, hyphen and underscore."""
    return _SHAPE.match(code) is not None
