"""Reading requests of the Messaging API as strictly as LINE does."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.requests import Request

from noren.standins.line.database import JsonObject
from noren.standins.line.directory import MessagingChannel
from noren.standins.line.errors import MessagingError
from noren.standins.line.faults import REQUEST_ID
from noren.standins.line.standin import stand_in
from noren.standins.line.validation.checks import Check
from noren.standins.line.validation.messages import Refusal, refusal_of_body

BODY_LIMIT = 2 * 1024 * 1024
UNAUTHORIZED = "Authentication failed. Confirm that the access token in the authorization header is valid."
INVALID_TOKEN = (
    "Authentication failed due to the following reason: invalid token. "  # noqa: S105 - an error text, not a secret
    "Confirm that the access token in the authorization header is valid."
)


def request_id(request: Request) -> str:
    """The id sent back as X-Line-Request-Id."""
    return str(request.scope[REQUEST_ID])


def bearer(request: Request) -> str:
    """The token of the Authorization header, or 401."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not value.strip():
        raise MessagingError(401, UNAUTHORIZED)
    return value.strip()


def calling_channel(request: Request, *, retry_key: bool = False) -> MessagingChannel:
    """The official account whose token the request carries (401 otherwise), with LINE's rule on retry keys."""
    stand = stand_in(request)
    found = stand.directory.channel_token(bearer(request), now=stand.clock.seconds())
    channel = None if found is None else stand.directory.messaging_channel(found[0])
    if channel is None:
        raise MessagingError(401, INVALID_TOKEN)
    if not retry_key and "x-line-retry-key" in request.headers:
        raise MessagingError(400, "X-Line-Retry-Key is not supported by this API")
    return channel


async def json_object(request: Request) -> JsonObject:
    """The body as a JSON object; 415 for another content type, 413 above 2 MB, 400 for anything else than an object."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise MessagingError(415, f"The content type, '{content_type}', is not supported")
    raw = await request.body()
    if len(raw) > BODY_LIMIT:
        raise MessagingError(413, "Payload Too Large")
    try:
        value = json.loads(raw)
    except json.JSONDecodeError as error:
        raise MessagingError(
            400, f"The request body could not be parsed as JSON (line: {error.lineno}, column: {error.colno})"
        ) from None
    except UnicodeDecodeError:
        raise MessagingError(
            400, "The request body could not be parsed as JSON (line: -, column: -)"
        ) from None
    if not isinstance(value, dict):
        raise MessagingError(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return value


def refuse(refusal: Refusal | None) -> None:
    """Raise 400 for a refusal; nothing for None."""
    if refusal is not None:
        raise MessagingError(400, refusal.message, details=refusal.details)


async def checked_object(
    request: Request, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None
) -> JsonObject:
    """The body, when it has these fields and no others."""
    body = await json_object(request)
    refuse(refusal_of_body(body, required, optional or {}))
    return body


def integer_query(request: Request, name: str, *, default: int, minimum: int, maximum: int) -> int:
    """A whole number from the query, or 400."""
    value = request.query_params.get(name, str(default))
    if not value.isdigit() or not minimum <= int(value) <= maximum:
        detail = {"message": f"must be between {minimum} and {maximum}", "property": name}
        raise MessagingError(400, "The request has 1 error(s)", details=[detail])
    return int(value)
