"""Home, shelves, products and search. Every page is the same for all buyers and is kept by the page cache."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noren.catalog import selectors as catalog
from noren.catalog.keyset import ProductSort
from noren.catalog.types import CategoryInfo, ProductPage
from noren.kernel.japanese import PREFECTURES
from noren.surfaces.storefront.catalog.delivery import estimate
from noren.surfaces.storefront.catalog.product import product_context
from noren.surfaces.storefront.catalog.tiles import tiles
from noren.surfaces.storefront.frame import frame_of, shop_frame
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.storefront.pictures import picture
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import StorefrontRequest

HOME_TILES = 8
QUERY_LIMIT = 100
INTRODUCTION_LENGTH = 120


@require_safe
def home(request: StorefrontRequest) -> HttpResponse:
    """Show the shop's face, its shelves and what is new."""
    newest = catalog.products_page(limit=HOME_TILES)
    pictures = catalog.shelf_pictures()
    shelves = [
        {"title": info.title, "handle": info.handle, "image": picture(pictures.get(info.id))}
        for info in catalog.top_categories()
    ]
    context = {
        "shop": {**shop_frame(request), "categories": shelves},
        "hero": _hero(request),
        "new": tiles(request, newest.cards),
        "picked": [],
    }
    return shop_page(request, "storefront/home.html", context, public=True)


@require_safe
def collection(request: StorefrontRequest, handle: str) -> HttpResponse:
    """Show a shelf and what is on those below it."""
    tree = catalog.categories()
    here = next((info for info in tree if info.handle == handle), None)
    if here is None:
        raise Http404
    sort = _sort(request)
    found = catalog.products_page(category=here.id, sort=sort, after=request.GET.get("after", ""))
    context = {
        "title": here.title,
        "text": here.description,
        "trail": _trail(request, here, tree),
        "current_category": handle,
        "shelves": [
            {"text": info.title, "url": address(request, "collection", handle=info.handle)}
            for info in tree
            if info.parent_id == here.id
        ],
    }
    return _listing(request, found, sort=sort, context=context)


@require_safe
def search(request: StorefrontRequest) -> HttpResponse:
    """Show products that hold every word; without words, all of them."""
    query = request.GET.get("q", "").strip()[:QUERY_LIMIT]
    sort = _sort(request)
    after = request.GET.get("after", "")
    if query:
        found = catalog.search(query, sort=sort, after=after)
        title = _("「%(query)s」の検索結果") % {"query": query}
    else:
        found = catalog.products_page(sort=sort, after=after)
        title = _("すべての商品")
    suggestions = [
        {"text": info.title, "url": address(request, "collection", handle=info.handle)}
        for info in catalog.top_categories()[:8]
    ]
    trail = [(request.shop.name, address(request, "home")), (title, "")]
    context = {"title": title, "trail": trail, "q": query, "suggestions": suggestions}
    return _listing(request, found, sort=sort, context=context)


@require_safe
def product(request: StorefrontRequest, handle: str) -> HttpResponse:
    """Show a product with its price, what shipping costs and what there is of it."""
    detail = catalog.product_by_handle(handle)
    if detail is None:
        raise Http404
    return shop_page(request, "storefront/product.html", product_context(request, detail), public=True)


@require_safe
def shipping_estimate(request: StorefrontRequest, handle: str) -> JsonResponse:
    """Say what shipping to a prefecture costs and when it would arrive at the earliest."""
    detail = catalog.product_by_handle(handle)
    given = request.GET.get("prefecture", "")
    if detail is None or not given.isdecimal() or not 1 <= int(given) <= len(PREFECTURES):
        raise Http404
    answer = estimate(detail.price_from, int(given), request.language)
    return JsonResponse({"prefecture": PREFECTURES[int(given) - 1], **answer})


def _listing(
    request: StorefrontRequest, found: ProductPage, *, sort: ProductSort, context: dict[str, Any]
) -> HttpResponse:
    sorts = [
        (ProductSort.NEWEST, _("新着順")),
        (ProductSort.PRICE_LOW, _("価格の安い順")),
        (ProductSort.PRICE_HIGH, _("価格の高い順")),
    ]
    given = {
        key: value for key, value in {"q": context.get("q"), "sort": request.GET.get("sort")}.items() if value
    }
    next_page = f"?{urlencode({**given, 'after': found.after})}" if found.after else ""
    whole = {
        "products": tiles(request, found.cards),
        "pager": {"next": next_page},
        "sort": sort,
        "sorts": sorts,
        "filters": [],
        "active": [],
        **context,
    }
    return shop_page(request, "storefront/listing.html", whole, public=True)


def _hero(request: StorefrontRequest) -> dict[str, Any] | None:
    frame = frame_of(request)
    if frame.hero is None:
        return None
    title = frame.tagline or request.shop.name
    return {"image": picture(frame.hero), "title": title, "text": frame.introduction[:INTRODUCTION_LENGTH]}


def _sort(request: StorefrontRequest) -> ProductSort:
    given = request.GET.get("sort", "")
    return ProductSort(given) if given in list(ProductSort) else ProductSort.NEWEST


def _trail(request: StorefrontRequest, here: CategoryInfo, tree: list[CategoryInfo]) -> list[tuple[str, str]]:
    by_id = {info.id: info for info in tree}
    above: list[CategoryInfo] = []
    parent = here.parent_id
    while parent is not None:
        above.insert(0, by_id[parent])
        parent = by_id[parent].parent_id
    return [
        (request.shop.name, address(request, "home")),
        *((info.title, address(request, "collection", handle=info.handle)) for info in above),
        (here.title, ""),
    ]
