"""Candles, incense and paper lanterns: what shines by itself, and smoke."""

import numpy as np
from PIL import Image, ImageFilter

from noren.demo.pictures.engine.block import Face, Size
from noren.demo.pictures.engine.canvas import Box, Patch, merged
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth, toned
from noren.demo.pictures.engine.lathe import Place, Surface, curve
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import clouds, layered
from noren.demo.pictures.engine.stage import Stage, Turned
from noren.demo.pictures.engine.tube import TubeSurface, bend

_CANDLE = (
    (300, 0),
    (300, 0),
    (310, 14),
    (330, 500),
    (390, 1100),
    (470, 1600),
    (500, 1760),
    (500, 1760),
    (480, 1780),
    (300, 1776),
    (0, 1764),
)
_STAND = (
    (420, 0),
    (420, 0),
    (432, 16),
    (432, 16),
    (300, 44),
    (100, 90),
    (64, 200),
    (58, 420),
    (80, 520),
    (80, 520),
    (300, 540),
    (480, 590),
    (500, 612),
    (500, 612),
    (480, 616),
    (300, 566),
    (0, 556),
)


def candle(
    stage: Stage,
    place: Place,
    colour: str,
    *,
    width: float,
    base: float = 0.0,
    lit: bool = False,
    shadow: bool = True,
) -> None:
    """A Japanese candle, wider at its top; `base` is how high it stands."""
    line = curve(_CANDLE) * np.float32(width / 1000)
    line[:, 1] += np.float32(base)
    top = float(line[:, 1].max())

    def paint(surface: Surface) -> Floats:
        layers = np.sin(surface.height / np.float32(9)) * np.float32(0.012)
        wax = toned(fill(surface.box.shape, linear(colour)), 1 + layers)
        if not lit:
            return wax
        warm = smooth(width * 0.75, 0, np.float32(top) - surface.height)
        return toned(blend(wax, linear("#FFD9A0"), warm * np.float32(0.75)), 1 + warm * np.float32(0.5))

    def wick(surface: TubeSurface) -> Floats:
        return fill(surface.box.shape, linear("#3B332C"))

    path = bend([(0, top - 4, 0), (2, top + width * 0.16, 0)], 24)
    stage.put(
        Turned(line, paint, Finish(0.2, 0.4, wrap=0.6)),
        place,
        stage.tube_part(path, width * 0.035, place, wick, Finish()),
        shadow=shadow,
    )
    if lit:
        flame(stage, place.x, place.y - (top + width * 0.10) * stage.camera.cosine, width * 1.15)


def flame(stage: Stage, x: float, foot: float, height: float) -> None:
    """A tall quiet flame and the glow around it."""
    glow(stage, x, foot - height * 0.4, height * 4.2, colour="#FFC98A", strength=0.42)
    half = int(height * 0.4)
    box = Box(int(x) - half, int(foot - height * 1.15), int(x) + half, int(foot + height * 0.1))
    down, across = box.grid()
    up = (np.float32(foot) - down) / np.float32(height) + np.zeros_like(across)
    width = (
        np.where(
            (up > 0) & (up < 1), np.power(np.clip(up, 0, 1), 0.45) * np.power(np.clip(1 - up, 0, 1), 0.8), 0
        )
        * height
        * 0.36
    )
    away = np.abs(across - np.float32(x)) / np.maximum(width, 1)
    cover = smooth(1.15, 0.55, away) * (width > 0.5)
    hot = smooth(0.9, 0.1, away) * smooth(1.0, 0.25, up)
    light = blend(fill(box.shape, linear("#FF9A3C")), linear("#FFF6DC"), hot.astype(np.float32))
    light = blend(light, linear("#6A7FB0"), smooth(0.16, 0.02, up) * np.float32(0.6))
    stage.canvas.lay(Patch(box, light * np.float32(1.6), (cover * smooth(0, 0.12, up)).astype(np.float32)))


def glow(stage: Stage, x: float, y: float, radius: float, *, colour: str, strength: float) -> None:
    """Light that a flame or a lamp sheds on everything around it."""
    down = (np.arange(stage.canvas.height, dtype=np.float32)[:, None] - np.float32(y)) / np.float32(radius)
    across = (np.arange(stage.canvas.width, dtype=np.float32)[None, :] - np.float32(x)) / np.float32(radius)
    halo = np.exp(-(down * down + across * across) * np.float32(2.2)) * np.float32(strength)
    tint = linear(colour)
    for channel in range(3):
        layer = stage.canvas.pixels[..., channel]
        layer += halo * np.float32(tint[channel]) * (np.float32(1.05) - layer)


def dimmed(stage: Stage, share: float) -> None:
    """Evening: the whole picture darker and a little bluer."""
    for channel, extra in enumerate((1.0, 0.98, 0.93)):
        stage.canvas.pixels[..., channel] *= np.float32(1 - share * extra)


def smoke(stage: Stage, x: float, y: float, *, height: float, seed: int = 1) -> None:
    """A thread of smoke that rises and loosens."""
    wide = int(height * 0.5)
    box = stage.canvas.clip(Box(int(x) - wide, int(y - height), int(x) + wide, int(y)))
    down, across = box.grid()
    up = (np.float32(y) - down) / np.float32(height) + np.zeros_like(across)
    drift = clouds(box.shape, (height * 0.22, wide * 6), "drift", seed) * up * np.float32(wide * 0.22)
    path = np.float32(x) + drift + np.sin(up * 7 + seed) * up * np.float32(wide * 0.16)
    away = across - path
    thick = 3 + 46 * up * up
    veil = (
        np.exp(-np.square(away / thick)) * (0.75 / (1 + up * 4)) * smooth(1.0, 0.55, up) * smooth(0, 0.03, up)
    )
    image = Image.fromarray((np.clip(veil, 0, 1) * 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(2.5)
    )
    cover = np.asarray(image, np.float32) * np.float32(0.8 / 255)
    stage.canvas.lay(Patch(box, fill(box.shape, linear("#F4F1EC")), cover), soften=False)


def stand(stage: Stage, place: Place, *, width: float) -> Turned:
    """A wrought-iron candle stand with a shallow dish."""

    def iron(surface: Surface) -> Floats:
        hammer = layered(surface.box.shape, 40, 3, "hammer") * np.float32(0.045)
        return fill(surface.box.shape, linear("#6B655E")) * (1 + hammer)[..., None]

    thing = Turned(curve(_STAND) * np.float32(width / 1000), iron, Finish(0.45, 0.34, metal=True))
    stage.put(thing, place)
    return thing


def incense(
    stage: Stage, place: Place, colour: str, *, length: float, count: int, turn: float = 12.0
) -> None:
    """A bundle of sticks lying side by side and on each other."""
    angle = np.radians(turn)
    ahead = (float(np.cos(angle)), float(-np.sin(angle)))
    parts = []
    for index in range(count):
        row, layer = index % 9, index // 9
        aside = (row - 4 + 0.5 * (layer % 2)) * 19
        shift = ((index * 53) % 23 - 11) * 1.6
        start = (
            -ahead[0] * length / 2 + shift - aside * ahead[1],
            10 + layer * 16,
            -ahead[1] * length / 2 + aside * ahead[0],
        )
        end = (start[0] + ahead[0] * length, start[1], start[2] + ahead[1] * length)

        def paint(surface: TubeSurface, *, shade_of: float = 0.92 + 0.16 * ((index * 29) % 7) / 7) -> Floats:
            return fill(surface.box.shape, linear(colour)) * np.float32(shade_of)

        path = bend([start, end], 200)
        parts.append(stage.tube_part(path, 9.5, place, paint, Finish(0.05, 0.5)))
        if layer == 0 and row in {0, 4, 8}:
            stage.tube_shadow(path, 14, place, strength=0.45)
    stage.canvas.lay(merged(parts))


def burning_stick(stage: Stage, place: Place, colour: str, *, height: float, lean: float = 0.0) -> None:
    """One stick of incense upright, its tip glowing, with smoke."""

    def paint(surface: TubeSurface) -> Floats:
        stick = fill(surface.box.shape, linear(colour))
        ash = blend(stick, linear("#C9C3BA"), smooth(0.90, 0.92, surface.along))
        return blend(ash, linear("#FF7A3A"), smooth(0.97, 0.985, surface.along))

    path = bend([(0, 0, 0), (lean, height, 0)], 160)
    stage.tube_shadow(path, 7, place, strength=0.35)
    stage.canvas.lay(stage.tube_part(path, 7, place, paint, Finish(0.05, 0.5)))
    smoke(
        stage,
        place.x + lean,
        place.y - height * stage.camera.cosine,
        height=place.y - height * stage.camera.cosine - 20,
    )


def lantern(stage: Stage, place: Place, *, size: Size, yaw: float = 32.0) -> None:
    """A paper lantern in a cypress frame, lit from inside."""
    dimmed(stage, 0.34)
    middle = place.y - size.height * 0.45 * stage.camera.cosine
    glow(stage, place.x, middle, size.height * 1.35, colour="#FFD6A0", strength=0.5)

    def frame(face: Face) -> Floats:
        fibres = smooth(1.9, 3.0, clouds(face.box.shape, (3, 70), "fibre")) + smooth(
            1.9, 3.0, clouds(face.box.shape, (60, 3.5), "fibre2")
        )
        mottle = layered(face.box.shape, 120, 4, "paper") * np.float32(0.05)
        x = face.across / np.float32(face.size[0]) - np.float32(0.5)
        y = face.down / np.float32(face.size[1]) - np.float32(0.58)
        lamp = np.exp(-(x * x * 3.2 + y * y * 2.6))
        paper = (
            fill(face.box.shape, linear("#FFE3B4"))
            * ((0.75 + 1.25 * lamp) * (1 + mottle - fibres * 0.07))[..., None]
        )
        post = smooth(17, 14, face.to_edge)
        cross = (
            smooth(8, 6, np.abs(face.down - np.float32(face.size[1] * 0.34)))
            if face.side != "top"
            else np.zeros_like(post)
        )
        if face.side == "top":
            paper = paper * np.float32(0.8)
        return blend(paper.astype(np.float32), linear("#6E4B2A"), np.maximum(post, cross))

    stage.put_block(size, place, frame, Finish(0.02, 0.5), yaw=yaw)
    glow(stage, place.x, middle, size.height * 0.75, colour="#FFE2B8", strength=0.30)
