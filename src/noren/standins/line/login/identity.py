"""ID tokens: HS256 with the channel secret for web log-in, ES256 for LIFF and native apps."""

from __future__ import annotations

import base64
import hashlib
import json

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from noren.standins.line.database import Database, JsonObject
from noren.standins.line.directory import LoginChannel
from noren.standins.line.errors import LoginError

ISSUER = "https://access.line.me"
LIFETIME_SECONDS = 3600
_SETTING = "es256_private_key"


def signing_key(database: Database) -> ec.EllipticCurvePrivateKey:
    """The stand-in's P-256 key, made at first use and kept with the data."""
    stored = database.setting(_SETTING)
    if stored is None:
        fresh = ec.generate_private_key(ec.SECP256R1())
        database.keep_setting(
            _SETTING, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        )
        return fresh
    key = load_pem_private_key(stored.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("the stored signing key is not a P-256 key")
    return key


def public_keys(database: Database) -> JsonObject:
    """The JWKS of /oauth2/v2.1/certs."""
    numbers = signing_key(database).public_key().public_numbers()
    point = {"x": _base64(numbers.x.to_bytes(32, "big")), "y": _base64(numbers.y.to_bytes(32, "big"))}
    return {
        "keys": [
            {"kty": "EC", "alg": "ES256", "use": "sig", "crv": "P-256", "kid": key_id(database), **point}
        ]
    }


def key_id(database: Database) -> str:
    """Names the key in tokens and in the JWKS."""
    numbers = signing_key(database).public_key().public_numbers()
    return hashlib.sha256(numbers.x.to_bytes(32, "big")).hexdigest()


def for_web(claims: JsonObject, channel: LoginChannel) -> str:
    """An ID token as web log-in gives it."""
    return jwt.encode(dict(claims), channel.secret, algorithm="HS256")


def for_app(claims: JsonObject, database: Database) -> str:
    """An ID token as LIFF and native apps get it."""
    return jwt.encode(
        dict(claims), signing_key(database), algorithm="ES256", headers={"kid": key_id(database)}
    )


def verified(
    id_token: str, *, client_id: str, channel: LoginChannel | None, database: Database, now: int
) -> JsonObject:
    """The claims of a genuine, live ID token for this client, or LINE's refusal."""
    try:
        algorithm = jwt.get_unverified_header(id_token).get("alg")
        audience = json.loads(_payload(id_token)).get("aud")
    except (jwt.InvalidTokenError, ValueError, AttributeError):
        raise LoginError("invalid_request", "Invalid IdToken.") from None
    if audience != client_id or channel is None:
        raise LoginError("invalid_request", "Invalid IdToken Audience.")
    key = channel.secret if algorithm == "HS256" else signing_key(database).public_key()
    options = {"verify_exp": False, "verify_iat": False}
    try:
        claims: JsonObject = jwt.decode(
            id_token,
            key,
            algorithms=["HS256" if algorithm == "HS256" else "ES256"],
            audience=client_id,
            options=options,  # type: ignore[arg-type]
        )
    except jwt.InvalidTokenError:
        raise LoginError("invalid_request", "Invalid IdToken.") from None
    if claims.get("iss") != ISSUER:
        raise LoginError("invalid_request", "Invalid IdToken Issuer.")
    expires = claims.get("exp")
    if not isinstance(expires, int) or expires <= now:
        raise LoginError("invalid_request", "IdToken expired.")
    return claims


def _payload(id_token: str) -> bytes:
    middle = id_token.split(".")[1]
    return base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4))


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
