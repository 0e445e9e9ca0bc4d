"""After the provider's page: the truth is asked for, never read from the address. Nobody is told "failed" while it is unknown."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noren.kernel.errors import Conflict, NotFound, Unavailable
from noren.payments.selectors import instructions, payment
from noren.payments.services.start import start
from noren.payments.services.sync import sync
from noren.payments.states import PaymentState
from noren.payments.types import PaymentInfo
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.storefront.payments.screens import screen_of
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import StorefrontRequest, storefront_actor

DONE = frozenset({PaymentState.CAPTURED, PaymentState.REFUNDED})


@require_safe
def come_back(request: StorefrontRequest) -> HttpResponse:
    """Show how the payment stands, whatever the address claims; a page that waits asks again by itself."""
    found = _asked(_payment_in(request.GET.getlist("payment")))
    if found.state in DONE or (found.method.by_hand and found.awaits_money):
        return HttpResponseRedirect(_order_address(request, found))
    context = {
        "payment": found,
        "screen": screen_of(found),
        "instructions": instructions(found),
        "order_url": _order_address(request, found),
        "chrome": "quiet",
    }
    return shop_page(request, "storefront/payment.html", context)


@require_POST
def pay_again(request: StorefrontRequest) -> HttpResponse:
    """Lead to the provider's page once more, on the attempt that is open or on a new one."""
    found = _payment_in(request.POST.getlist("payment"))
    here = f"{address(request, 'payment-return')}?{urlencode({'payment': found.id})}"
    back = request.build_absolute_uri(here)
    try:
        begun = start(
            found.id, return_url=back, cancel_url=f"{back}&cancelled=1", actor=storefront_actor(request)
        )
    except (Conflict, Unavailable) as refusal:
        messages.error(request, refusal.problems[0].text(_))
        return HttpResponseRedirect(here)
    return HttpResponseRedirect(begun.redirect_url or here)


def _payment_in(given: list[str]) -> PaymentInfo:
    """Return the payment of ours among the ids in the address: providers add one of their own under the same name."""
    for text in given:
        try:
            return payment(UUID(text))
        except (ValueError, NotFound):
            continue
    raise Http404


def _asked(found: PaymentInfo) -> PaymentInfo:
    if found.method.by_hand or not found.awaits_money:
        return found
    try:
        return sync(found.id)
    except Unavailable:
        return payment(found.id)


def _order_address(request: StorefrontRequest, found: PaymentInfo) -> str:
    return f"{request.base}/orders/{found.payable.number}"
