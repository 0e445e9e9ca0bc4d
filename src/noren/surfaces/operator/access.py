"""Who may call an operator's view. Every view but the log-in wears `operator_only`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from noren.kernel.actors import Actor, ActorKind
from noren.platform.accounts.services.accounts import AccountInfo
from noren.surfaces.web.pages import render
from noren.surfaces.web.request import WorkRequest

Parameters = ParamSpec("Parameters")


class OperatorRequest(WorkRequest):
    """A request of a logged-in operator."""

    account: AccountInfo


def operator_only(
    view: Callable[Concatenate[OperatorRequest, Parameters], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in who is logged in as an operator; others go to the log-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
        check_host(request)
        here = cast(OperatorRequest, request)
        if not cast(WorkRequest, request).account:
            return HttpResponseRedirect(f"/operator/log-in?next={quote(request.get_full_path())}")
        return view(here, *args, **kwargs)

    guarded.operator_only = True  # type: ignore[attr-defined]
    return guarded


def check_host(request: HttpRequest) -> None:
    """Raise Http404 where operators' pages are bound to another host (NOREN_OPERATOR_HOST)."""
    wanted = settings.NOREN.operator_host
    if wanted and request.get_host().lower() != wanted.lower():
        raise Http404


def operator_actor(request: OperatorRequest) -> Actor:
    """Return who acts in an operator's request."""
    return Actor(ActorKind.OPERATOR, request.account.id)


def operator_page(
    request: OperatorRequest,
    template: str,
    context: dict[str, Any],
    *,
    section: str,
    status: int = 200,
) -> HttpResponse:
    """Answer with an operator's page; `section` is the entry of the menu that is lit."""
    operator = {
        "base": "/operator",
        "section": section,
        "person": {"name": request.account.name or request.account.email},
    }
    appearance = request.COOKIES.get("noren_appearance", "auto")
    return render(
        request, template, {"operator": operator, "appearance": appearance, **context}, status=status
    )
