"""The buyer's pages of an order."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from noren.kernel.errors import NorenError, invalid
from noren.orders.selectors import order_for_buyer, orders_of_customer
from noren.orders.services.cancel import cancel_by_buyer
from noren.orders.services.deliver import confirm_receipt
from noren.orders.services.find import key_by_email
from noren.orders.types import BUYER_CANCEL_REASONS, CancelReason
from noren.payments.selectors import payment_for
from noren.payments.services.start import start
from noren.surfaces.storefront.orders.access import own_order, remember_key
from noren.surfaces.storefront.orders.context import list_context, order_context
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import error_text, form_problems, no_problems
from noren.surfaces.web.request import StorefrontRequest, storefront_actor


@require_http_methods(["GET", "POST"])
def find(request: StorefrontRequest) -> HttpResponse:
    """Look an order up by number and e-mail address, without a log-in."""
    values = {"number": request.POST.get("number", ""), "email": request.POST.get("email", "")}
    problems = no_problems()
    if request.method == "POST":
        try:
            key = key_by_email(values["number"], values["email"], actor=storefront_actor(request))
            number = values["number"].strip().lstrip("#")
            return HttpResponseRedirect(
                f"{address(request, 'order', number=number)}?{urlencode({'key': key})}"
            )
        except NorenError as refusal:
            problems = form_problems(refusal, {"number": _("注文番号"), "email": _("メールアドレス")})
    context = {"values": values, **problems}
    return shop_page(
        request, "storefront/order_find.html", context, status=422 if problems["error_list"] else 200
    )


@require_GET
def show(request: StorefrontRequest, number: str) -> HttpResponse:
    """Show an order to its buyer; a key in the address is put away first."""
    key = request.GET.get("key", "")
    if key:
        if order_for_buyer(number, key=key) is None:
            raise Http404
        response = HttpResponseRedirect(address(request, "order", number=number))
        remember_key(request, response, number=number, key=key)
        return response
    order = own_order(request, number)
    return shop_page(request, "storefront/order.html", order_context(order, base=request.base))


@require_POST
def cancel(request: StorefrontRequest, number: str) -> HttpResponse:
    """Cancel the whole order at once, before the shop has confirmed it."""
    order = own_order(request, number)
    reason = request.POST.get("reason", "")
    try:
        if reason not in BUYER_CANCEL_REASONS:
            raise invalid("reason_missing", "キャンセルの理由を選んでください。", field_name="reason")
        cancel_by_buyer(
            order.id,
            reason=CancelReason(reason),
            message=request.POST.get("message", ""),
            actor=storefront_actor(request),
        )
        messages.success(request, _("ご注文をキャンセルしました。"))
    except NorenError as refusal:
        messages.error(request, error_text(refusal))
    return _back(request, number)


@require_POST
def received(request: StorefrontRequest, number: str) -> HttpResponse:
    """The buyer says that everything has arrived."""
    order = own_order(request, number)
    try:
        confirm_receipt(order.id, actor=storefront_actor(request))
        messages.success(request, _("受け取りを確認しました。ありがとうございました。"))
    except NorenError as refusal:
        messages.error(request, error_text(refusal))
    return _back(request, number)


@require_POST
def pay(request: StorefrontRequest, number: str) -> HttpResponse:
    """Lead the buyer back to the provider's page to pay an order that still waits for it."""
    order = own_order(request, number)
    payment = payment_for(order.id)
    if payment is None or not payment.awaits_money:
        return _back(request, number)
    query = urlencode({"payment": payment.id, "order": order.number})
    back = request.build_absolute_uri(f"{request.base}/checkout/return?{query}")
    try:
        begun = start(
            payment.id, return_url=back, cancel_url=f"{back}&cancelled=1", actor=storefront_actor(request)
        )
    except NorenError as refusal:
        messages.error(request, error_text(refusal))
        return _back(request, number)
    return HttpResponseRedirect(begun.redirect_url or back)


@require_GET
def mine(request: StorefrontRequest) -> HttpResponse:
    """List the orders of the customer who is logged in."""
    visit = request.visit.current()
    if visit is None or visit.customer_id is None:
        here = address(request, "account_orders")
        return HttpResponseRedirect(f"{request.base}/account/log-in?{urlencode({'next': here})}")
    page = orders_of_customer(visit.customer_id, after=request.GET.get("after", ""))
    context = list_context(page, here=address(request, "account_orders"), base=request.base)
    return shop_page(request, "storefront/account_orders.html", context)


def _back(request: StorefrontRequest, number: str) -> HttpResponse:
    return HttpResponseRedirect(address(request, "order", number=number))
