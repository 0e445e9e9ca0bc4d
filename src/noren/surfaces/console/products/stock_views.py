"""Stock of one product: what came in, what was counted, whether it is counted at all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from noren.catalog.selectors import product_for_editing
from noren.catalog.types import ProductDetail, VariantInfo
from noren.inventory.permissions import ADJUST_STOCK
from noren.inventory.selectors import movements, stock
from noren.inventory.services.adjust import receive, set_counted, set_policy
from noren.inventory.states import MovementKind
from noren.inventory.types import StockInfo
from noren.kernel.actors import Actor
from noren.kernel.errors import NorenError
from noren.kernel.japanese import normalize
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.products.shown import sentence
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest, console_actor

KINDS = {
    MovementKind.RESERVED: gettext_noop("ご注文のため確保"),
    MovementKind.RELEASED: gettext_noop("確保を解除"),
    MovementKind.SOLD: gettext_noop("販売"),
    MovementKind.RESTOCKED: gettext_noop("取り消し・返品で戻り"),
    MovementKind.RECEIVED: gettext_noop("入荷"),
    MovementKind.ADJUSTED: gettext_noop("調整"),
    MovementKind.COUNTED: gettext_noop("数え直し"),
}
SHOWN_MOVEMENTS = 12


@requires(ADJUST_STOCK)
@require_http_methods(["GET", "HEAD", "POST"])
def stock_page(request: ConsoleRequest, product_id: UUID) -> HttpResponse:
    """Show and record the stock of a product's variants."""
    detail = product_for_editing(product_id)
    if detail is None:
        raise Http404
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _record(request, detail)
        if not errors:
            messages.success(request, _("在庫を記録しました。"))
            return HttpResponseRedirect(address(request, "product_stock", product_id=product_id))
    context = {
        "product": {"title": detail.title, "url": address(request, "product_edit", product_id=product_id)},
        "variants": _rows(request, detail, errors),
        "history": _history(detail),
        "reason": request.POST.get("reason", ""),
        "error_list": [
            {"field": key, "label": _("在庫"), "message": message} for key, message in errors.items()
        ],
    }
    status = 422 if errors else 200
    return console_page(request, "console/products/stock.html", context, section="products", status=status)


def _record(request: ConsoleRequest, detail: ProductDetail) -> dict[str, str]:
    errors: dict[str, str] = {}
    actor, reason = console_actor(request), request.POST.get("reason", "").strip()
    levels = stock(variant.id for variant in detail.variants)
    for index, variant in enumerate(detail.variants):
        try:
            _record_one(request, f"variant-{index}", levels[variant.id], reason, actor)
        except NorenError as error:
            errors[f"variant-{index}-{error.problems[0].field or 'counted'}"] = sentence(error)
        except ValueError:
            errors[f"variant-{index}-counted"] = _("数字で入力してください。")
    return errors


def _record_one(request: ConsoleRequest, place: str, level: StockInfo, reason: str, actor: Actor) -> None:
    tracked = request.POST.get(f"{place}-untracked") is None
    goes_on = request.POST.get(f"{place}-continue") is not None
    arrived = _number(request.POST.get(f"{place}-delta", ""))
    counted = _number(request.POST.get(f"{place}-counted", ""))
    expected = _number(request.POST.get(f"{place}-expected", ""))
    set_policy(level.variant_id, tracked=tracked, continue_selling=goes_on, actor=actor)
    if counted is not None:
        set_counted(level.variant_id, counted, expected=expected, reason=reason, actor=actor)
    if arrived:
        receive(level.variant_id, arrived, reason=reason, actor=actor)


def _number(text: str) -> int | None:
    plain = normalize(text).replace(",", "")
    return int(plain) if plain else None


def _rows(request: ConsoleRequest, detail: ProductDetail, errors: dict[str, str]) -> list[dict[str, Any]]:
    levels = stock(variant.id for variant in detail.variants)
    return [
        _row(request, index, variant, levels[variant.id], errors)
        for index, variant in enumerate(detail.variants)
    ]


def _row(
    request: ConsoleRequest, index: int, variant: VariantInfo, level: StockInfo, errors: dict[str, str]
) -> dict[str, Any]:
    place = f"variant-{index}"
    failed = bool(errors)
    return {
        "place": place,
        "name": variant.title or _("この商品"),
        "sku": variant.sku,
        "net": level.net,
        "reserved": level.reserved,
        "tracked": level.tracked,
        "continue_selling": level.continue_selling,
        "delta": request.POST.get(f"{place}-delta", "") if failed else "",
        "counted": request.POST.get(f"{place}-counted", "") if failed else "",
        "delta_error": errors.get(f"{place}-delta", ""),
        "counted_error": errors.get(f"{place}-counted", ""),
    }


def _history(detail: ProductDetail) -> list[dict[str, Any]]:
    entries = [
        (movement.at, variant, movement)
        for variant in detail.variants[:20]
        for movement in movements(variant.id, limit=SHOWN_MOVEMENTS)
    ]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    return [
        {
            "at": at,
            "name": variant.title,
            "what": _(KINDS[movement.kind]),
            "delta": f"{movement.available_delta:+,}" if movement.available_delta else "–",
            "reason": movement.reason,
        }
        for at, variant, movement in entries[:SHOWN_MOVEMENTS]
    ]
