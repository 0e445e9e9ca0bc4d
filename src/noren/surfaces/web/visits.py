"""A buyer's visit, as the request carries it: read when asked for, its cookie set on the answer when it changed."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from noren.customers.services.visits import VISIT_LASTS, end_visit, open_visit, rotate_visit, visit_by_token
from noren.customers.types import VisitInfo


class Visit:
    """The visit of one request to one shop."""

    def __init__(self, cookies: dict[str, str], *, slug: str) -> None:
        self._name = cookie_name(slug)
        self._token = cookies.get(self._name, "")
        self._info: VisitInfo | None = None
        self._read = False
        self._new_token: str | None = None

    def current(self) -> VisitInfo | None:
        """Return the visit, or None for somebody who has not put anything down yet."""
        if not self._read:
            self._info = visit_by_token(self._token) if self._token else None
            self._read = True
        return self._info

    def ensure(self) -> VisitInfo:
        """Return the visit, started now if there was none."""
        found = self.current()
        if found is None:
            self._new_token, found = open_visit()
            self._info = found
        return found

    def log_in(self, customer_id: UUID) -> VisitInfo:
        """Make the visit a customer's, under a new token."""
        self._new_token, self._info = rotate_visit(self.ensure().id, customer_id=customer_id)
        return self._info

    def log_out(self) -> None:
        """End the visit."""
        found = self.current()
        if found is not None:
            end_visit(found.id)
            self._info, self._new_token = None, ""

    def set_cookie(self, response: HttpResponse) -> None:
        """Write the cookie if the token changed."""
        if self._new_token is None:
            return
        if self._new_token == "":
            response.delete_cookie(self._name, path="/", samesite="Lax")
            return
        response.set_cookie(
            self._name,
            self._new_token,
            max_age=int(VISIT_LASTS.total_seconds()),
            path="/",
            secure=settings.NOREN.secure,
            httponly=True,
            samesite="Lax",
        )


def cookie_name(slug: str) -> str:
    """Return the cookie's name: its own for each shop, bound to the host when served over HTTPS."""
    return f"__Host-visit-{slug}" if settings.NOREN.secure else f"noren_visit_{slug}"
