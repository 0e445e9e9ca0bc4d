"""Answering a buyer with a page of the shop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from noren.surfaces.storefront.frame import shop_frame
from noren.surfaces.web.pages import render
from noren.surfaces.web.request import StorefrontRequest


def shop_page(
    request: StorefrontRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    public: bool = False,
) -> HttpResponse:
    """Answer with a page inside the shop's frame. `public` pages are the same for every buyer and are cached."""
    return render(
        request, template, {"shop": shop_frame(request), **(context or {})}, status=status, public=public
    )
