"""The form of the shop's look."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noren.kernel.errors import InvalidInput, Problem
from noren.platform.media.selectors import images
from noren.platform.media.services.store import store_image
from noren.shops.selectors import theme
from noren.shops.services.theme import save_theme
from noren.shops.types import Layout, SavedTheme, ThemeInfo
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import form_problems, no_problems
from noren.surfaces.web.request import ConsoleRequest, console_actor


@require_http_methods(["GET", "HEAD", "POST"])
@requires("shops.settings")
def look(request: ConsoleRequest) -> HttpResponse:
    """Show and store the shop's look."""
    stored = theme()
    if request.method != "POST":
        return _page(request, stored, no_problems())
    typed = _typed(request, stored)
    try:
        with_pictures = replace(
            typed,
            logo_id=_picture(request, "logo", stored.logo_id),
            hero_image_id=_picture(request, "hero", stored.hero_image_id),
        )
        saved = save_theme(with_pictures, actor=console_actor(request))
    except InvalidInput as error:
        return _page(request, typed, form_problems(error, _labels()), status=422)
    messages.success(request, _saved_words(saved))
    return HttpResponseRedirect(address(request, "settings:theme"))


def _saved_words(saved: SavedTheme) -> str:
    if not saved.corrected:
        return _("お店の見た目を保存しました。")
    labels = _labels()
    names = _("、").join(labels[name] for name in saved.corrected)
    return _("お店の見た目を保存しました。「%(names)s」の色は、どなたにも読めるように少し調整しました。") % {
        "names": names
    }


def _typed(request: ConsoleRequest, stored: ThemeInfo) -> ThemeInfo:
    layout, radius = request.POST.get("layout", ""), request.POST.get("radius", "")
    colors = {name: request.POST.get(name, "") for name in ("primary", "accent", "paper", "ink")}
    return ThemeInfo(
        layout=Layout(layout) if layout in {one.value for one in Layout} else stored.layout,
        radius=int(radius) if radius.isdecimal() and len(radius) < 4 else -1,
        logo_id=stored.logo_id,
        hero_image_id=stored.hero_image_id,
        **colors,
    )


def _picture(request: ConsoleRequest, name: str, stored: UUID | None) -> UUID | None:
    """Return the id of a picture sent anew, of the stored one, or None when it is to go."""
    upload = request.FILES.get(name)
    if upload is None:
        return None if f"remove_{name}" in request.POST else stored
    try:
        return store_image(upload.read(), actor=console_actor(request)).id
    except InvalidInput as error:
        moved = (Problem(one.code, one.message, name, one.values) for one in error.problems)
        raise InvalidInput(*moved) from error


def _page(
    request: ConsoleRequest, values: ThemeInfo, problems: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    stored = images([image_id for image_id in (values.logo_id, values.hero_image_id) if image_id])
    context = {
        "values": values,
        "logo": stored.get(values.logo_id) if values.logo_id else None,
        "hero": stored.get(values.hero_image_id) if values.hero_image_id else None,
        **problems,
    }
    return console_page(request, "console/settings/theme.html", context, section="settings", status=status)


def _labels() -> dict[str, str]:
    return {
        "primary": _("のれんとボタン"),
        "accent": _("目立たせる色"),
        "paper": _("背景"),
        "ink": _("文字"),
        "radius": _("角の丸み"),
        "logo": _("ロゴ"),
        "hero": _("トップの写真"),
    }
