"""The one error type of the HTTP API."""


class ApiError(Exception):
    """A refused request: `status` is the HTTP status, `code` a stable word, `param` the field at fault."""

    def __init__(self, status: int, code: str, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param

    def body(self) -> dict[str, object]:
        return {"error": {"code": self.code, "message": self.message, "param": self.param}}


def invalid(param: str, message: str) -> ApiError:
    """400: the request itself is wrong and will be refused each time."""
    return ApiError(400, "invalid_parameter", message, param)


def conflict(code: str, message: str, param: str | None = None) -> ApiError:
    """409: the request is well-formed, the present state does not allow it."""
    return ApiError(409, code, message, param)


def not_found(what: str) -> ApiError:
    return ApiError(404, "not_found", f"No such {what}.")
