"""Every product is photographed, and a photograph is always the same."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from noren.demo.content import SHOPS
from noren.demo.content.types import Product, ShopContent
from noren.demo.pictures import _shots, catalogue, draw, draw_many, product_pictures
from noren.demo.pictures.engine.backdrops import _lying, _standing, _sweep
from noren.demo.pictures.engine.colour import Floats
from noren.demo.pictures.engine.lathe import Place, curve, turned
from noren.demo.pictures.engine.light import Camera
from noren.demo.pictures.engine.patterns import _MAKERS, pattern
from noren.demo.pictures.engine.stage import Stage

BOTH_SHOPS = pytest.mark.parametrize("content", SHOPS, ids=lambda content: content.shop.slug)
# Options that change how a thing looks; the others are sizes, contents and engravings.
VISIBLE = {"色", "柄", "味", "香り", "意匠", "表紙", "季節", "紙", "手ぬぐい"}
ONE_OF_EACH_KIND = (
    "koharu/products/rinka-zara/1",
    "koharu/products/yokode-kyusu/1",
    "koharu/products/sencha-asatsuyu/1",
    "koharu/products/konpeito/1",
    "koharu/products/tenugui-seigaiha/1",
    "koharu/products/echizen-binsen/1",
    "koharu/products/washi-andon/1",
    "koharu/products/shuro-tawashi/1",
    "koharu/products/ine-shimekazari/1",
    "koharu/products/kohaku-tsutsumi/1",
    "minami/products/yakgwa/1",
)


def _opened(file: bytes) -> Image.Image:
    image = Image.open(BytesIO(file))
    image.load()
    return image


def _small(image: Image.Image) -> Floats:
    return np.asarray(image.resize((200, 200)), np.float32)


@BOTH_SHOPS
def test_every_product_has_two_to_four_pictures(content: ShopContent) -> None:
    for product in content.products:
        pictures = product_pictures(content.shop.slug, product.handle)
        assert 2 <= len(pictures) <= 4, product.handle
        assert len({picture.alt for picture in pictures}) == len(pictures), product.handle
        assert all(picture.alt and (picture.width, picture.height) == (1600, 1600) for picture in pictures)


@BOTH_SHOPS
def test_pictures_belong_to_products_and_name_their_options(content: ShopContent) -> None:
    products = {product.handle: product for product in content.products}
    start = f"{content.shop.slug}/products/"

    for picture in catalogue():
        if picture.key.startswith(start):
            product = products[picture.key.split("/")[2]]
            values = {value for option in product.options for value in option.values}
            assert set(picture.shows) <= values, picture.key


def _visible_values(product: Product) -> set[str]:
    return {value for option in product.options if option.name in VISIBLE for value in option.values}


@BOTH_SHOPS
def test_every_colour_and_pattern_is_shown(content: ShopContent) -> None:
    for product in content.products:
        shown = {
            value
            for picture in product_pictures(content.shop.slug, product.handle)
            for value in picture.shows
        }
        assert _visible_values(product) <= shown, product.handle


@BOTH_SHOPS
def test_every_shelf_has_a_picture_and_the_shop_its_banner_and_logo(content: ShopContent) -> None:
    slug = content.shop.slug
    by_key = {picture.key: picture for picture in catalogue()}

    for category in content.categories:
        assert f"{slug}/categories/{category.handle}" in by_key
    banner = by_key[f"{slug}/banners/1"]
    assert (banner.width, banner.height) == (2400, 1200)
    assert by_key[f"{slug}/logo"].media_type == "image/png"


def test_the_catalogue_has_each_key_once() -> None:
    keys = [picture.key for picture in catalogue()]

    assert len(set(keys)) == len(keys) == 299


def test_an_unknown_key_is_refused() -> None:
    assert product_pictures("koharu", "no-such-thing") == ()
    with pytest.raises(KeyError, match="no-such-thing"):
        draw("koharu/products/no-such-thing/1")


@pytest.mark.parametrize("key", ONE_OF_EACH_KIND)
def test_a_photograph_has_its_size_and_shows_something(key: str) -> None:
    picture = next(picture for picture in catalogue() if picture.key == key)

    image = _opened(draw(key))

    empty = Stage(_shots()[key].scene).canvas.image()
    changed = np.abs(_small(image) - _small(empty)).max(axis=2) > 12
    assert (image.format, image.size, image.mode) == ("JPEG", (picture.width, picture.height), "RGB")
    assert 0.08 < changed.mean() < 0.98
    assert changed[40:160, 40:160].mean() > 0.15


def test_the_same_key_gives_the_same_bytes_even_with_empty_caches() -> None:
    first = draw("koharu/products/kohiki-meshiwan/1")
    for cached in (_standing, _sweep, _lying, pattern):
        cached.cache_clear()

    assert draw("koharu/products/kohiki-meshiwan/1") == first


def test_other_processes_draw_the_same() -> None:
    keys = ["koharu/logo", "minami/logo", "koharu/products/takayama-chasen/1"]

    drawn = dict(draw_many(keys, processes=2))

    assert drawn == {key: draw(key) for key in keys}


def test_variants_differ() -> None:
    white, brown = (
        np.asarray(_opened(draw(f"koharu/products/kohiki-mug/{number}")).resize((50, 50)), np.float32)
        for number in (1, 2)
    )

    assert white[30, 22].mean() - brown[30, 22].mean() > 50


def test_logos_have_a_clear_ground() -> None:
    image = _opened(draw("koharu/logo"))

    assert (image.format, image.size, image.mode) == ("PNG", (1024, 1024), "RGBA")
    assert image.getchannel("A").getpixel((5, 5)) == 0
    assert image.getpixel((512, 600)) == (0x47, 0x53, 0x3F, 255)


@pytest.mark.parametrize("name", sorted(_MAKERS))
def test_patterns_repeat_without_a_seam(name: str) -> None:
    field = pattern(name, 120)
    steps = np.abs(np.diff(field, axis=1)).mean(axis=0)
    seam = np.abs(field[:, 0] - field[:, -1]).mean()

    assert 0.02 < field.mean() < 0.6
    assert seam <= steps.max() + 0.02


def test_a_turned_thing_is_where_it_was_put() -> None:
    cylinder = curve([(50, 0), (50, 0), (50, 100), (50, 100), (0, 101)])

    surface = turned(cylinder, Place(300.0, 400.0), Camera(30))

    rows, columns = np.nonzero(surface.cover)
    assert abs(columns.mean() + surface.box.left - 300) < 1
    assert (columns.min() + surface.box.left, columns.max() + surface.box.left) == (250, 350)
    assert (
        abs(rows.max() + surface.box.top - 425) <= 1
    )  # the foot's near edge: half a radius below its middle
    assert np.allclose(surface.normals.x**2 + surface.normals.y**2 + surface.normals.z**2, 1, atol=0.01)
