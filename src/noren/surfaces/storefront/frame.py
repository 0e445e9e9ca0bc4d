"""What every page of a shop shows around its content: name, look, categories.

The frame of a shop is kept in memory with the content version it was read under, so a page of an unchanged shop costs no
query for it (one, for the version, where the middleware has not read it).
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from noren.catalog.selectors import categories
from noren.platform.media.selectors import images
from noren.platform.media.types import ImageInfo
from noren.shops.selectors import content_version, profile, theme
from noren.shops.states import ShopState
from noren.shops.types import ThemeInfo
from noren.surfaces.storefront.theme import stylesheet
from noren.surfaces.web.request import StorefrontRequest

_MOST_SHOPS = 2000
_LOGO_HEIGHT = 88


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a shop's frame that change only with its content version."""

    theme: ThemeInfo
    style_version: str
    tagline: str
    introduction: str
    announcement: str
    logo: ImageInfo | None
    hero: ImageInfo | None
    categories: tuple[dict[str, str], ...]


_kept: OrderedDict[UUID, tuple[int, Frame]] = OrderedDict()
_lock = threading.Lock()


def shop_frame(request: StorefrontRequest) -> dict[str, Any]:
    """Return the `shop` of web/storefront_base.html."""
    frame = frame_of(request)
    return {
        "name": request.shop.name,
        "base": request.base,
        "tagline": frame.tagline,
        "layout": frame.theme.layout.value,
        "theme_version": frame.style_version,
        "logo": _logo(frame.logo),
        "categories": frame.categories,
        "notice": _notice(request, frame),
    }


def bare_frame(request: StorefrontRequest) -> dict[str, Any]:
    """Return a frame that asks nothing of the database; for the page that says something went wrong."""
    return {
        "name": request.shop.name,
        "base": request.base,
        "layout": "standard",
        "theme_version": "0",
        "categories": (),
    }


def frame_of(request: StorefrontRequest) -> Frame:
    """Return the frame of the request's shop, from memory if its content has not changed."""
    shop_id = request.shop.id
    # The version first: what is read after it can be newer, never older.
    version = int(request.public_mark.rsplit(":", 1)[1]) if request.public_mark else content_version()
    with _lock:
        known = _kept.get(shop_id)
        if known is not None:
            _kept.move_to_end(shop_id)
    if known is not None and known[0] == version:
        return known[1]
    frame = _read()
    with _lock:
        _kept[shop_id] = version, frame
        while len(_kept) > _MOST_SHOPS:
            _kept.popitem(last=False)
    return frame


def _read() -> Frame:
    look, words = theme(), profile()
    pictures = images([image_id for image_id in (look.logo_id, look.hero_image_id) if image_id])
    hero = pictures.get(look.hero_image_id) if look.hero_image_id else None
    return Frame(
        theme=look,
        style_version=hashlib.blake2b(stylesheet(look).encode(), digest_size=6).hexdigest(),
        tagline=words.tagline,
        introduction=words.introduction,
        announcement=words.announcement,
        logo=pictures.get(look.logo_id) if look.logo_id else None,
        hero=replace(hero, alt="") if hero else None,
        categories=tuple(
            {"title": category.title, "handle": category.handle}
            for category in categories()
            if category.depth == 1
        ),
    )


def _logo(logo: ImageInfo | None) -> dict[str, Any] | None:
    """Return the smallest form of the logo that is sharp on a dense screen."""
    if logo is None:
        return None
    return {
        "src": logo.thumbnail,
        "width": round(logo.width * _LOGO_HEIGHT / logo.height),
        "height": _LOGO_HEIGHT,
    }


def _notice(request: StorefrontRequest, frame: Frame) -> str:
    if request.shop.state is ShopState.PREPARING:
        return _("プレビュー中です。このページは、まだお客様には見えません。")
    if request.shop.state is ShopState.SUSPENDED:
        return _("ただいま、新しいご注文の受付を停止しています。")
    return frame.announcement
