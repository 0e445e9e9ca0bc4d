"""The shops' logos, drawn from circles and curves."""

from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

from noren.demo.pictures.engine.lathe import Point

SIZE = 1024
_LARGER = 3


def _canvas() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGBA", (SIZE * _LARGER, SIZE * _LARGER), (255, 255, 255, 0))
    return image, ImageDraw.Draw(image)


def _png(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _scaled(points: list[Point]) -> list[Point]:
    return [(x * _LARGER, y * _LARGER) for x, y in points]


def _panel(left: float, right: float, top: float, bottom: float, sway: float) -> list[Point]:
    """One strip of a shop curtain whose hem lifts a little to one side."""
    hem = [
        (right + (left - right) * step / 20, bottom + sway * sin(step / 20 * pi) - sway * step / 20)
        for step in range(21)
    ]
    return [(left, top), (right, top), *hem]


def koharu() -> bytes:
    """A curtain of three strips with a low autumn sun behind it, as PNG with a clear ground."""
    image, draw = _canvas()
    moss, vermilion = "#47533F", "#A8472A"
    draw.ellipse([value * _LARGER for value in (352, 196, 672, 516)], fill=vermilion)
    gap, left, right, top = 16.0, 192.0, 832.0, 372.0
    width = (right - left - 2 * gap) / 3
    for index, (bottom, sway) in enumerate(((792.0, 22.0), (812.0, 18.0), (792.0, -22.0))):
        start = left + index * (width + gap)
        draw.polygon(_scaled(_panel(start, start + width, top, bottom, sway)), fill=moss)
    draw.rounded_rectangle(
        [value * _LARGER for value in (140, 336, 884, 378)], radius=21 * _LARGER, fill=moss
    )
    return _png(image)


def minami() -> bytes:
    """A flower cake of eight petals with a small star in its middle, as PNG with a clear ground."""
    image, draw = _canvas()
    wine, paper = "#7A3E4D", "#FCF8F5"
    middle = SIZE / 2
    for index in range(8):
        angle = index * pi / 4
        x, y = middle + 232 * sin(angle), middle - 232 * cos(angle)
        draw.ellipse([value * _LARGER for value in (x - 128, y - 128, x + 128, y + 128)], fill=wine)
    draw.ellipse(
        [value * _LARGER for value in (middle - 240, middle - 240, middle + 240, middle + 240)], fill=wine
    )
    for index in range(8):
        angle = (index + 0.5) * pi / 4
        ends = [(middle + reach * sin(angle), middle - reach * cos(angle)) for reach in (170, 318)]
        draw.line(_scaled(ends), fill=paper, width=14 * _LARGER)
    star = [
        (middle + reach * sin(index * pi / 8), middle - reach * cos(index * pi / 8))
        for index, reach in ((step, 104.0 if step % 2 == 0 else 58.0) for step in range(16))
    ]
    draw.polygon(_scaled(star), fill=paper)
    return _png(image)
