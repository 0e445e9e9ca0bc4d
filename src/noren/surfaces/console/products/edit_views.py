"""The form of one product."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noren.catalog.permissions import EDIT_PRODUCTS
from noren.catalog.selectors import categories, product_for_editing
from noren.catalog.services.categories import create_category
from noren.catalog.services.products import create_product, update_product
from noren.catalog.services.publish import archive, delete_draft, publish, unpublish
from noren.catalog.states import ProductState
from noren.catalog.types import ProductDetail, SavedProduct
from noren.inventory.selectors import stock
from noren.inventory.services.adjust import receive
from noren.kernel.errors import InvalidInput, NorenError
from noren.kernel.tax import TaxCategory
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.products.entry import (
    JOINT,
    ProductEntry,
    arrange,
    entry_from,
    first_stock,
    form_field,
    labels,
    read_entry,
    to_draft,
)
from noren.surfaces.console.products.photos import Photo, photos_of, read_photos, save_photos, shown_photos
from noren.surfaces.console.products.shown import sentence
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest, console_actor

PAGE = "console/products/form.html"
Errors = dict[str, str]


@requires(EDIT_PRODUCTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ConsoleRequest) -> HttpResponse:
    """Enter a new product."""
    if request.method == "POST":
        return _save(request, None)
    return _form(request, None, ProductEntry(), [])


@requires(EDIT_PRODUCTS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ConsoleRequest, product_id: UUID) -> HttpResponse:
    """Change a product, put it away or delete a draft."""
    detail = product_for_editing(product_id)
    if detail is None:
        raise Http404
    if request.method != "POST":
        return _form(request, detail, entry_from(detail), photos_of(detail))
    act = {"delete": delete_draft, "archive": archive}.get(request.POST.get("action", ""))
    if act is None:
        return _save(request, detail)
    try:
        act(product_id, actor=console_actor(request))
    except NorenError as error:
        messages.error(request, sentence(error))
        return HttpResponseRedirect(address(request, "product_edit", product_id=product_id))
    messages.success(request, _("削除しました。") if act is delete_draft else _("商品をしまいました。"))
    return HttpResponseRedirect(address(request, "products"))


def _save(request: ConsoleRequest, detail: ProductDetail | None) -> HttpResponse:
    entry = read_entry(request.POST)
    photos, refusals = read_photos(request)
    added = arrange(entry)
    if request.POST.get("action") == "build-variants":
        return _form(request, detail, entry, photos)
    errors = {"new_images": sentence(refusals[0])} if refusals else {}
    # New combinations are looked at before they are stored: they have a price and stock of their own.
    if added and not errors and detail is not None:
        messages.info(request, _("組み合わせが増えました。価格と在庫を確かめて、もう一度保存してください。"))
        return _form(request, detail, entry, photos)
    if not errors:
        try:
            saved = _store(request, detail, entry, photos)
        except InvalidInput as refusal:
            errors = {form_field(one.field, entry): one.text(_) for one in reversed(refusal.problems)}
        except NorenError as refusal:
            errors = {"": sentence(refusal)}
        else:
            messages.success(request, _("保存しました。"))
            return HttpResponseRedirect(address(request, "product_edit", product_id=saved.id))
    return _form(request, detail, entry, photos, errors)


def _store(
    request: ConsoleRequest, detail: ProductDetail | None, entry: ProductEntry, photos: list[Photo]
) -> SavedProduct:
    actor = console_actor(request)
    pieces = first_stock(entry)
    draft = to_draft(entry, detail, currency=request.shop.currency)
    if detail is None:
        saved = create_product(draft, actor=actor)
    else:
        saved = update_product(detail.id, draft, actor=actor)
    if entry.new_category.strip():
        _put_on_new_shelf(request, saved.id, entry)
    for options, count in pieces.items():
        receive(saved.variant_ids[options], count, reason=_("最初の在庫"), actor=actor)
    save_photos(saved.id, photos, detail, actor=actor)
    _show_or_hide(request, saved.id, detail, entry)
    return saved


def _put_on_new_shelf(request: ConsoleRequest, product_id: UUID, entry: ProductEntry) -> None:
    actor = console_actor(request)
    shelf = create_category(entry.new_category, actor=actor)
    stored = product_for_editing(product_id)
    entry.categories.append(str(shelf.id))
    entry.new_category = ""
    if stored is not None:
        fresh = entry_from(stored)
        fresh.categories.append(str(shelf.id))
        update_product(product_id, to_draft(fresh, stored, currency=request.shop.currency), actor=actor)


def _show_or_hide(
    request: ConsoleRequest, product_id: UUID, detail: ProductDetail | None, entry: ProductEntry
) -> None:
    if entry.published == "yes":
        publish(product_id, actor=console_actor(request))
    elif detail is None or detail.state is not ProductState.ARCHIVED:
        unpublish(product_id, actor=console_actor(request))


def _form(
    request: ConsoleRequest,
    detail: ProductDetail | None,
    entry: ProductEntry,
    photos: list[Photo],
    errors: Errors | None = None,
) -> HttpResponse:
    wrong = errors or {}
    called = labels()
    context = {
        "product": _head(request, detail),
        "values": entry,
        "errors": wrong,
        "error_list": [
            {"field": name, "label": called.get(name, _("バリエーション")), "message": message}
            for name, message in wrong.items()
        ],
        "images": shown_photos(photos, detail),
        "axes": [
            {"name": name, "values_text": values}
            for name, values in zip(entry.axis_names, entry.axis_values, strict=True)
        ],
        "variants": _variants(detail, entry, wrong),
        "categories": [
            {
                "value": str(info.id),
                "text": " › ".join(info.path),
                "checked": str(info.id) in entry.categories,
            }
            for info in categories()
        ],
        "taxes": _taxes(),
        "stock_url": address(request, "product_stock", product_id=detail.id) if detail else "",
        "may_delete": detail is not None
        and detail.published_at is None
        and detail.state is ProductState.DRAFT,
        "may_archive": detail is not None
        and detail.state is not ProductState.ARCHIVED
        and detail.published_at,
    }
    return console_page(request, PAGE, context, section="products", status=422 if wrong else 200)


def _head(request: ConsoleRequest, detail: ProductDetail | None) -> dict[str, Any] | None:
    if detail is None:
        return None
    shown = f"/{request.shop.slug}/products/{detail.handle}" if detail.published else ""
    return {"title": detail.title, "handle": detail.handle, "url": shown}


def _variants(detail: ProductDetail | None, entry: ProductEntry, wrong: Errors) -> list[dict[str, Any]]:
    levels = stock(variant.id for variant in detail.variants) if detail else {}
    present = {str(variant_id): level.net for variant_id, level in levels.items()}
    return [
        {
            "name": " / ".join(row.options),
            "options": JOINT.join(row.options),
            "id": row.id,
            "sku": row.sku,
            "price": row.price,
            "weight": row.weight,
            "first_stock": row.stock,
            "stock": present.get(row.id),
            "remove": row.remove,
            "errors": {
                part: wrong.get(f"variant-{index}-{part}", "")
                for part in ("sku", "price", "weight", "stock", "options")
            },
        }
        for index, row in enumerate(entry.variants)
    ]


def _taxes() -> list[dict[str, str]]:
    return [
        {
            "value": TaxCategory.STANDARD.value,
            "title": _("標準税率 10%"),
            "note": _("多くの商品はこちらです。"),
        },
        {
            "value": TaxCategory.REDUCED.value,
            "title": _("軽減税率 8%"),
            "note": _("飲食料品（お酒を除く）と定期購読の新聞です。"),
        },
    ]
