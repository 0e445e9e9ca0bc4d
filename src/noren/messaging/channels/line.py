"""Sending by LINE's Messaging API, through LINE's own SDK."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import urllib3
from django.conf import settings
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    Message,
    MessagingApi,
    PushMessageRequest,
)
from linebot.v3.oauth import ApiClient as TokenClient
from linebot.v3.oauth import ApiException as TokenRefused
from linebot.v3.oauth import ChannelAccessToken
from linebot.v3.oauth import Configuration as TokenConfiguration
from pydantic import ValidationError

from noren.kernel.clock import now
from noren.messaging.channels.outcome import Outcome, Result
from noren.messaging.types import Credentials, JSONValue

# Seconds to connect, seconds to answer.
TIMEOUT = (5, 10)
# The wording by which LINE tells a used-up month from too many calls at once; both are 429 (Messaging API, "Rate limits").
_MONTHLY_LIMIT = "monthly limit"
_ACCEPTED_BEFORE = "x-line-accepted-request-id"
_TOKEN_RESERVE = timedelta(minutes=2)
_tokens: dict[Credentials, tuple[str, datetime]] = {}
_lock = threading.Lock()


class LineRefusedCredentials(Exception):
    """LINE does not know the channel's id with this secret."""


class LineSilent(Exception):
    """LINE gave no usable answer; nothing is known."""


def push(
    credentials: Credentials, *, to: str, messages: Sequence[dict[str, JSONValue]], retry_key: UUID
) -> Outcome:
    """Push messages to a LINE user id.

    With the same `retry_key` LINE accepts them once within 24 hours, and answers 409 to a repetition.
    """
    try:
        request = PushMessageRequest(
            to=to, messages=[Message.from_dict(message) for message in messages], notificationDisabled=False
        )
    except (ValidationError, ValueError):
        return Outcome(Result.REFUSED, "message_malformed")
    outcome = _push_once(credentials, request, retry_key)
    if outcome.problem == "token_refused":
        # The token was revoked before its time: another one, the same retry key.
        forget_token(credentials)
        outcome = _push_once(credentials, request, retry_key)
    return outcome


def is_friend(credentials: Credentials, user_id: str) -> bool | None:
    """Ask LINE whether messages reach a user (the profile of a friend can be read, of others it is 404); None: no answer."""
    try:
        with ApiClient(configuration(token_of(credentials))) as client:
            MessagingApi(client).get_profile(user_id, _request_timeout=TIMEOUT)
    except ApiException as refusal:
        return False if refusal.status == 404 else None
    except (LineRefusedCredentials, LineSilent, urllib3.exceptions.HTTPError, OSError, ValueError):
        return None
    return True


def token_of(credentials: Credentials) -> str:
    """Return a stateless channel access token (15 minutes), kept in memory while it lasts.

    Raises LineRefusedCredentials, LineSilent.
    """
    kept = _tokens.get(credentials)
    if kept is not None and kept[1] > now():
        return kept[0]
    try:
        with TokenClient(TokenConfiguration(host=settings.NOREN.line_api_base)) as client:
            answer = ChannelAccessToken(client).issue_stateless_channel_token_by_client_secret(
                credentials.channel_id, credentials.secret, _request_timeout=TIMEOUT
            )
    except TokenRefused as refusal:
        if refusal.status in (400, 401, 403):
            raise LineRefusedCredentials from refusal
        raise LineSilent from refusal
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise LineSilent from error
    token = str(answer.access_token)
    with _lock:
        _tokens[credentials] = (token, now() + timedelta(seconds=int(answer.expires_in)) - _TOKEN_RESERVE)
    return token


def forget_token(credentials: Credentials) -> None:
    """Ask for a new token next time."""
    with _lock:
        _tokens.pop(credentials, None)


def configuration(token: str) -> Configuration:
    """Return the SDK's configuration for LINE's address in the settings."""
    return Configuration(host=settings.NOREN.line_api_base, access_token=token)


def _push_once(credentials: Credentials, request: PushMessageRequest, retry_key: UUID) -> Outcome:
    try:
        token = token_of(credentials)
    except LineRefusedCredentials:
        return Outcome(Result.REFUSED, "credentials_refused")
    except LineSilent:
        # Nothing was pushed, so nothing is in doubt.
        return Outcome(Result.BUSY, "line_silent")
    try:
        with ApiClient(configuration(token)) as client:
            answer = MessagingApi(client).push_message_with_http_info(
                request, str(retry_key), _request_timeout=TIMEOUT
            )
    except ApiException as refusal:
        return _refusal(_Refusal(refusal.status, str(refusal.body or ""), dict(refusal.headers or {})))
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        # ValueError: an answer that is no JSON.
        return Outcome(Result.UNKNOWN, "no_answer")
    return Outcome(Result.ACCEPTED, request_id=_header(dict(answer.headers or {}), "x-line-request-id"))


@dataclass(frozen=True, slots=True)
class _Refusal:
    status: int
    body: str
    headers: dict[str, str]


def _refusal(refusal: _Refusal) -> Outcome:
    if refusal.status == 409:
        return Outcome(Result.ACCEPTED, request_id=_header(refusal.headers, _ACCEPTED_BEFORE))
    if refusal.status == 429:
        used_up = _MONTHLY_LIMIT in refusal.body
        return Outcome(Result.REFUSED, "quota_reached") if used_up else Outcome(Result.BUSY, "too_many_calls")
    if refusal.status >= 500:
        return Outcome(Result.UNKNOWN, "line_error")
    if refusal.status == 401:
        return Outcome(Result.REFUSED, "token_refused")
    return Outcome(Result.REFUSED, f"refused_{refusal.status}")


def _header(headers: dict[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name), "")
