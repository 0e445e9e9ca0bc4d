"""Shadows on the table, painted at a quarter of the picture's size and blurred more the higher their cause."""

from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from noren.demo.pictures.engine.canvas import Canvas
from noren.demo.pictures.engine.colour import Floats
from noren.demo.pictures.engine.lathe import Place, Point
from noren.demo.pictures.engine.light import KEY, Camera

SCALE = 4
_RUN = (-KEY[0] / KEY[1], -KEY[2] / KEY[1])


class ShadowPainter:
    """Collects what stands in the light and darkens a canvas with it."""

    def __init__(self, canvas: Canvas, camera: Camera) -> None:
        self.canvas = canvas
        self.camera = camera
        self.size = (canvas.width // SCALE, canvas.height // SCALE)

    def on_table(self, x: float, y: float, height: float) -> Point:
        """Where the shadow of a point that is `height` above (x, y) on the table falls, in picture pixels."""
        return x + height * _RUN[0], y + height * _RUN[1] * self.camera.sine

    def ring(self, place: Place, radius: float, height: float, stretch: float = 1.0) -> list[Point]:
        """A circle at `height`, thrown on the table."""
        x, y = self.on_table(place.x, place.y, height)
        angles = (index * 2 * pi / 48 for index in range(48))
        return [(x + radius * stretch * sin(a), y + radius * self.camera.sine * cos(a)) for a in angles]

    def paint(self, shapes: list[tuple[list[Point], float]]) -> list[tuple[Image.Image, float]]:
        """One mask per height band: shapes with the height that threw them, low ones sharp, high ones soft."""
        bands: dict[int, Image.Image] = {}
        for outline, height in shapes:
            band = min(5, int(height // 70))
            image = bands.setdefault(band, Image.new("L", self.size, 0))
            ImageDraw.Draw(image).polygon([(x / SCALE, y / SCALE) for x, y in outline], fill=255)
        return [(image, 3.0 + band * 5.5) for band, image in sorted(bands.items())]

    def cast(self, shapes: list[tuple[list[Point], float]], *, strength: float = 0.58) -> None:
        """The long soft shadow away from the window."""
        total = np.zeros((self.size[1], self.size[0]), np.float32)
        for index, (image, blur) in enumerate(self.paint(shapes)):
            soft = np.asarray(image.filter(ImageFilter.GaussianBlur(blur)), np.float32) / 255
            total = np.maximum(total, soft * np.float32(0.94**index))
        self.canvas.shadow(total, strength=strength)

    def contact(self, outline: list[Point], *, reach: float = 26.0, strength: float = 0.62) -> None:
        """The dark line where a thing touches the table, `reach` pixels wide, and a wide breath around it."""
        image = Image.new("L", self.size, 0)
        ImageDraw.Draw(image).polygon([(x / SCALE, y / SCALE) for x, y in outline], fill=255)
        near = self._blurred(image, reach / SCALE * 0.55)
        wide = self._blurred(image, reach / SCALE * 2.6)
        self.canvas.shadow(np.maximum(near, wide * np.float32(0.55)), strength=strength)

    @staticmethod
    def _blurred(image: Image.Image, radius: float) -> Floats:
        return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), np.float32) / np.float32(255)


def turned_shadow(painter: ShadowPainter, profile: Floats, place: Place, *, stretch: float = 1.0) -> None:
    """Shadow of a turned thing that stands on the table."""
    rows = profile[:: max(1, len(profile) // 40)]
    shapes = [
        (painter.ring(place, float(radius), float(height), stretch), float(height)) for radius, height in rows
    ]
    painter.cast(shapes)
    foot = max(float(radius) for radius, height in profile if height <= 14)
    painter.contact(painter.ring(place, foot + 3, 0, stretch))
