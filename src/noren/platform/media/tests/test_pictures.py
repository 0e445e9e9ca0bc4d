"""Uploaded pictures come out clean; fetched ones never from our own network."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from pytest_django import Settings

from noren.kernel.actors import system
from noren.kernel.errors import InvalidInput, Unavailable
from noren.platform.jobs.services.run import run_due
from noren.platform.media import picture
from noren.platform.media.fetch import fetch
from noren.platform.media.files import file_name, master_name
from noren.platform.media.models import StoredImage
from noren.platform.media.selectors import images
from noren.platform.media.services.store import store_image
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

ACTOR = system("tests")
_ORIENTATION, _GPS = 0x0112, 0x8825


def photograph(size: tuple[int, int] = (1600, 800), form: str = "JPEG", *, orientation: int = 1) -> bytes:
    """A photograph whose left half is red, with a place and a name in its EXIF."""
    image = Image.new("RGB", size, "white")
    image.paste((200, 30, 30), (0, 0, size[0] // 2, size[1]))
    exif = image.getexif()
    exif[_ORIENTATION] = orientation
    exif[0x013B] = "Sato Ichiro"
    exif.get_ifd(_GPS)[1] = "N"
    exif.get_ifd(_GPS)[2] = (35.0, 0.0, 42.0)
    out = io.BytesIO()
    image.save(out, form, exif=exif)
    return out.getvalue()


@pytest.fixture
def shop(settings: Settings, tmp_path: Path, db: None) -> Iterator[UUID]:
    settings.MEDIA_ROOT = tmp_path
    with shop_scope(make_shop().id) as shop_id:
        run_due()
        yield shop_id


def opened(name: str) -> Image.Image:
    with default_storage.open(name) as file:
        return Image.open(io.BytesIO(file.read()))


def test_a_photograph_loses_its_place_and_name_in_every_size(shop: UUID) -> None:
    data = photograph()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(_GPS)
    stored = store_image(data, actor=ACTOR)
    names = [file_name(shop, stored.id, width, "webp") for width in (320, 640, 1200)]
    for name in [master_name(shop, stored.id), *names]:
        found = opened(name)
        assert dict(found.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile"} & found.info.keys()
        with default_storage.open(name) as file:
            assert b"Sato" not in file.read()


def test_a_photograph_taken_sideways_stands_upright(shop: UUID) -> None:
    stored = store_image(photograph((1600, 800), orientation=6), actor=ACTOR)
    assert (stored.width, stored.height) == (800, 1600)
    upright = opened(file_name(shop, stored.id, 320, "webp")).convert("RGB")
    top, bottom = upright.getpixel((160, 20)), upright.getpixel((160, 620))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[1] < 90 < bottom[1]


def test_sizes_are_made_but_never_larger_than_the_picture(shop: UUID) -> None:
    small = store_image(photograph((500, 250)), actor=ACTOR)
    large = store_image(photograph((4000, 3000)), actor=ACTOR)
    assert StoredImage.objects.get(pk=small.id).widths == [320, 500]
    assert (large.width, large.height) == (2400, 1800)
    info = images([large.id])[large.id]
    base = f"/media/{shop}/{large.id}"
    assert [(one.type, one.srcset) for one in info.sources] == [
        ("image/webp", f"{base}/320.webp 320w, {base}/640.webp 640w, {base}/1200.webp 1200w")
    ]


def test_avif_follows_by_a_job(shop: UUID) -> None:
    stored = store_image(photograph((700, 350)), actor=ACTOR)
    run_due()
    assert [one.type for one in images([stored.id])[stored.id].sources] == ["image/avif", "image/webp"]
    assert opened(file_name(shop, stored.id, 320, "avif")).size == (320, 160)


def test_the_same_file_is_stored_once_per_shop(shop: UUID) -> None:
    data = photograph((400, 200))
    first, second = store_image(data, actor=ACTOR), store_image(data, actor=ACTOR)
    assert (second.id, second.already_there) == (first.id, True)
    assert StoredImage.objects.count() == 1


def test_what_is_transparent_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(out, "PNG")
    cleaned = picture.clean(out.getvalue())
    assert Image.open(io.BytesIO(cleaned.master)).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", photograph()[:3000], b"%PDF-1.7"]
)
def test_what_is_no_whole_picture_is_refused(shop: UUID, data: bytes) -> None:
    with pytest.raises(InvalidInput) as refusal:
        store_image(data, actor=ACTOR)
    assert refusal.value.problems[0].code == "image_unreadable"
    assert StoredImage.objects.count() == 0


def test_a_bomb_is_refused_before_it_is_unpacked(shop: UUID) -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(InvalidInput) as refusal:
        store_image(out.getvalue(), actor=ACTOR)
    assert refusal.value.problems[0].code == "image_too_many_pixels"


class Handler(BaseHTTPRequestHandler):
    """A server that answers as its path says."""

    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.seen.append(self.headers["Host"])
        kind = self.path.strip("/")
        status = {"away": 503, "gone": 404, "to-metadata": 302, "loop": 302}.get(kind, 200)
        self.send_response(status)
        if kind == "to-metadata":
            self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
        if kind == "loop":
            self.send_header("Location", "/loop")
        self.end_headers()
        if kind == "endless":
            piece = b"x" * 65536
            for _ in range(400):
                try:
                    self.wfile.write(piece)
                except OSError:
                    return
        elif status == 200:
            self.wfile.write(b"a picture")

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[str]:
    Handler.seen.clear()
    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://localhost:{http.server_port}"
        http.shutdown()
        thread.join()


@pytest.fixture
def loopback_allowed(settings: Settings) -> None:
    settings.MEDIA_FETCH_LOOPBACK = True


def test_our_own_network_is_never_asked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = [
        "10.0.0.5",
        "169.254.169.254",
        "192.168.1.1",
        "::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "100.64.0.1",
    ]
    for url in [server, *(f"http://[{one}]/" if ":" in one else f"http://{one}/" for one in addresses)]:
        with pytest.raises(InvalidInput) as refusal:
            fetch(url)
        assert refusal.value.problems[0].code == "url_not_allowed"
    for url in ("file:///etc/passwd", "ftp://example.jp/a", "http://user@example.jp/", "https:///a"):
        with pytest.raises(InvalidInput):
            fetch(url)
    assert Handler.seen == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*_: object, **__: object) -> list[object]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("203.0.114.9", 80)), (*kind, ("10.1.2.3", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(InvalidInput) as refusal:
        fetch("http://rebinding.example/")
    assert refusal.value.problems[0].code == "url_not_allowed"


@pytest.mark.usefixtures("loopback_allowed")
def test_a_picture_is_fetched_by_its_name(server: str) -> None:
    assert fetch(f"{server}/a.jpg") == b"a picture"
    assert Handler.seen == [server.removeprefix("http://")]


@pytest.mark.usefixtures("loopback_allowed")
def test_refusals_of_the_other_side(server: str) -> None:
    for path, code in (
        ("gone", "url_status"),
        ("to-metadata", "url_not_allowed"),
        ("loop", "url_redirects"),
        ("endless", "url_too_large"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            fetch(f"{server}/{path}")
        assert refusal.value.problems[0].code == code
    with pytest.raises(Unavailable):
        fetch(f"{server}/away")
