"""Sessions of the two working realms: each its own cookie, table and log-in page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from noren.platform.accounts.services.accounts import AccountInfo, account_by_id
from noren.platform.accounts.sessions import OperatorSessionStore, StaffSessionStore
from noren.platform.accounts.types import Realm

SESSION_SECONDS = 14 * 24 * 3600
_ACCOUNT = "account_id"
_STORES: dict[str, tuple[Realm, Any]] = {
    "/console": (Realm.STAFF, StaffSessionStore),
    "/operator": (Realm.OPERATOR, OperatorSessionStore),
}


class RealmSessionMiddleware:
    """Give console and operator requests their realm's session and account; others get none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = next(
            (item for prefix, item in _STORES.items() if f"{request.path}/".startswith(f"{prefix}/")), None
        )
        if found is None:
            return self._get_response(request)
        realm, store = found
        name = cookie_name(realm)
        request.session = store(request.COOKIES.get(name))
        request.account = SimpleLazyObject(lambda: _account(request, realm))  # type: ignore[attr-defined]
        response = self._get_response(request)
        _store(request, response, name)
        return response


def cookie_name(realm: Realm) -> str:
    """Return the realm's cookie; bound to the host when served over HTTPS."""
    return f"__Host-{realm}" if settings.NOREN.secure else f"noren_{realm}"


def log_in(request: HttpRequest, account: AccountInfo) -> None:
    """Make the session the account's, under a new key (fixation)."""
    request.session.cycle_key()
    request.session[_ACCOUNT] = str(account.id)
    request.session.set_expiry(SESSION_SECONDS)


def log_out(request: HttpRequest) -> None:
    """End the session."""
    request.session.flush()


def _account(request: HttpRequest, realm: Realm) -> AccountInfo | None:
    value = request.session.get(_ACCOUNT)
    return account_by_id(UUID(value), realm=realm) if value else None


def _store(request: HttpRequest, response: HttpResponse, name: str) -> None:
    session = request.session
    if not session.modified or response.status_code >= 500:
        return
    if session.is_empty():
        response.delete_cookie(name, path="/", samesite="Lax")
        return
    try:
        session.save()
    except UpdateError:
        # Logged out in another window meanwhile: this answer must not bring the session back.
        response.delete_cookie(name, path="/", samesite="Lax")
        return
    response.set_cookie(
        name,
        str(session.session_key),
        max_age=SESSION_SECONDS,
        path="/",
        secure=settings.NOREN.secure,
        httponly=True,
        samesite="Lax",
    )
