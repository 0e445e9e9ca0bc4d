"""Paper bags, labels, boxes and wrapped gifts."""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from noren.demo.pictures.engine.block import Face, Size
from noren.demo.pictures.engine.canvas import Box, Patch, merged
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth
from noren.demo.pictures.engine.lathe import Place
from noren.demo.pictures.engine.lettering import stamped, upright_words
from noren.demo.pictures.engine.light import Finish, Surroundings, shade
from noren.demo.pictures.engine.noise import clouds, layered, sample
from noren.demo.pictures.engine.patterns import pattern, tiled
from noren.demo.pictures.engine.relief import blurred, normals_of, polygon_cover
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.engine.tube import TubeSurface, bend

PAPER = Finish(0.05, 0.5)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a bag: big words written downwards, a band of colour, a motif along the foot."""

    words: str
    small: str
    band: str
    motif: str = "seigaiha"


def _washi(shape: tuple[int, int], colour: str, seed: int) -> Floats:
    """Paper with long fibres in it."""
    fibres = smooth(2.0, 3.0, clouds(shape, (2.5, 60), "fibre-a", seed)) + smooth(
        2.1, 3.0, clouds(shape, (50, 3), "fibre-b", seed)
    )
    tone = 1 + layered(shape, 60, 3, "washi", seed) * np.float32(0.018) - fibres * np.float32(0.05)
    return fill(shape, linear(colour)) * tone[..., None]


def _labelled(albedo: Floats, label: Label, *, left: int, top: int, wide: int, high: int) -> Floats:
    """Puts a label on paper: a pale slip with words, a seal, and a band of pattern near the foot."""
    shape = albedo.shape[:2]
    slip = np.zeros(shape, np.float32)
    words = np.zeros(shape, np.float32)
    seal = np.zeros(shape, np.float32)
    slip_wide, slip_high = int(wide * 0.36), int(high * 0.56)
    slip_left, slip_top = left + (wide - slip_wide) // 2, top + int(high * 0.13)
    slip[slip_top : slip_top + slip_high, slip_left : slip_left + slip_wide] = 1
    sign = min(int(slip_wide * 0.56), int(slip_high * 0.64 / max(1, len(label.words))))
    middle = slip_left + slip_wide // 2
    stamped(
        words, upright_words(label.words, size=sign), down=slip_top + int(slip_high * 0.41), across=middle
    )
    side = int(slip_wide * 0.17)
    seal_top = slip_top + int(slip_high * 0.87)
    seal[seal_top - side // 2 : seal_top + side // 2, middle - side // 2 : middle + side // 2] = 1
    stamped(
        words,
        upright_words(label.small, size=max(14, int(wide * 0.042))),
        down=slip_top + slip_high // 2,
        across=slip_left - int(wide * 0.085),
    )
    band_top, band_end = top + int(high * 0.80), top + int(high * 0.93)
    motif = np.zeros(shape, np.float32)
    motif[band_top:band_end] = 0.35 + 0.65 * tiled(label.motif, 84, (band_end - band_top, shape[1]))
    result = blend(albedo, linear(label.band), motif * np.float32(0.92))
    result = blend(result, linear("#F4EEE2"), slip * np.float32(0.96))
    result = blend(result, linear("#2A2723"), words * np.float32(0.92))
    return blend(result, linear("#B23A2A"), seal * np.float32(0.9))


def pouch(
    stage: Stage,
    place: Place,
    label: Label,
    *,
    width: float,
    height: float,
    paper: str = "#E4D7C0",
    seed: int = 1,
) -> None:
    """A standing paper bag, seen from the front, folded over at its top."""
    wide, high = int(width), int(height * stage.camera.cosine + 20)
    left, top = int(place.x - wide / 2), int(place.y - high)
    box = Box(left - 8, top - 8, left + wide + 8, top + high + 14)
    sag = width * 0.05
    outline = [
        (left + 4, top), (left + wide - 4, top), (left + wide - 1, top + high * 0.3), (left + wide + 2, top + high - 8),
        (left + wide - sag, top + high + 5), (left + wide / 2, top + high + 10), (left + sag, top + high + 5), (left - 2, top + high - 8), (left + 1, top + high * 0.3),
    ]  # fmt: skip
    cover = polygon_cover(box, outline)
    down, across = np.indices(box.shape, dtype=np.float32)
    share, side = down / high, (across - 8) / wide
    belly = (
        np.clip(np.sin(np.clip(side, 0, 1) * np.pi), 0, 1) ** np.float32(0.55)
        * smooth(0.02, 0.75, share)
        * np.float32(width * 0.16)
    )
    creases = layered(box.shape, 190, 3, "crease", seed) * np.float32(3.2) * smooth(0.1, 0.3, share)
    fold = smooth(0.148, 0.138, share) * np.float32(5)
    relief = blurred(belly + creases, 4) + fold
    albedo = _labelled(
        _washi(box.shape, paper, seed),
        label,
        left=8,
        top=8 + int(high * 0.14),
        wide=wide,
        high=int(high * 0.84),
    )
    albedo *= (1 - np.exp(-np.square((share - 0.152) / 0.008)) * 0.25)[..., None]
    normals = normals_of(relief, upright=True)
    around = Surroundings(sky=(1 - 0.4 * smooth(0.86, 1.03, share)))
    light = shade(albedo.astype(np.float32), normals, view=(0, 0, 1), finish=PAPER, around=around)
    stage.block_shadow(
        Size(width * 0.96, width * 0.34, height), Place(place.x, place.y - width * 0.1), yaw=0.01
    )
    stage.canvas.lay(Patch(box, light * np.float32(1.12), cover))


def paper_face(
    face: Face, colour: str, *, motif: str | None = None, dye: str = "#47533F", cell: int = 96, seed: int = 1
) -> Floats:
    """A side of a box covered with paper, plain or printed."""
    albedo = _washi(face.box.shape, colour, seed)
    if motif is None:
        return albedo
    return blend(albedo, linear(dye), sample(pattern(motif, cell), face.down + 4000, face.across + 4000))


def cord(
    stage: Stage,
    points: list[tuple[float, float, float]],
    place: Place,
    colour: str,
    *,
    thickness: float = 9.0,
) -> Patch:
    """A twisted cord along `points`."""

    def twisted(surface: TubeSurface) -> Floats:
        phase = surface.along * np.float32(surface.length / (thickness * 2.2)) + surface.across * np.float32(
            0.45
        )
        strand = np.abs(phase - np.floor(phase) - np.float32(0.5)) * 2
        return fill(surface.box.shape, linear(colour)) * (0.72 + 0.36 * strand)[..., None]

    return stage.tube_part(bend(points, 220), thickness, place, twisted, Finish(0.08, 0.5))


def gift(
    stage: Stage,
    place: Place,
    size: Size,
    *,
    paper: str,
    tie: str,
    yaw: float = 30.0,
    motif: str | None = None,
    dye: str = "#FFFFFF",
) -> None:
    """A box wrapped in paper and tied crosswise, with a bow."""
    stage.put_block(size, place, lambda face: paper_face(face, paper, motif=motif, dye=dye), PAPER, yaw=yaw)
    turn = radians(yaw)
    wide, deep = (cos(turn), -sin(turn)), (-sin(turn), -cos(turn))
    top = size.height + 3

    def spot(along: float, back: float, up: float) -> tuple[float, float, float]:
        return along * wide[0] + back * deep[0], up, along * wide[1] + back * deep[1]

    half_w, half_d = size.width / 2 + 2, size.depth / 2 + 2
    runs = [
        [spot(-half_w, 0, 4), spot(-half_w, 0, top)],
        [spot(-half_w, 0, top), spot(half_w, 0, top)],
        [spot(0, -half_d, 4), spot(0, -half_d, top)],
        [spot(0, -half_d, top), spot(0, half_d, top)],
    ]
    parts = [cord(stage, run, place, tie) for run in runs]
    reach = min(size.width, size.depth) * 0.36
    for sign in (-1, 1):
        loop = [
            spot(0, 0, top + 6),
            spot(sign * reach * 0.6, -reach * 0.35, top + 46),
            spot(sign * reach * 1.1, -reach * 0.1, top + 34),
            spot(sign * reach * 0.6, reach * 0.22, top + 14),
            spot(0, 0, top + 8),
        ]
        tail = [
            spot(0, 0, top + 8),
            spot(sign * reach * 0.5, -reach * 0.7, top + 8),
            spot(sign * reach * 0.66, -reach * 1.15, top + 4),
        ]
        parts += [cord(stage, loop, place, tie), cord(stage, tail, place, tie)]
    parts.append(cord(stage, [spot(-9, 0, top + 13), spot(9, 0, top + 13)], place, tie, thickness=15))
    stage.canvas.lay(merged(parts))
