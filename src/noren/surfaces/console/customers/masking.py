"""Personal data as a list shows it: enough to tell two customers apart, too little to be worth stealing."""

from __future__ import annotations

_HIDDEN = "＊＊"


def masked_name(name: str) -> str:
    """山田 花子 → 山＊＊."""
    return f"{name[:1]}{_HIDDEN}" if name else ""


def masked_email(email: str) -> str:
    """hanako@example.jp → h***@example.jp."""
    local, at, host = email.partition("@")
    return f"{local[:1]}***@{host}" if at else ""


def masked_phone(phone: str) -> str:
    """09000001037 → 末尾 1037 (the sentence is the template's)."""
    return phone[-4:]
