"""Who may call a console view. Every view of a shop's console wears `requires`; a test finds one that doesn't."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from noren.shops.selectors import membership, memberships_of
from noren.shops.states import ShopState
from noren.surfaces.web.pages import render
from noren.surfaces.web.request import ConsoleRequest, WorkRequest

Parameters = ParamSpec("Parameters")
ShopView = Callable[Concatenate[ConsoleRequest, Parameters], HttpResponse]


def requires(permission: str) -> Callable[[ShopView[Parameters]], Callable[..., HttpResponse]]:
    """Let in who works in the shop and holds `permission` (empty: any member).

    Not logged in leads to the log-in page; not a member is 404, as for a shop that does not exist; a member without the
    right gets 403 and a page that says so.
    """

    def decorate(view: ShopView[Parameters]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponse:
            here = cast(ConsoleRequest, request)
            if not cast(WorkRequest, request).account:
                return HttpResponseRedirect(f"/console/log-in?next={quote(request.get_full_path())}")
            member = membership(here.account.id)
            if member is None:
                raise Http404
            here.membership = member
            if permission and permission not in member.permissions:
                return console_page(
                    here, "console/forbidden.html", {"permission": permission}, section="", status=403
                )
            return view(here, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def console_page(
    request: ConsoleRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    section: str,
    status: int = 200,
) -> HttpResponse:
    """Answer with a console page; `section` is the entry of the side list that is lit."""
    console = {
        "base": request.base,
        "section": section,
        "shop": {
            "name": request.shop.name,
            # A shop that is not open lets its staff in by a link of its own.
            "url": f"/{request.shop.slug}" if request.shop.sells else f"{request.base}/preview?to=",
            "open": request.shop.sells,
            "suspended": request.shop.state is ShopState.SUSPENDED,
            "preparing": request.shop.state is ShopState.PREPARING,
        },
        "shops": [
            {
                "name": one.shop.name,
                "url": f"/console/{one.shop.slug}/",
                "current": one.shop.id == request.shop.id,
            }
            for one in memberships_of(request.account.id)
        ],
        "person": {"name": request.account.name or request.account.email},
        "counts": {},
    }
    appearance = request.COOKIES.get("noren_appearance", "auto")
    return render(
        request,
        template,
        {"console": console, "appearance": appearance, **(context or {})},
        status=status,
    )
