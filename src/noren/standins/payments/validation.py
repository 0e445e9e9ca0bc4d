"""Strict reading of request bodies: unknown, missing and ill-typed fields are refused with the field's name."""

import json
import re
from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from noren.standins.payments.errors import ApiError, invalid
from noren.standins.payments.model import Json, PaymentRequest

METHODS = ("card", "konbini", "paypay")
LOCALES = ("ja", "ko", "en")
AMOUNT_LIMITS = {"card": (50, 9_999_999), "konbini": (120, 300_000), "paypay": (1, 1_000_000)}
LONGEST_LIFE_SECONDS = {"card": 86_400, "konbini": 14 * 86_400, "paypay": 86_400}
SHORTEST_LIFE_SECONDS = 60


def parse_object(raw: bytes) -> Json:
    """The body as a JSON object; duplicate names and non-finite numbers are refused, as they hide what was meant."""
    try:
        value = json.loads(raw, object_pairs_hook=_unique_pairs, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "invalid_json", "The body is not valid JSON.") from error
    if not isinstance(value, dict):
        raise ApiError(400, "invalid_json", "The body must be a JSON object.")
    return value


def _unique_pairs(pairs: list[tuple[str, object]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate name")
    return found


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def only(body: Json, allowed: Collection[str]) -> None:
    for name in body:
        if name not in allowed:
            raise ApiError(400, "unknown_parameter", f"Unknown parameter: {name[:60]}", name[:60])


def text(body: Json, name: str, *, longest: int, required: bool = True, default: str = "") -> str:
    if name not in body and not required:
        return default
    value = body.get(name)
    if not isinstance(value, str) or (required and not value.strip()):
        raise invalid(name, f"{name} must be a text{' that is not empty' if required else ''}.")
    if len(value) > longest or re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", value):
        raise invalid(name, f"{name} must be at most {longest} characters, without control characters.")
    return value


def integer(body: Json, name: str, *, least: int, most: int) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise invalid(name, f"{name} must be an integer in minor units.")
    if not least <= value <= most:
        raise invalid(name, f"{name} must be between {least} and {most}.")
    return value


def number(body: Json, name: str, *, least: float, most: float) -> float | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise invalid(name, f"{name} must be a number between {least} and {most}.")
    return float(value)


def choice(body: Json, name: str, allowed: Collection[str], *, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str) or value not in allowed:
        raise invalid(name, f"{name} must be one of: {', '.join(allowed)}.")
    return value


def url(body: Json, name: str) -> str:
    value = text(body, name, longest=2048)
    try:
        parts = urlsplit(value)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError as error:
        raise invalid(name, f"{name} is not a valid URL.") from error
    plain = value.isascii() and not re.search(r"[\s\"'<>\\;,]", value)
    if parts.scheme not in ("http", "https") or not parts.hostname or not (plain and port_is_valid):
        raise invalid(name, f"{name} must be an absolute http or https URL.")
    if parts.username is not None or parts.fragment:
        raise invalid(name, f"{name} must have neither user info nor a fragment.")
    return value


def timestamp(body: Json, name: str) -> float | None:
    """RFC 3339 with an offset, as Unix seconds."""
    if body.get(name) is None:
        return None
    typed = text(body, name, longest=40)
    try:
        moment = datetime.fromisoformat(typed)
        if moment.tzinfo is None:
            raise invalid(name, f"{name} must carry a UTC offset.")
        return moment.timestamp()
    except (ValueError, OverflowError) as error:
        raise invalid(name, f"{name} must be an RFC 3339 time.") from error


def text_map(body: Json, name: str, *, allowed: Collection[str] | None, longest: int) -> dict[str, str]:
    """A flat object of texts; `allowed` None lets any of at most 20 names through."""
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > 20:
        raise invalid(name, f"{name} must be an object of at most 20 entries.")
    for key, entry in value.items():
        path = f"{name}.{key[:40]}"
        if (allowed is not None and key not in allowed) or not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", key):
            raise ApiError(400, "unknown_parameter", f"Unknown parameter: {path}", path)
        if not isinstance(entry, str) or len(entry) > longest:
            raise invalid(path, f"{path} must be a text of at most {longest} characters.")
    return {key: str(entry) for key, entry in value.items()}


PAYMENT_FIELDS = frozenset(PaymentRequest.__dataclass_fields__)


def payment_request(body: Json, *, now: float) -> PaymentRequest:
    """POST /v1/payments, checked whole. `now` in Unix seconds."""
    only(body, PAYMENT_FIELDS)
    method = choice(body, "method", METHODS)
    least, most = AMOUNT_LIMITS[method]
    return PaymentRequest(
        amount=integer(body, "amount", least=least, most=most),
        currency=choice(body, "currency", ("JPY",)),
        method=method,
        capture=_capture(body, method),
        reference=_reference(body),
        description=text(body, "description", longest=200, required=False),
        return_url=url(body, "return_url"),
        cancel_url=url(body, "cancel_url"),
        customer=_customer(body),
        metadata=text_map(body, "metadata", allowed=None, longest=500),
        locale=choice(body, "locale", LOCALES, default="ja"),
        expires_at=_expiry(body, method, now),
    )


def _capture(body: Json, method: str) -> str:
    capture = choice(body, "capture", ("automatic", "manual"), default="automatic")
    if method == "konbini" and capture == "manual":
        raise invalid("capture", "konbini payments are captured at the till: capture must be automatic.")
    return capture


def _reference(body: Json) -> str:
    reference = text(body, "reference", longest=64)
    if not re.fullmatch(r"[A-Za-z0-9._:-]{1,64}", reference):
        raise invalid("reference", "reference must be 1 to 64 of A-Z a-z 0-9 . _ : -")
    return reference


def _customer(body: Json) -> dict[str, str]:
    customer = text_map(body, "customer", allowed=("email", "name", "phone"), longest=254)
    email, phone = customer.get("email"), customer.get("phone")
    if email is not None and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        raise invalid("customer.email", "customer.email is not an e-mail address.")
    if phone is not None and not re.fullmatch(r"\+?[0-9-]{10,16}", phone, re.ASCII):
        raise invalid("customer.phone", "customer.phone must be 10 to 16 digits, + and - allowed.")
    return customer


def _expiry(body: Json, method: str, now: float) -> float | None:
    expires_at = timestamp(body, "expires_at")
    longest = LONGEST_LIFE_SECONDS[method]
    if expires_at is not None and not now + SHORTEST_LIFE_SECONDS <= expires_at <= now + longest:
        raise invalid("expires_at", f"expires_at must be 1 minute to {longest // 3600} hours ahead.")
    return expires_at
