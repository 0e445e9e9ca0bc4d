"""Whatever colors a seller chooses, text stays readable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noren.kernel.actors import system
from noren.kernel.errors import InvalidInput
from noren.kernel.ids import uuid7
from noren.platform.tenancy.scope import shop_scope
from noren.shops.colors import (
    AA,
    FAINT_INK,
    contrast,
    darkened_until_readable,
    lightened_until_readable,
    readable_on,
)
from noren.shops.selectors import content_version, theme
from noren.shops.services.theme import save_theme
from noren.shops.tests.factories import make_shop
from noren.shops.types import Layout, ThemeInfo
from noren.surfaces.storefront.theme import stylesheet

colors = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
# Channels of 205 and more: the luminance is above 0.6.
bright = st.integers(205, 255)
light = st.builds("#{:02X}{:02X}{:02X}".format, bright, bright, bright)


@pytest.fixture
def shop() -> Iterator[None]:
    with shop_scope(make_shop().id):
        yield


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@given(colors)
def test_something_can_be_written_on_every_color(color: str) -> None:
    assert contrast(readable_on(color), color) >= AA


@given(colors, light)
def test_every_choice_ends_readable_and_a_readable_one_is_left_alone(color: str, paper: str) -> None:
    ground = lightened_until_readable(paper, under=FAINT_INK)
    ink = darkened_until_readable(color, on=ground)
    assert contrast(FAINT_INK, ground) >= AA
    assert contrast(ink, ground) >= AA
    if contrast(color, ground) >= AA:
        assert ink == color


@pytest.mark.django_db
@pytest.mark.usefixtures("shop")
def test_the_house_colors_need_no_correction() -> None:
    assert save_theme(ThemeInfo(), actor=system("test")).corrected == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("shop")
def test_a_pale_color_is_darkened_and_named() -> None:
    before = content_version()
    saved = save_theme(ThemeInfo(layout=Layout.GALLERY, accent="#ffcc00", radius=14), actor=system("test"))
    assert saved.corrected == ("accent",)
    assert contrast(saved.theme.accent, saved.theme.paper) >= AA
    assert theme() == saved.theme
    assert content_version() == before + 1


@pytest.mark.django_db
@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"primary": "red"}, "primary"),
        ({"ink": "#12345"}, "ink"),
        ({"accent": "#fff;}body{display:none"}, "accent"),
        ({"paper": "#222222"}, "paper"),
        ({"radius": 99}, "radius"),
        ({"logo_id": uuid7()}, "logo"),
    ],
)
def test_what_is_no_look_is_refused_and_changes_nothing(change: dict[str, object], field: str) -> None:
    before = content_version()
    with pytest.raises(InvalidInput) as refused:
        save_theme(replace(ThemeInfo(), **change), actor=system("test"))  # type: ignore[arg-type]
    assert [problem.field for problem in refused.value.problems] == [field]
    assert theme() == ThemeInfo()
    assert content_version() == before


def test_the_style_sheet_holds_properties_and_nothing_else() -> None:
    assert stylesheet(ThemeInfo()) == (
        ":root{--shop-primary:#1f3a5f;--shop-on-primary:#ffffff;--shop-accent:#c73e2a;--shop-on-accent:#ffffff;"
        "--shop-paper:#faf8f4;--shop-ink:#1b1f24;--shop-radius:6px}\n"
    )
