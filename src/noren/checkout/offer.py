"""Working out what the shop would charge now for a cart and what has been entered. Reads only; keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from noren.carts.types import CartView
from noren.checkout.types import Entries, Offer, OfferLine
from noren.kernel.clock import today
from noren.kernel.errors import InvalidInput, Problem
from noren.kernel.money import Money, Rounding, total
from noren.kernel.tax import TaxCategory
from noren.payments.selectors import enabled_methods
from noren.payments.types import MethodOffer, PaymentMethod
from noren.pricing.selectors import rates_on
from noren.pricing.totals import calculate
from noren.pricing.types import PricedLine, Totals
from noren.promotions.selectors import quote as quote_coupon
from noren.promotions.types import Discount
from noren.shipping.selectors import quote as quote_shipping
from noren.shipping.types import ShippingQuote

ROUNDING = Rounding.FLOOR


def offer_for(cart: CartView, entries: Entries, *, holder: str) -> Offer:
    """Return what `cart` costs with `entries`. `holder` names the buyer to coupons (promotions.holders).

    Delivery is free from the goods' total before any coupon, as the product page promised. What can't be bought any more stays
    out of the sums and in `unavailable`.
    """
    rates = rates_on(today())
    lines = tuple(
        OfferLine(line.variant, line.quantity, rates[line.variant.tax_category])
        for line in cart.lines
        if line.problem is None and line.variant is not None
    )
    zero = Money(0, cart.currency)
    goods = total((line.amount for line in lines), cart.currency)
    discount, coupon_problem = _discount(entries.coupon_code, goods, holder)
    needs_shipping = any(line.variant.requires_shipping for line in lines)
    choices = _shipping_choices(entries, goods) if needs_shipping else ()
    shipping = _chosen_shipping(choices, entries.shipping_method_id)
    before_fee = goods - (discount.amount if discount else zero) + (shipping.fee if shipping else zero)
    methods = tuple(enabled_methods(before_fee)) if before_fee else ()
    method = _chosen_method(methods, entries.payment_method)
    return Offer(
        lines=lines,
        unavailable=tuple(line for line in cart.lines if line.problem is not None),
        shipping_choices=choices,
        shipping=shipping,
        needs_shipping=needs_shipping,
        methods=methods,
        method=method,
        discount=discount,
        coupon_problem=coupon_problem,
        totals=_totals(lines, zero, discount, shipping, method, standard_rate=rates[TaxCategory.STANDARD]),
        standard_rate=rates[TaxCategory.STANDARD],
    )


def _totals(
    lines: Sequence[OfferLine],
    zero: Money,
    discount: Discount | None,
    shipping: ShippingQuote | None,
    method: MethodOffer | None,
    *,
    standard_rate: int,
) -> Totals:
    priced = [
        PricedLine(line.variant.variant_id, line.variant.price, line.quantity, line.rate) for line in lines
    ]
    return calculate(
        priced,
        discount=discount.amount if discount else zero,
        shipping=shipping.fee if shipping else zero,
        fee=method.fee if method else zero,
        standard_rate=standard_rate,
        rounding=ROUNDING,
    )


def _discount(code: str, goods: Money, holder: str) -> tuple[Discount | None, Problem | None]:
    if not code:
        return None, None
    try:
        return quote_coupon(code, subtotal=goods, holder=holder), None
    except InvalidInput as error:
        return None, error.problems[0]


def _shipping_choices(entries: Entries, goods: Money) -> tuple[ShippingQuote, ...]:
    if entries.address is None:
        return ()
    return tuple(quote_shipping(entries.address.prefecture, subtotal=goods))


def _chosen_shipping(choices: Sequence[ShippingQuote], method_id: UUID | None) -> ShippingQuote | None:
    # A single way needs no choosing.
    if method_id is None and len(choices) == 1:
        return choices[0]
    return next((choice for choice in choices if choice.method_id == method_id), None)


def _chosen_method(methods: Sequence[MethodOffer], wanted: PaymentMethod | None) -> MethodOffer | None:
    return next((method for method in methods if method.method is wanted), None)
