"""The error answers of LINE's two API families."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class MessagingError(Exception):
    """An error of the Messaging API: ``{"message": …, "details": [{"message": …, "property": …}]}``."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        details: Sequence[Mapping[str, str]] = (),
        extra: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, object] = {"message": message, **(extra or {})}
        if details:
            self.body["details"] = [dict(detail) for detail in details]
        self.headers = dict(headers or {})


class LoginError(Exception):
    """An error of LINE Login: ``{"error": …, "error_description": …}``."""

    def __init__(self, error: str, description: str, *, status: int = 400) -> None:
        super().__init__(description)
        self.status = status
        self.body = {"error": error, "error_description": description}


class ControlError(Exception):
    """A wrong call of the stand-in's own control or phone API."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message}


def not_found() -> MessagingError:
    """What the Messaging API answers for an unknown path, user, or resource."""
    return MessagingError(404, "Not found")


async def as_response(_request: Request, error: Exception) -> Response:
    """Turn one of the errors above into its HTTP answer."""
    if isinstance(error, MessagingError):
        return JSONResponse(error.body, error.status, headers=error.headers)
    if isinstance(error, LoginError | ControlError):
        return JSONResponse(error.body, error.status)
    raise error


async def unknown_path(_request: Request, _error: Exception) -> Response:
    """404 for a path LINE does not have."""
    return JSONResponse({"message": "Not found"}, 404)


async def wrong_method(_request: Request, _error: Exception) -> Response:
    """405 for a path called with a method it does not have."""
    return JSONResponse({"message": "Method Not Allowed"}, 405)
