"""Shelves of the shop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from noren.catalog.permissions import EDIT_PRODUCTS
from noren.catalog.selectors import categories
from noren.catalog.services.categories import (
    MAX_DEPTH,
    create_category,
    delete_category,
    order_categories,
    update_category,
)
from noren.catalog.types import CategoryInfo
from noren.kernel.errors import NorenError
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.products.shown import sentence
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest, console_actor

PAGE = "console/products/categories.html"


@requires(EDIT_PRODUCTS)
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: ConsoleRequest) -> HttpResponse:
    """List the shelves and make a new one."""
    if request.method != "POST":
        return _page(request)
    parent = next((info.id for info in categories() if str(info.id) == request.POST.get("parent")), None)
    try:
        create_category(request.POST.get("title", ""), parent_id=parent, actor=console_actor(request))
    except NorenError as error:
        return _page(request, sentence(error))
    messages.success(request, _("カテゴリーを作りました。"))
    return HttpResponseRedirect(address(request, "product_categories"))


@requires(EDIT_PRODUCTS)
@require_POST
def change(request: ConsoleRequest, category_id: UUID) -> HttpResponse:
    """Rename, move or remove a shelf."""
    action = request.POST.get("action", "")
    actor = console_actor(request)
    try:
        if action == "delete":
            delete_category(category_id, actor=actor)
        elif action in ("up", "down"):
            order_categories(_moved(category_id, -1 if action == "up" else 1), actor=actor)
        else:
            text = request.POST.get("description", "")
            update_category(category_id, title=request.POST.get("title", ""), description=text, actor=actor)
    except NorenError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("カテゴリーを変更しました。"))
    return HttpResponseRedirect(address(request, "product_categories"))


def _moved(category_id: UUID, by: int) -> list[UUID]:
    tree = categories()
    parent = next((info.parent_id for info in tree if info.id == category_id), None)
    order = [info.id for info in tree if info.parent_id == parent]
    if category_id in order:
        place = order.index(category_id)
        order.insert(max(0, place + by), order.pop(place))
    return order


def _page(request: ConsoleRequest, error: str = "") -> HttpResponse:
    tree = categories()
    context = {
        "shelves": [_shelf(request, info) for info in tree],
        "parents": [(str(info.id), " › ".join(info.path)) for info in tree if info.depth < MAX_DEPTH],
        "title": request.POST.get("title", "") if error else "",
        "error": error,
    }
    return console_page(request, PAGE, context, section="products", status=422 if error else 200)


def _shelf(request: ConsoleRequest, info: CategoryInfo) -> dict[str, Any]:
    return {
        "id": info.id,
        "title": info.title,
        "description": info.description,
        "path": " › ".join(info.path),
        "url": address(request, "product_category", category_id=info.id),
        "shop_url": f"/{request.shop.slug}/collections/{info.handle}",
    }
