"""Products and stock in the words of the console."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from noren.catalog.states import ProductState
from noren.inventory.types import FEW, StockInfo
from noren.kernel.errors import NorenError
from noren.platform.media.types import ImageInfo

STATES = {
    ProductState.PUBLISHED: (gettext_noop("公開中"), "good"),
    ProductState.DRAFT: (gettext_noop("下書き"), ""),
    ProductState.ARCHIVED: (gettext_noop("しまった商品"), ""),
}


def state_pill(state: ProductState) -> tuple[str, str]:
    """Return a state's words and the kind of its pill."""
    text, kind = STATES[state]
    return _(text), kind


def stock_words(levels: Iterable[StockInfo]) -> tuple[str, str]:
    """Return what there is of a product's variants together, and the kind of its pill (empty: plain text)."""
    listed = list(levels)
    if any(not level.tracked for level in listed):
        return _("在庫を数えない"), ""
    available = sum(level.available for level in listed)
    if available == 0:
        return (
            (_("なし（受注を続ける）"), "warn")
            if any(one.continue_selling for one in listed)
            else (_("なし"), "bad")
        )
    return _("%(count)s点") % {"count": f"{available:,}"}, "warn" if available <= FEW else ""


def console_picture(image: ImageInfo | None) -> dict[str, Any] | None:
    """Return a picture for `ui.picture`, or None."""
    if image is None:
        return None
    sources = {source.type.removeprefix("image/"): source.srcset for source in image.sources}
    return {
        "src": image.thumbnail,
        "alt": image.alt,
        "width": image.width,
        "height": image.height,
        "avif": sources.get("avif"),
        "webp": sources.get("webp"),
    }


def sentence(error: NorenError) -> str:
    """Return the first thing an error says, in the reader's language."""
    return error.problems[0].text(_)
