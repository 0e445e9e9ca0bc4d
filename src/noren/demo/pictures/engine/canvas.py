"""The picture being made: a backdrop, shadows on it, and patches laid over it."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter

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


def _softened(field: Floats, radius: float) -> Floats:
    """Blurred, for fields from 0 to 1."""
    image = Image.fromarray((np.clip(field, 0, 1) * 255 + 0.5).astype(np.uint8))
    blurred = image.filter(ImageFilter.GaussianBlur(radius))
    return np.asarray(blurred, np.float32) * np.float32(1 / 255)


class Canvas:
    """A picture in gamma-2 display values, height × width × 3."""

    def __init__(self, backdrop: Floats) -> None:
        self.pixels: Floats = backdrop
        self.height, self.width = backdrop.shape[:2]

    def clip(self, box: Box) -> Box:
        """The part of `box` that lies on the canvas."""
        return Box(max(0, box.left), max(0, box.top), min(self.width, box.right), min(self.height, box.bottom))

    def shadow(self, mask: Floats, *, strength: float, tint: tuple[float, float, float] = (1.0, 0.97, 0.92)) -> None:
        """Darkens the whole canvas by `mask`, given at a quarter of its size; `tint` is how much each channel loses."""
        image = Image.fromarray(mask).resize((self.width, self.height), Image.Resampling.BILINEAR)
        full = np.asarray(image, np.float32)
        rows = np.flatnonzero(full.max(axis=1) > 0.004)
        columns = np.flatnonzero(full.max(axis=0) > 0.004)
        if not len(rows):
            return
        area = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        for channel in range(3):
            factor = 1 - full[area] * np.float32(strength * tint[channel])
            self.pixels[(*area, channel)] *= np.sqrt(np.clip(factor, 0, 1))

    def lay(self, patch: Patch, *, soften: float = 0.75) -> None:
        """Puts `patch` on top, with edges softened by `soften` pixels; what hangs over the border is cut off."""
        box = self.clip(patch.box)
        if box.right <= box.left or box.bottom <= box.top:
            return
        rows = slice(box.top - patch.box.top, box.bottom - patch.box.top)
        columns = slice(box.left - patch.box.left, box.right - patch.box.left)
        cover = patch.cover[rows, columns]
        colour = np.sqrt(np.clip(patch.light[rows, columns], 0, 4))
        colour = np.where(colour > 0.8, 0.8 + 0.2 * np.tanh((colour - 0.8) / 0.2), colour)
        if soften:
            cover, colour = self._edges(cover, colour, soften)
        area = self.pixels[box.top : box.bottom, box.left : box.right]
        area += (colour - area) * cover[..., None]

    @staticmethod
    def _edges(cover: Floats, colour: Floats, radius: float) -> tuple[Floats, Floats]:
        """Soft cover, colour carried a little beyond the old edge, and no staircase where light meets dark."""
        soft = _softened(cover, radius)
        held = (colour * cover[..., None] * 255).astype(np.uint8)
        blurred = np.asarray(Image.fromarray(held).filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255
        outside = cover < 0.5
        spread = blurred / np.maximum(soft, 0.02)[..., None]
        harsh = np.abs(colour[..., 1] - spread[..., 1]) > 0.035
        replaced = (outside & (soft > 0.004)) | harsh
        result = colour.copy()
        result[replaced] = np.clip(spread[replaced], 0, 1)
        return soft, result

    def image(self) -> Image.Image:
        """The finished picture; a trace of grain keeps soft gradients from showing steps."""
        noise = generator("dither").standard_normal((256, 256)).astype(np.float32) * np.float32(0.9)
        tiles = (self.height // 256 + 1, self.width // 256 + 1)
        dither = np.tile(noise, tiles)[: self.height, : self.width]
        levels = self.pixels * np.float32(255) + dither[..., None]
        return Image.fromarray(np.clip(levels + 0.5, 0, 255).astype(np.uint8))


def jpeg(image: Image.Image, *, quality: int = 88) -> bytes:
    """The picture as progressive JPEG bytes."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=0, progressive=True)
    return buffer.getvalue()
