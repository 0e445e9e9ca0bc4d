"""What we ask LINE during a log-in. These are the few calls a buyer waits for (decision 0020)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from django.conf import settings

from noren.messaging.login.errors import LineSilent, LogInRejected
from noren.messaging.types import Credentials

TIMEOUT = httpx.Timeout(8.0, connect=4.0)
SCOPE = "openid profile"
_LOCALES = {"ja": "ja-JP", "ko": "ko-KR", "en": "en-US"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """What LINE gives for a code."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


def authorize_url(
    *, channel_id: str, redirect_uri: str, state: str, nonce: str, code_verifier: str, language: str
) -> str:
    """Return where to send the buyer; adding the shop's account as a friend is offered on LINE's consent screen."""
    query = {
        "response_type": "code",
        "client_id": channel_id,
        "redirect_uri": redirect_uri,
        "state": state,
        "scope": SCOPE,
        "nonce": nonce,
        "code_challenge": code_challenge(code_verifier),
        "code_challenge_method": "S256",
        "bot_prompt": "normal",
        "ui_locales": _LOCALES.get(language, "ja-JP"),
    }
    return f"{settings.NOREN.line_access_base}/oauth2/v2.1/authorize?{urlencode(query)}"


def code_challenge(code_verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636 §4.2)."""
    digest = hashlib.sha256(code_verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def exchange(credentials: Credentials, *, code: str, redirect_uri: str, code_verifier: str) -> Tokens:
    """Trade the code for tokens. Raises LogInRejected, LineSilent."""
    answer = _call(
        "POST",
        "/oauth2/v2.1/token",
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": credentials.channel_id,
            "client_secret": credentials.secret,
            "code_verifier": code_verifier,
        },
    )
    id_token, access_token = answer.get("id_token"), answer.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise LogInRejected("tokens_missing")
    return Tokens(id_token, access_token)


def friendship(access_token: str) -> bool | None:
    """Return whether the buyer is a friend of the linked account; None when LINE does not say."""
    try:
        answer = _call("GET", "/friendship/v1/status", headers={"Authorization": f"Bearer {access_token}"})
    except (LogInRejected, LineSilent):
        return None
    flag = answer.get("friendFlag")
    return flag if isinstance(flag, bool) else None


def signing_keys() -> list[dict[str, Any]]:
    """Return LINE's public keys (JWKS). Raises LogInRejected, LineSilent."""
    keys = _call("GET", "/oauth2/v2.1/certs").get("keys")
    return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []


def _call(method: str, path: str, **options: Any) -> dict[str, Any]:
    try:
        # trust_env: the machine's proxy settings must not lead secrets elsewhere.
        answer = httpx.request(
            method, settings.NOREN.line_api_base + path, timeout=TIMEOUT, trust_env=False, **options
        )
        body = answer.json() if answer.content else {}
    except (httpx.HTTPError, ValueError) as error:
        raise LineSilent from error
    if answer.status_code >= 500 or answer.status_code == 429:
        raise LineSilent
    if answer.status_code != 200 or not isinstance(body, dict):
        reason = body.get("error", answer.status_code) if isinstance(body, dict) else answer.status_code
        raise LogInRejected(f"line_{reason}")
    return body
