"""The shop's work on its orders."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from noren.kernel.errors import InvalidInput, NorenError, NotFound
from noren.orders import selectors
from noren.orders.permissions import CANCEL_ORDERS, FULFIL_ORDERS, HANDLE_MONEY, VIEW_ORDERS
from noren.orders.services.cancel import cancel
from noren.orders.services.configure import set_order_settings
from noren.orders.services.confirm import confirm, confirm_many
from noren.orders.services.deliver import mark_delivered
from noren.orders.services.note import set_staff_note
from noren.orders.services.pay import record_payment
from noren.orders.services.refund import record_refund_by_hand, refund, retry_refund
from noren.orders.services.ship import correct_tracking, ship
from noren.orders.types import OrderView
from noren.shops.permissions import SETTINGS
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.orders import forms
from noren.surfaces.console.orders.context import detail_context, list_context
from noren.surfaces.console.orders.queues import queue_of
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import error_text, form_problems, no_problems, problem_text
from noren.surfaces.web.request import ConsoleRequest, console_actor

SECTION = "orders"


@require_GET
@requires(VIEW_ORDERS)
def orders(request: ConsoleRequest) -> HttpResponse:
    """List the orders of a pile; a search looks through all of them."""
    search = request.GET.get("q", "").strip()
    queue = queue_of("all" if search else request.GET.get("queue", ""))
    page = selectors.orders_page(
        desk=queue.desk, attention=queue.attention, search=search, after=request.GET.get("after", "")
    )
    here = address(request, "orders")
    context = list_context(page, queue=queue, counts=selectors.desk_counts(), search=search, here=here)
    return console_page(request, "console/orders/list.html", context, section=SECTION)


@require_POST
@requires(FULFIL_ORDERS)
def bulk(request: ConsoleRequest) -> HttpResponse:
    """Confirm the ticked orders; each one that can't be is named, the others go through."""
    here = HttpResponseRedirect(f"{address(request, 'orders')}?queue=to_confirm")
    chosen = forms.ids(request.POST.getlist("order"))
    if not chosen:
        messages.error(request, _("注文を選んでください。"))
        return here
    try:
        outcomes = confirm_many(chosen, message=request.POST.get("message", ""), actor=console_actor(request))
    except NorenError as refusal:
        messages.error(request, error_text(refusal))
        return here
    done = sum(1 for outcome in outcomes if outcome.problem is None)
    if done:
        text = ngettext("%(count)d件の注文を確認しました。", "%(count)d件の注文を確認しました。", done)
        messages.success(request, text % {"count": done})
    for outcome in outcomes:
        if outcome.problem is not None:
            messages.error(request, problem_text(outcome.problem))
    return here


@require_GET
@requires(VIEW_ORDERS)
def detail(request: ConsoleRequest, number: str) -> HttpResponse:
    """Show an order with what can be done next."""
    return _detail(request, _order(number))


@require_POST
@requires(FULFIL_ORDERS)
def confirm_order(request: ConsoleRequest, number: str) -> HttpResponse:
    """Take the order on and tell the buyer."""
    order, message = _order(number), request.POST.get("message", "")
    done = _("注文を確認し、お客様にお知らせしました。")
    return _act(
        request, order, done, lambda: confirm(order.id, message=message, actor=console_actor(request))
    )


@require_POST
@requires(FULFIL_ORDERS)
def ship_order(request: ConsoleRequest, number: str) -> HttpResponse:
    """Send off what is ready, or the chosen quantities, and tell the buyer."""
    order = _order(number)

    def act() -> object:
        return ship(
            order.id,
            carrier=request.POST.get("carrier", ""),
            tracking_number=request.POST.get("tracking_number", ""),
            quantities=forms.quantities(request.POST, order, prefix="quantity-"),
            message=request.POST.get("message", ""),
            actor=console_actor(request),
        )

    return _act(request, order, _("発送し、お客様にお知らせしました。"), act)


@require_POST
@requires(FULFIL_ORDERS)
def delivered(request: ConsoleRequest, number: str) -> HttpResponse:
    """Note that everything under way has arrived."""
    order = _order(number)
    return _act(
        request,
        order,
        _("配達済みにしました。"),
        lambda: mark_delivered(order.id, actor=console_actor(request)),
    )


@require_POST
@requires(CANCEL_ORDERS)
def cancel_order(request: ConsoleRequest, number: str) -> HttpResponse:
    """Cancel what has not left the shop, or the chosen quantities of it."""
    order = _order(number)

    def act() -> object:
        return cancel(
            order.id,
            reason=forms.shop_cancel_reason(request.POST.get("reason", "")),
            quantities=forms.quantities(request.POST, order, prefix="cancel-"),
            message=request.POST.get("cancel_message", ""),
            actor=console_actor(request),
        )

    return _act(request, order, _("注文を取り消し、お客様にお知らせしました。"), act)


@require_POST
@requires(HANDLE_MONEY)
def refund_order(request: ConsoleRequest, number: str) -> HttpResponse:
    """Give a part of the money back without taking goods back."""
    order = _order(number)

    def act() -> object:
        return refund(
            order.id,
            amount=forms.amount(request.POST.get("amount", ""), currency=order.total.currency),
            reason=forms.refund_reason(request.POST.get("refund_reason", "")),
            message=request.POST.get("refund_message", ""),
            actor=console_actor(request),
        )

    return _act(request, order, _("返金を受け付けました。完了するとお客様にお知らせします。"), act)


@require_POST
@requires(HANDLE_MONEY)
def paid(request: ConsoleRequest, number: str) -> HttpResponse:
    """Note money that came by bank transfer or at the door."""
    order = _order(number)
    return _act(
        request,
        order,
        _("入金を記録しました。"),
        lambda: record_payment(order.id, actor=console_actor(request)),
    )


@require_POST
@requires(FULFIL_ORDERS)
def parcel(request: ConsoleRequest, number: str, shipment_id: UUID) -> HttpResponse:
    """Put a mistyped carrier or number right."""
    order = _order(number)

    def act() -> None:
        correct_tracking(
            shipment_id,
            carrier=request.POST.get("carrier", ""),
            tracking_number=request.POST.get("tracking_number", ""),
            actor=console_actor(request),
        )

    return _act(request, order, _("お荷物の情報を直しました。"), act)


@require_POST
@requires(HANDLE_MONEY)
def retry(request: ConsoleRequest, number: str, refund_id: UUID) -> HttpResponse:
    """Ask once more for a refund that failed."""
    order = _order(number)
    return _act(
        request,
        order,
        _("もう一度返金を依頼しました。"),
        lambda: retry_refund(refund_id, actor=console_actor(request)),
    )


@require_POST
@requires(HANDLE_MONEY)
def refunded(request: ConsoleRequest, number: str, refund_id: UUID) -> HttpResponse:
    """Note a refund the shop made itself."""
    order = _order(number)
    return _act(
        request,
        order,
        _("返金を記録しました。"),
        lambda: record_refund_by_hand(refund_id, actor=console_actor(request)),
    )


@require_POST
@requires(FULFIL_ORDERS)
def memo(request: ConsoleRequest, number: str) -> HttpResponse:
    """Keep a note that the buyer never sees."""
    order, note = _order(number), request.POST.get("memo", "")
    return _act(
        request,
        order,
        _("メモを保存しました。"),
        lambda: set_staff_note(order.id, note=note, actor=console_actor(request)),
    )


@require_http_methods(["GET", "POST"])
@requires(SETTINGS)
def order_settings(request: ConsoleRequest) -> HttpResponse:
    """Set after how many days orders move by themselves."""
    now = selectors.settings()
    values: dict[str, object] = {
        "complete_after_days": now.complete_after_days,
        "arrival_after_days": now.arrival_after_days,
    }
    problems = no_problems()
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            set_order_settings(**forms.days(request.POST, list(values)), actor=console_actor(request))
        except InvalidInput as refusal:
            problems = form_problems(refusal, forms.settings_labels())
        else:
            messages.success(request, _("設定を保存しました。"))
            return HttpResponseRedirect(address(request, "orders_settings"))
    status = 422 if problems["errors"] else 200
    return console_page(
        request,
        "console/orders/settings.html",
        {"values": values, **problems},
        section=SECTION,
        status=status,
    )


def _order(number: str) -> OrderView:
    found = selectors.order_by_number(number)
    if found is None:
        raise Http404
    return found


def _act(request: ConsoleRequest, order: OrderView, done: str, act: Callable[[], object]) -> HttpResponse:
    """Do it and come back to the order; what was typed is shown again with what is wrong with it."""
    try:
        act()
    except NotFound as refusal:
        raise Http404 from refusal
    except InvalidInput as refusal:
        return _detail(request, order, problems=refusal)
    except NorenError as refusal:
        messages.error(request, error_text(refusal))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(address(request, "order", number=order.number))


def _detail(
    request: ConsoleRequest, order: OrderView, *, problems: InvalidInput | None = None
) -> HttpResponse:
    context = detail_context(order, permissions=request.membership.permissions)
    said = form_problems(problems, forms.order_labels()) if problems else no_problems()
    return console_page(
        request,
        "console/orders/detail.html",
        {**context, "values": request.POST.dict(), **said},
        section=SECTION,
        status=422 if problems else 200,
    )
