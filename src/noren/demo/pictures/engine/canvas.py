"""The picture being made: a backdrop, shadows on it, and patches laid over it."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from noren.demo.pictures.engine.colour import Floats
from noren.demo.pictures.engine.noise import generator


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels from (left, top) up to but not including (right, bottom)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top, self.right - self.left

    def grid(self) -> tuple[Floats, Floats]:
        """The pixels' centres: y as a column, x as a row."""
        down = np.arange(self.top, self.bottom, dtype=np.float32)[:, None] + np.float32(0.5)
        across = np.arange(self.left, self.right, dtype=np.float32)[None, :] + np.float32(0.5)
        return down, across


@dataclass(frozen=True, slots=True)
class Patch:
    """Part of a thing as seen: linear light, where it is (0 to 1), and how near to the viewer."""

    box: Box
    light: Floats
    cover: Floats
    depth: Floats | None = None


def merged(patches: list[Patch]) -> Patch:
    """Several parts of one thing, the nearest in front; each needs its depth."""
    box = Box(
        min(patch.box.left for patch in patches),
        min(patch.box.top for patch in patches),
        max(patch.box.right for patch in patches),
        max(patch.box.bottom for patch in patches),
    )
    light = np.zeros((*box.shape, 3), np.float32)
    cover = np.zeros(box.shape, np.float32)
    depth = np.full(box.shape, -1e9, np.float32)
    for patch in patches:
        rows = slice(patch.box.top - box.top, patch.box.bottom - box.top)
        columns = slice(patch.box.left - box.left, patch.box.right - box.left)
        own = patch.depth if patch.depth is not None else np.zeros(patch.box.shape, np.float32)
        nearer = (patch.cover > 0.5) & (own > depth[rows, columns])
        light[rows, columns][nearer] = patch.light[nearer]
        cover[rows, columns][nearer] = 1
        depth[rows, columns][nearer] = own[nearer]
    return Patch(box, light, cover, depth)


# A small bell curve: how much a pixel's neighbours count when an edge is softened.
_KERNEL = {
    (row, column): (2 - abs(row)) * (2 - abs(column)) / 16 for row in (-1, 0, 1) for column in (-1, 0, 1)
}


def _at_edges(cover: Floats, colour: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pixels at the outline, and where dark meets light inside; never on the array's own border."""
    inside = cover > 0.5
    bright = colour[..., 1]
    mask = np.zeros(cover.shape, bool)
    for axis in (0, 1):
        first = (slice(None, -1), slice(None))[:: 1 if axis == 0 else -1]
        second = (slice(1, None), slice(None))[:: 1 if axis == 0 else -1]
        step = (inside[first] != inside[second]) | (np.abs(bright[first] - bright[second]) > 0.07)
        mask[first] |= step
        mask[second] |= step
    mask[:1] = mask[-1:] = False
    mask[:, :1] = mask[:, -1:] = False
    rows, columns = np.nonzero(mask)
    return rows, columns


def _soft_edges(cover: Floats, colour: Floats) -> tuple[Floats, Floats]:
    """Soft cover, colour carried a little beyond the old edge, and no staircase where light meets dark."""
    rows, columns = _at_edges(cover, colour)
    weight = np.zeros(rows.shape, np.float32)
    total = np.zeros((*rows.shape, 3), np.float32)
    for (down, across), share in _KERNEL.items():
        near = cover[rows + down, columns + across] * np.float32(share)
        weight += near
        total += colour[rows + down, columns + across] * near[:, None]
    soft, result = cover.copy(), colour.copy()
    soft[rows, columns] = weight
    result[rows, columns] = total / np.maximum(weight, 1e-3)[:, None]
    return soft, result


def _displayed(light: Floats) -> Floats:
    """Linear light as display values; what is too bright bends towards white instead of breaking off."""
    result = np.empty(light.shape, np.float32)
    for top in range(0, light.shape[0], 48):
        colour = np.sqrt(np.maximum(light[top : top + 48], 0))
        over = np.maximum(colour - np.float32(0.8), 0)
        result[top : top + 48] = colour - over + over / (1 + over * np.float32(5))
    return result


class Canvas:
    """A picture in gamma-2 display values, height × width × 3."""

    def __init__(self, backdrop: Floats) -> None:
        self.pixels: Floats = backdrop
        self.height, self.width = backdrop.shape[:2]

    def clip(self, box: Box) -> Box:
        """The part of `box` that lies on the canvas."""
        return Box(
            max(0, box.left), max(0, box.top), min(self.width, box.right), min(self.height, box.bottom)
        )

    def shadow(
        self, mask: Floats, *, strength: float, tint: tuple[float, float, float] = (1.0, 0.97, 0.92)
    ) -> None:
        """Darkens the whole canvas by `mask`, given at a quarter of its size; `tint` is how much each channel loses."""
        rows, columns = np.flatnonzero(mask.max(axis=1) > 0.004), np.flatnonzero(mask.max(axis=0) > 0.004)
        if not len(rows):
            return
        top, bottom = max(0, rows[0] - 1), min(mask.shape[0], rows[-1] + 2)
        left, right = max(0, columns[0] - 1), min(mask.shape[1], columns[-1] + 2)
        scale = self.width // mask.shape[1]
        size = ((right - left) * scale, (bottom - top) * scale)
        image = Image.fromarray(mask[top:bottom, left:right]).resize(size, Image.Resampling.BILINEAR)
        full = np.asarray(image, np.float32)
        area = np.s_[top * scale : bottom * scale, left * scale : right * scale]
        for channel in range(3):
            self.pixels[(*area, channel)] *= np.sqrt(1 - full * np.float32(strength * tint[channel]))

    def lay(self, patch: Patch, *, soften: bool = True) -> None:
        """Puts `patch` on top, with soft edges; what hangs over the border is cut off."""
        box = self.clip(patch.box)
        if box.right <= box.left or box.bottom <= box.top:
            return
        rows = slice(box.top - patch.box.top, box.bottom - patch.box.top)
        columns = slice(box.left - patch.box.left, box.right - patch.box.left)
        cover = patch.cover[rows, columns]
        colour = _displayed(patch.light[rows, columns])
        if soften:
            cover, colour = _soft_edges(cover, colour)
        area = self.pixels[box.top : box.bottom, box.left : box.right]
        area += (colour - area) * cover[..., None]

    def image(self) -> Image.Image:
        """The finished picture; a trace of grain keeps soft gradients from showing steps."""
        noise = generator("dither").standard_normal((256, 256)).astype(np.float32) * np.float32(0.9)
        dither = np.tile(noise, (1, self.width // 256 + 1))[:, : self.width, None] + np.float32(0.5)
        result = np.empty((self.height, self.width, 3), np.uint8)
        for top in range(0, self.height, 64):
            strip = self.pixels[top : top + 64] * np.float32(255)
            strip += dither[top % 256 : top % 256 + len(strip)]
            result[top : top + 64] = np.clip(strip, 0, 255, out=strip)
        return Image.fromarray(result)


def jpeg(image: Image.Image, *, quality: int = 88) -> bytes:
    """The picture as progressive JPEG bytes."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=0, progressive=True)
    return buffer.getvalue()
