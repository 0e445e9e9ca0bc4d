"""Photographs of the shelf 急須・茶器."""

from noren.demo.pictures.engine.lathe import Point
from noren.demo.pictures.shots.shot import FROM_ABOVE, Draw, Shot, pot, shot
from noren.demo.pictures.things.flat import Spot
from noren.demo.pictures.things.glaze import (
    AME,
    BARE_BLACK,
    BARE_RED,
    BLACK,
    HAGI,
    INDIGO,
    KOHIKI,
    SAKURA,
    SEIJI,
    WHITE,
    Glaze,
)
from noren.demo.pictures.things.grains import leaf_heap
from noren.demo.pictures.things.teaware import cup_of, dobin, houhin, kyusu, tin, whisk
from noren.demo.pictures.things.vessels import CHAWAN, KUMIDASHI, SMALL_PLATE, YUNOMI
from noren.demo.pictures.things.woodware import spoon

SENCHA = "#AFAE60"
HOJICHA = "#8A4B22"
MATCHA = "#7C9A58"
SENCHA_LEAVES = ("#42522F", "#4D6038", "#37472B", "#5D6C42")

_WHITE_INSIDE = {
    "pot": SEIJI.with_hollow("#F0EEE8"),
    "pink": SAKURA.with_hollow("#F3EEE8"),
    "blue": INDIGO.with_hollow("#F0EDE7"),
}


def pot_of_tea(glaze: Glaze, x: float = 0.47, y: float = 0.73, width: float = 800) -> Draw:
    """A side-handled teapot."""
    return lambda stage: kyusu(stage, stage.at(x, y), glaze, width=width)


def cup(
    points: tuple[Point, ...],
    glaze: Glaze,
    at: tuple[float, float],
    width: float,
    tea: str,
    *,
    full: float = 0.72,
    foam: float = 0.0,
) -> Draw:
    """A cup with tea in it."""
    return lambda stage: cup_of(
        stage, stage.at(*at), points, glaze, width=width, colour=tea, full=full, foam=foam
    )


def canister(motif: str, colour: str, at: tuple[float, float], size: tuple[float, float]) -> Draw:
    """A tea tin."""
    return lambda stage: tin(stage, stage.at(*at), motif, colour, width=size[0], height=size[1])


def leaves(
    x: float,
    y: float,
    radius: float,
    colours: tuple[str, ...] = SENCHA_LEAVES,
    *,
    length: float = 30,
    seed: int = 1,
    width: float = 5.0,
) -> Draw:
    """A heap of tea leaves."""
    return lambda stage: leaf_heap(
        stage,
        stage.at(x, y),
        colours,
        radius=radius,
        height=radius * 0.34,
        length=length,
        seed=seed,
        width=width,
    )


_SCOOP: Draw = lambda stage: spoon(stage, Spot(800, 780, -32), length=980, width=400, bowl=0.5)  # noqa: E731

SHOTS: dict[str, tuple[Shot, ...]] = {
    "yokode-kyusu": (
        shot("plaster/oak", 26, "黒い焼締めの横手急須", pot_of_tea(BARE_BLACK), shows=("黒",)),
        shot("clay/linen", 26, "朱泥の横手急須", pot_of_tea(BARE_RED), shows=("朱泥",)),
        shot("plaster/linen", 40, "急須と湯のみ", pot_of_tea(BARE_BLACK, 0.40, 0.50, 620), cup(KUMIDASHI, WHITE, (0.72, 0.78), 400, SENCHA)),
        shot("moss/walnut", 16, "急須の胴と注ぎ口", pot_of_tea(BARE_RED, 0.56, 0.84, 1120)),
    ),
    "shiro-dobin": (
        shot("clay/linen", 24, "白釉の土瓶。竹の持ち手", lambda s: dobin(s, s.at(0.53, 0.84), WHITE, width=860)),
        shot("plaster/oak", 26, "土瓶とほうじ茶", lambda s: dobin(s, s.at(0.60, 0.66), WHITE, width=620), cup(YUNOMI, AME, (0.26, 0.84), 290, HOJICHA, full=0.8)),
        shot("moss/walnut", 16, "土瓶を横から", lambda s: dobin(s, s.at(0.53, 0.86), WHITE, width=880)),
    ),
    "kumidashi-yunomi": (
        shot("plaster/linen", 32, "汲み出し湯のみ、白", cup(KUMIDASHI, WHITE, (0.5, 0.74), 960, SENCHA), shows=("白",)),
        shot("mist/stone", 32, "汲み出し湯のみ、青磁", cup(KUMIDASHI, _WHITE_INSIDE["pot"], (0.5, 0.74), 960, SENCHA), shows=("青磁",)),
        shot("rose/linen", 32, "汲み出し湯のみ、桜", cup(KUMIDASHI, _WHITE_INSIDE["pink"], (0.5, 0.74), 960, SENCHA), shows=("桜",)),
        shot("sweep:sand", 32, "汲み出し湯のみ、藍", cup(KUMIDASHI, _WHITE_INSIDE["blue"], (0.5, 0.74), 960, SENCHA), shows=("藍",)),
    ),
    "meoto-yunomi": (
        shot("plaster/oak", 24, "粉引と飴の夫婦湯のみ", pot(YUNOMI, KOHIKI, 430, 0.34, 0.78), pot(YUNOMI, AME, 380, 0.68, 0.82), shows=("粉引と飴",)),
        shot("mist/linen", 24, "藍と白の夫婦湯のみ", pot(YUNOMI, INDIGO, 430, 0.34, 0.78), pot(YUNOMI, WHITE, 380, 0.68, 0.82), shows=("藍と白",)),
        shot("clay/walnut", 38, "お茶を入れた夫婦湯のみ", cup(YUNOMI, KOHIKI, (0.33, 0.70), 460, SENCHA, full=0.84), cup(YUNOMI, AME, (0.68, 0.78), 410, SENCHA, full=0.84)),
    ),
    "seiji-houhin": (
        shot("mist/stone", 32, "青磁の宝瓶", lambda s: houhin(s, s.at(0.53, 0.72), SEIJI, width=900)),
        shot("plaster/oak", 48, "宝瓶と小さな湯のみ", lambda s: houhin(s, s.at(0.58, 0.42), SEIJI, width=660), cup(KUMIDASHI, SEIJI, (0.34, 0.76), 400, SENCHA)),
        shot("top:linen", 74, "宝瓶を上から", lambda s: houhin(s, s.at(0.53, 0.55), SEIJI, width=940)),
    ),
    "washi-chazutsu": (
        shot("plaster/linen", 22, "麻の葉の茶筒、藍", canister("asanoha", "#2F4A6B", (0.5, 0.82), (640, 780)), shows=("麻の葉(藍)",)),
        shot("moss/oak", 22, "青海波の茶筒、緑", canister("seigaiha", "#5A7350", (0.5, 0.82), (640, 780)), shows=("青海波(緑)",)),
        shot("sweep:sand", 22, "市松の茶筒、朱", canister("ichimatsu", "#A8472A", (0.5, 0.82), (640, 780)), shows=("市松(朱)",)),
        shot(
            "clay/walnut", 24, "大小の茶筒",
            canister("asanoha", "#2F4A6B", (0.31, 0.64), (400, 590)), canister("seigaiha", "#5A7350", (0.70, 0.68), (380, 420)), canister("ichimatsu", "#A8472A", (0.50, 0.88), (380, 420)),
        ),
    ),
    "sakura-chasaji": (
        shot("top:linen", FROM_ABOVE, "山桜の茶さじ", _SCOOP),
        shot("top:oak", FROM_ABOVE, "茶さじにのせた茶葉", _SCOOP, leaves(0.628, 0.425, 165, length=24)),
    ),
    "matcha-jawan": (
        shot("plaster/tatami", 30, "白萩釉の抹茶碗", pot(CHAWAN, HAGI, 860, y=0.76), shows=("白萩",)),
        shot("ink/slate", 30, "黒の抹茶碗", pot(CHAWAN, BLACK, 860, y=0.76), shows=("黒",)),
        shot("plaster/oak", 46, "点てた抹茶", cup(CHAWAN, HAGI, (0.5, 0.70), 880, MATCHA, full=0.46, foam=1.0)),
    ),
    "takayama-chasen": (
        shot("plaster/tatami", 24, "百本立の茶筅", lambda s: whisk(s, s.at(0.5, 0.87), width=660)),
        shot("ink/slate", 30, "茶筅と抹茶碗", cup(CHAWAN, BLACK, (0.40, 0.64), 620, MATCHA, full=0.46, foam=1.0), lambda s: whisk(s, s.at(0.74, 0.86), width=370)),
    ),
}  # fmt: skip

DISH = pot(SMALL_PLATE, WHITE, 1100, y=0.66)
