"""Bowls, plates, cups: profiles and how they are glazed."""

from collections.abc import Sequence

import numpy as np

from noren.demo.pictures.engine.colour import Floats
from noren.demo.pictures.engine.lathe import Outline, Point, Surface, curve
from noren.demo.pictures.engine.stage import Turned
from noren.demo.pictures.things.glaze import Decoration, Glaze, glazed

# Profiles as (radius, height) in thousandths of the thing's width: foot, outside, rim, hollow. Doubled points are corners.
MESHIWAN = (
    (190, 0), (190, 0), (196, 44), (196, 44), (300, 92), (430, 236), (492, 420), (500, 468), (500, 468),
    (495, 475), (488, 468), (488, 468), (472, 400), (405, 235), (270, 112), (110, 76), (0, 72),
)  # fmt: skip
DONBURI = (
    (205, 0), (205, 0), (212, 46), (212, 46), (330, 100), (440, 250), (486, 400), (500, 440), (500, 440),
    (496, 447), (488, 442), (488, 442), (468, 390), (415, 252), (280, 116), (110, 74), (0, 70),
)  # fmt: skip
CHAWAN = (
    (185, 0), (185, 0), (190, 40), (190, 40), (330, 66), (452, 150), (482, 330), (480, 470), (500, 585), (500, 585),
    (492, 593), (482, 585), (482, 585), (462, 470), (462, 330), (425, 170), (280, 92), (0, 84),
)  # fmt: skip
PLATE = (
    (270, 0), (270, 0), (276, 30), (276, 30), (380, 52), (460, 96), (500, 150), (500, 150),
    (497, 158), (488, 156), (488, 156), (448, 116), (380, 82), (270, 62), (0, 58),
)  # fmt: skip
SMALL_PLATE = (
    (285, 0), (285, 0), (290, 34), (290, 34), (400, 64), (470, 120), (500, 182), (500, 182),
    (496, 190), (486, 187), (486, 187), (455, 138), (390, 92), (290, 68), (0, 62),
)  # fmt: skip
HIRABACHI = (
    (235, 0), (235, 0), (240, 36), (240, 36), (380, 70), (470, 150), (500, 252), (500, 252),
    (496, 260), (487, 256), (487, 256), (455, 165), (380, 100), (260, 68), (0, 62),
)  # fmt: skip
SOBACHOKO = (
    (330, 0), (330, 0), (338, 22), (338, 22), (392, 90), (440, 380), (494, 720), (500, 790), (500, 790),
    (493, 800), (484, 790), (484, 790), (474, 700), (424, 370), (378, 120), (330, 80), (0, 74),
)  # fmt: skip
MUG = (
    (330, 0), (330, 0), (338, 30), (338, 30), (430, 66), (492, 200), (500, 420), (470, 690), (462, 880), (462, 880),
    (454, 892), (444, 882), (444, 882), (450, 690), (478, 420), (470, 220), (410, 100), (0, 84),
)  # fmt: skip
KUMIDASHI = (
    (215, 0), (215, 0), (220, 40), (220, 40), (310, 78), (410, 190), (470, 400), (500, 570), (500, 570),
    (494, 578), (484, 570), (484, 570), (452, 400), (390, 210), (290, 110), (0, 92),
)  # fmt: skip
YUNOMI = (
    (300, 0), (300, 0), (308, 34), (308, 34), (420, 80), (478, 200), (496, 520), (500, 1000), (500, 1180), (500, 1180),
    (490, 1194), (476, 1182), (476, 1182), (474, 900), (468, 480), (440, 220), (380, 130), (0, 110),
)  # fmt: skip
SURIBACHI = (
    (200, 0), (200, 0), (206, 40), (206, 40), (270, 100), (400, 260), (478, 400), (492, 410), (500, 440), (500, 440),
    (490, 456), (462, 450), (462, 450), (440, 400), (370, 260), (240, 120), (120, 84), (0, 80),
)  # fmt: skip
SALT_POT = (
    (340, 0), (340, 0), (370, 16), (470, 160), (500, 420), (478, 690), (430, 800), (420, 850), (420, 850),
    (410, 862), (396, 850), (396, 850), (400, 700), (400, 300), (0, 200),
)  # fmt: skip


def profile(points: Sequence[Point], width: float) -> Floats:
    """A profile `width` pixels wide."""
    line = curve(points)
    result: Floats = line * np.float32(width / 1000)
    return result


def vessel(
    points: Sequence[Point],
    glaze: Glaze,
    *,
    width: float,
    seed: int = 1,
    decoration: Decoration | None = None,
    stretch: float = 1.0,
    outline: Outline | None = None,
) -> Turned:
    """A glazed thing of a known shape, `width` pixels wide."""

    def paint(surface: Surface) -> Floats:
        return glazed(surface, glaze, seed=seed, decoration=decoration)

    return Turned(profile(points, width), paint, glaze.finish, stretch, outline)
