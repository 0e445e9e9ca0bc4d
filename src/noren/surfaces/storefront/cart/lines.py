"""Cart lines and sums in the shapes of the templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from noren.carts.services.change import MOST_OF_ONE
from noren.carts.types import CartLineView, LineProblem
from noren.checkout.terms import sum_rows, tax_lines
from noren.checkout.types import Offer, OfferLine
from noren.checkout.words import money_text
from noren.kernel.tax import TaxCategory
from noren.surfaces.storefront.pictures import picture


def cart_line(line: CartLineView, *, base: str) -> dict[str, Any]:
    """Return a line of the cart's page, with what is wrong with it or has changed."""
    variant = line.variant
    return {
        "id": line.variant_id,
        "title": variant.product_title if variant else _("掲載が終わった商品"),
        "options": variant.variant_title if variant else "",
        "url": f"{base}/products/{variant.handle}" if variant else f"{base}/",
        "image": picture(variant.image) if variant else None,
        "price": line.unit,
        "quantity": line.quantity,
        "maximum": max(1, min(line.available, MOST_OF_ONE)),
        "total": line.amount,
        "reduced_tax": variant is not None and variant.tax_category is TaxCategory.REDUCED,
        "problem": _problem(line),
        "changed": _changed(line),
        "gone": line.problem in (LineProblem.GONE, LineProblem.SOLD_OUT),
    }


def offer_lines(lines: Iterable[OfferLine]) -> list[dict[str, Any]]:
    """Return the lines of the checkout and of the last screen."""
    return [
        {
            "title": line.variant.product_title,
            "options": line.variant.variant_title,
            "image": picture(line.variant.image),
            "quantity": line.quantity,
            "price": line.variant.price,
            "total": line.amount,
            "reduced_tax": line.reduced_tax,
        }
        for line in lines
    ]


def sums(offer: Offer) -> dict[str, Any]:
    """Return the parts, the total and the tax in it."""
    return {"rows": list(sum_rows(offer)), "total": offer.totals.total, "tax_notes": list(tax_lines(offer))}


def _problem(line: CartLineView) -> str:
    if line.problem is LineProblem.GONE:
        return _("この商品は販売を終了しました。削除してください。")
    if line.problem is LineProblem.SOLD_OUT:
        return _("売り切れました。削除してください。")
    if line.problem is LineProblem.SHORT:
        return _("在庫は残り%(available)s点です。数量を変えてください。") % {"available": line.available}
    return ""


def _changed(line: CartLineView) -> str:
    if not line.price_changed:
        return ""
    values = {"before": money_text(line.seen), "after": money_text(line.unit)}
    return _("価格が%(before)sから%(after)sに変わりました。") % values
