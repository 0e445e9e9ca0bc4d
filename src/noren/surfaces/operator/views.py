"""Log-in of operators, the list of shops, stopping a shop and letting it sell again."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noren.kernel.errors import Conflict, InvalidInput
from noren.platform.accounts.types import Realm
from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import shop_by_slug, shops_page, suspension
from noren.shops.services.suspend import reopen_shop, suspend_shop
from noren.shops.states import ShopState
from noren.shops.types import ShopInfo
from noren.shops.wording import SHOP_STATE_LABELS
from noren.surfaces.operator.access import (
    OperatorRequest,
    check_host,
    operator_actor,
    operator_only,
    operator_page,
)
from noren.surfaces.web.log_in import log_in_at
from noren.surfaces.web.problems import error_text, form_problems, no_problems
from noren.surfaces.web.sessions import log_out

_PAGE = 50
STATE_KINDS = {
    ShopState.OPEN: "good",
    ShopState.SUSPENDED: "bad",
    ShopState.PREPARING: "",
    ShopState.CLOSED: "",
}


@require_http_methods(["GET", "HEAD", "POST"])
def log_in_page(request: HttpRequest) -> HttpResponse:
    """Log an operator in."""
    check_host(request)
    return log_in_at(request, realm=Realm.OPERATOR, home="/operator/", template="operator/log_in.html")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    check_host(request)
    log_out(request)
    return HttpResponseRedirect("/operator/log-in")


@require_safe
@operator_only
def index(request: OperatorRequest) -> HttpResponse:  # noqa: ARG001 - a view's signature
    """Lead to the shops."""
    return HttpResponseRedirect("/operator/shops")


@require_safe
@operator_only
def shops(request: OperatorRequest) -> HttpResponse:
    """List shops by address; by state and by a part of their name or address."""
    wanted, query = request.GET.get("state", ""), request.GET.get("q", "").strip()
    state = ShopState(wanted) if wanted in {one.value for one in ShopState} else None
    found = shops_page(state=state, query=query, after=request.GET.get("after", ""), limit=_PAGE + 1)
    here = {"state": state.value if state else "", "q": query}
    further = {**here, "after": found[_PAGE - 1].shop.slug} if len(found) > _PAGE else None
    context = {
        "rows": [
            {
                "shop": row.shop,
                "state_text": _(SHOP_STATE_LABELS[row.shop.state]),
                "state_kind": STATE_KINDS[row.shop.state],
                "created_at": row.created_at,
                "opened_at": row.opened_at,
            }
            for row in found[:_PAGE]
        ],
        "tabs": _tabs(state, query),
        "q": query,
        "state": here["state"],
        "pager": {"next": f"/operator/shops?{urlencode(further)}" if further else ""},
    }
    return operator_page(request, "operator/shops.html", context, section="shops")


def _tabs(state: ShopState | None, query: str) -> list[dict[str, object]]:
    choices: list[tuple[str, str]] = [("", _("すべて"))]
    choices += [(one.value, _(SHOP_STATE_LABELS[one])) for one in ShopState]
    return [
        {
            "text": text,
            "href": f"/operator/shops?{urlencode({'state': value, 'q': query})}",
            "current": value == (state.value if state else ""),
        }
        for value, text in choices
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@operator_only
def shop_page(request: OperatorRequest, slug: str) -> HttpResponse:
    """Show one shop; stop it, or let it sell again, with a reason."""
    shop = shop_by_slug(slug)
    if shop is None:
        raise Http404
    problems, status = no_problems(), 200
    with shop_scope(shop.id):
        if request.method == "POST":
            try:
                _act(request, shop)
            except InvalidInput as error:
                problems, status = form_problems(error, {"reason": _("理由")}), 422
            else:
                return HttpResponseRedirect(f"/operator/shops/{slug}")
        context = {
            "shop": shop,
            "state_text": _(SHOP_STATE_LABELS[shop.state]),
            "state_kind": STATE_KINDS[shop.state],
            "suspension": suspension(),
            "values": {"reason": request.POST.get("reason", "")},
            **problems,
        }
    return operator_page(request, "operator/shop.html", context, section="shops", status=status)


def _act(request: OperatorRequest, shop: ShopInfo) -> None:
    reason, actor = request.POST.get("reason", ""), operator_actor(request)
    try:
        if request.POST.get("action") == "reopen":
            reopen_shop(reason=reason, actor=actor)
            messages.success(request, _("%(shop)sの販売を再開しました。") % {"shop": shop.name})
        else:
            suspend_shop(reason=reason, actor=actor)
            messages.success(request, _("%(shop)sの販売を停止しました。") % {"shop": shop.name})
    except Conflict as error:
        messages.error(request, error_text(error))
