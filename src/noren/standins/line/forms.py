"""Reading form bodies."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from noren.standins.line.errors import LoginError


async def form_fields(request: Request) -> dict[str, str]:
    """The fields of an application/x-www-form-urlencoded body; any other content type, and a repeated field, is refused."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/x-www-form-urlencoded":
        raise LoginError("invalid_request", "Content-Type must be application/x-www-form-urlencoded")
    pairs = parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise LoginError("invalid_request", "duplicated parameter")
    return fields
