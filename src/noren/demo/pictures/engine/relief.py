"""Flat things with a little height, seen straight on: cloth, paper, sweets, spoons, seen from above or upright."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from noren.demo.pictures.engine.canvas import Box, Canvas, Patch
from noren.demo.pictures.engine.colour import Floats
from noren.demo.pictures.engine.lathe import Point
from noren.demo.pictures.engine.light import KEY, OPEN, Finish, Normals, Surroundings, shade
from noren.demo.pictures.engine.shadows import SCALE


@dataclass(frozen=True, slots=True)
class Sheet:
    """A height map: `height` in pixels above the ground, `cover` where the thing is."""

    box: Box
    cover: Floats
    height: Floats


def normals_of(height: Floats, *, upright: bool = False) -> Normals:
    """Normals of a height map that lies on the table, or of one that faces the viewer."""
    fall_down, fall_across = np.gradient(height)
    length = np.sqrt(fall_down * fall_down + fall_across * fall_across + 1)
    x, towards, out = -fall_across / length, -fall_down / length, 1 / length
    if upright:
        return Normals(x, -towards, out)
    return Normals(x, out, towards)


def polygon_cover(box: Box, outline: list[Point], *, soft: float = 0.0) -> Floats:
    """1 inside `outline` (canvas coordinates), antialiased by drawing twice as large."""
    image = Image.new("L", (box.shape[1] * 2, box.shape[0] * 2), 0)
    ImageDraw.Draw(image).polygon([((x - box.left) * 2, (y - box.top) * 2) for x, y in outline], fill=255)
    small = image.resize((box.shape[1], box.shape[0]), Image.Resampling.BOX)
    if soft:
        small = small.filter(ImageFilter.GaussianBlur(soft))
    return np.asarray(small, np.float32) * np.float32(1 / 255)


def blurred(field: Floats, radius: float) -> Floats:
    """A field of any range, smoothed over about `radius` pixels; heights need more steps than an image's 256."""
    step = max(2, round(radius))
    size = (field.shape[1], field.shape[0])
    image = Image.fromarray(field.astype(np.float32))
    small = image.resize((max(2, size[0] // step), max(2, size[1] // step)), Image.Resampling.BOX)
    return np.asarray(small.resize(size, Image.Resampling.BICUBIC), np.float32)


def lay_sheet(
    canvas: Canvas,
    sheet: Sheet,
    albedo: Floats,
    finish: Finish,
    *,
    upright: bool = False,
    around: Surroundings = OPEN,
) -> None:
    """Shades a sheet and puts it on the canvas; its shadow is painted apart."""
    view = (0.0, 0.0, 1.0) if upright else (0.0, 1.0, 0.0)
    light = shade(albedo, normals_of(sheet.height, upright=upright), view=view, finish=finish, around=around)
    # Lying flat, a thing faces the window fully; less exposure keeps white paper from burning out.
    canvas.lay(Patch(sheet.box, light * np.float32(1.0 if upright else 0.86), sheet.cover))


def sheet_shadow(canvas: Canvas, sheet: Sheet, *, thickness: float, strength: float = 0.5) -> None:
    """The shadow of something `thickness` pixels high on the ground below it, seen from above."""
    size = (canvas.width // SCALE, canvas.height // SCALE)
    box = canvas.clip(sheet.box)
    image = Image.new("L", size, 0)
    rows = slice(box.top - sheet.box.top, box.bottom - sheet.box.top)
    columns = slice(box.left - sheet.box.left, box.right - sheet.box.left)
    cut = Image.fromarray((sheet.cover[rows, columns] * 255).astype(np.uint8))
    small = cut.resize((max(1, cut.width // SCALE), max(1, cut.height // SCALE)), Image.Resampling.BOX)
    run = (-KEY[0] / KEY[1] * thickness * 0.6, -KEY[2] / KEY[1] * thickness * 0.6 + thickness * 0.15)
    image.paste(small, (int((box.left + run[0]) / SCALE), int((box.top + run[1]) / SCALE)))
    near = image.filter(ImageFilter.GaussianBlur(max(1.0, thickness * 0.22 / SCALE)))
    wide = image.filter(ImageFilter.GaussianBlur(max(2.0, thickness * 0.9 / SCALE)))
    mask = np.asarray(near, np.float32) * np.float32(0.6) + np.asarray(wide, np.float32) * np.float32(0.4)
    canvas.shadow(mask * np.float32(1 / 255), strength=strength)
