"""The list of products."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from noren.catalog.permissions import EDIT_PRODUCTS, VIEW_PRODUCTS
from noren.catalog.selectors import console_products
from noren.catalog.services.publish import archive, publish, unpublish
from noren.catalog.states import ProductState
from noren.catalog.types import ConsoleProduct
from noren.inventory.selectors import stock
from noren.inventory.types import StockInfo
from noren.kernel.errors import NorenError
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.products.shown import console_picture, sentence, state_pill, stock_words
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest, console_actor

SECTION = "products"
MOST_AT_ONCE = 200
_ACTIONS = {"publish": publish, "hide": unpublish, "archive": archive}


@requires(VIEW_PRODUCTS)
@require_safe
def listing(request: ConsoleRequest) -> HttpResponse:
    """List products by state and words, the last changed first."""
    given = request.GET.get("state", "")
    state = ProductState(given) if given in list(ProductState) else None
    query = request.GET.get("q", "").strip()
    after = request.GET.get("after", "")
    page = console_products(state=state, query=query, after=after)
    levels = stock(variant_id for row in page.rows for variant_id in row.variant_ids)
    words = {key: value for key, value in {"state": given, "q": query}.items() if value}
    context = {
        "any": bool(page.rows or words or after)
        or bool(console_products(state=ProductState.ARCHIVED, limit=1).rows),
        "tabs": _tabs(request, state),
        "q": query,
        "state": given,
        "products": [_row(request, row, levels) for row in page.rows],
        "pager": {"next": f"?{urlencode({**words, 'after': page.after})}" if page.after else ""},
    }
    return console_page(request, "console/products/list.html", context, section=SECTION)


@requires(EDIT_PRODUCTS)
@require_POST
def bulk(request: ConsoleRequest) -> HttpResponse:
    """Show, hide or put away the chosen products."""
    action = _ACTIONS.get(request.POST.get("action", ""))
    done = 0
    for product_id in _ids(request.POST.getlist("product")) if action else []:
        try:
            done += action(product_id, actor=console_actor(request)) if action else 0
        except NorenError as error:
            messages.error(request, sentence(error))
    messages.success(
        request,
        ngettext("%(count)s件を変更しました。", "%(count)s件を変更しました。", done) % {"count": done},
    )
    return HttpResponseRedirect(address(request, "products"))


def _ids(given: list[str]) -> list[UUID]:
    found = []
    for text in given[:MOST_AT_ONCE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _tabs(request: ConsoleRequest, state: ProductState | None) -> list[dict[str, Any]]:
    here = address(request, "products")
    tabs = [
        (None, _("すべて")),
        (ProductState.PUBLISHED, _("公開中")),
        (ProductState.DRAFT, _("下書き")),
        (ProductState.ARCHIVED, _("しまった商品")),
    ]
    return [
        {"text": text, "href": f"{here}?state={one}" if one else here, "current": one == state}
        for one, text in tabs
    ]


def _row(request: ConsoleRequest, row: ConsoleProduct, levels: dict[UUID, StockInfo]) -> dict[str, Any]:
    state_text, state_kind = state_pill(row.state)
    stock_text, stock_kind = stock_words(levels[variant_id] for variant_id in row.variant_ids)
    return {
        "id": row.id,
        "title": row.title,
        "url": address(request, "product_edit", product_id=row.id),
        "image": console_picture(row.image),
        "price": row.price_from,
        "up_to": row.price_to if row.price_to != row.price_from else None,
        "stock_text": stock_text,
        "stock_kind": stock_kind,
        "stock_url": address(request, "product_stock", product_id=row.id),
        "state_text": state_text,
        "state_kind": state_kind,
        "category": "、".join(row.category_titles),
        "sku": row.sku,
    }
