"""Verifying an ID token (OpenID Connect Core §3.1.3.7; LINE Login, "Get profile information from ID tokens").

Web log-in signs HS256 with the channel secret; LIFF and the native SDKs sign ES256 with LINE's published keys. The token's
header chooses between these two only, and each has a key of its own kind, so that a public key can never be taken for a secret.
"""

from __future__ import annotations

import hmac
import re
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jwt

from noren.kernel.clock import now
from noren.messaging.login.errors import LogInRejected
from noren.messaging.login.requests import signing_keys
from noren.messaging.types import Credentials

ISSUER = "https://access.line.me"
LEEWAY = timedelta(seconds=60)
_USER_ID = re.compile(r"U[0-9a-f]{32}")
_KEYS_LAST = timedelta(hours=6)
_NOT_OFTENER = timedelta(seconds=30)
_keys: dict[str, jwt.PyJWK] = {}
_fetched: list[datetime] = []
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified ID token says of a person."""

    subject: str = field(repr=False)
    name: str = field(repr=False)
    picture: str = field(repr=False)
    email: str = field(repr=False)


def verify_id_token(token: str, *, credentials: Credentials, nonce: str) -> Claims:
    """Return the claims of a token for this channel and log-in. Raises LogInRejected, LineSilent."""
    claims = _decode(token, credentials)
    moment = now().timestamp()
    if claims["exp"] + LEEWAY.total_seconds() <= moment:
        raise LogInRejected("token_expired")
    if claims["iat"] - LEEWAY.total_seconds() > moment:
        raise LogInRejected("token_from_the_future")
    found = claims.get("nonce")
    if not isinstance(found, str) or not hmac.compare_digest(found.encode(), nonce.encode()):
        raise LogInRejected("nonce_differs")
    if not _USER_ID.fullmatch(str(claims["sub"])):
        raise LogInRejected("subject_malformed")
    return Claims(str(claims["sub"]), _text(claims, "name"), _text(claims, "picture"), _text(claims, "email"))


def forget_signing_keys() -> None:
    """Fetch LINE's keys anew next time (tests)."""
    with _lock:
        _keys.clear()
        _fetched.clear()


def _decode(token: str, credentials: Credentials) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        algorithm, key = _key(header, credentials)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=credentials.channel_id,
            issuer=ISSUER,
            # Time is judged below, by the one clock.
            options={
                "require": ["iss", "aud", "exp", "iat", "sub"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.PyJWTError as error:
        raise LogInRejected(f"token_{type(error).__name__}") from error
    if not all(isinstance(claims[name], int | float) for name in ("exp", "iat")):
        raise LogInRejected("token_times_malformed")
    if claims["aud"] != credentials.channel_id:
        raise LogInRejected("token_for_many")
    return claims


def _key(header: dict[str, Any], credentials: Credentials) -> tuple[str, Any]:
    algorithm = header.get("alg")
    if algorithm == "HS256":
        return "HS256", credentials.secret
    if algorithm == "ES256":
        return "ES256", _public_key(str(header.get("kid", ""))).key
    raise LogInRejected("algorithm_refused")


def _public_key(key_id: str) -> jwt.PyJWK:
    with _lock:
        age = now() - _fetched[0] if _fetched else None
        stale = age is None or age > _KEYS_LAST
        unknown = key_id not in _keys and (age is None or age > _NOT_OFTENER)
    if stale or unknown:
        _fetch_keys()
    found = _keys.get(key_id)
    if found is None:
        raise LogInRejected("key_unknown")
    return found


def _fetch_keys() -> None:
    fresh = {}
    for key in signing_keys():
        if key.get("kty") == "EC" and key.get("crv") == "P-256" and isinstance(key.get("kid"), str):
            fresh[str(key["kid"])] = jwt.PyJWK(key, algorithm="ES256")
    with _lock:
        _keys.clear()
        _keys.update(fresh)
        _fetched[:] = [now()]


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""
