"""Photographs of the shelf 木のもの."""

from noren.demo.pictures.engine.block import Size
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.chaki import SENCHA, cup
from noren.demo.pictures.shots.shot import FROM_ABOVE, Draw, Shot, shot, standing
from noren.demo.pictures.things.flat import Spot
from noren.demo.pictures.things.glaze import BARE_BLACK, WHITE
from noren.demo.pictures.things.sweets import madeleine
from noren.demo.pictures.things.teaware import kyusu
from noren.demo.pictures.things.vessels import KUMIDASHI
from noren.demo.pictures.things.woodware import (
    BREAD_PLATE,
    LACQUER,
    SOUP_BOWL,
    TRAY,
    bentwood_box,
    board,
    chopsticks,
    drawers,
    gouged,
    grained,
    lacquered,
    spatula,
    turned_wood,
)

PEBBLE = ((300, 0), (420, 30), (490, 120), (500, 190), (450, 290), (300, 350), (120, 372), (0, 374))
TAME, VERMILION, JET = "#4A1F16", "#A5301F", "#241F1E"


def pair(colour: str, *, other: str | None = None, turn: float = -28, name: bool = False) -> Draw:
    """Two chopsticks seen from above."""
    return lambda stage: chopsticks(
        stage, Spot(800, 800, turn), (colour, other or colour), length=1460, gap=64, name=name
    )


def _three_pairs(stage: Stage) -> None:
    for index, colour in enumerate((TAME, VERMILION, JET)):
        chopsticks(stage, Spot(800, 480 + index * 320, -8), (colour, colour), length=1340, gap=54)


def tray(width: float, x: float = 0.5, y: float = 0.64) -> Draw:
    """A round tray of zelkova."""
    return standing(turned_wood(TRAY, grained("#B98A58", pitch=110), width=width), x, y)


def _tea_on_tray(stage: Stage) -> None:
    kyusu(stage, stage.at(0.42, 0.56), BARE_BLACK, width=430)


def soup_bowl(colour: str, glow: str, width: float, x: float = 0.5, y: float = 0.74) -> Draw:
    """A lacquered soup bowl."""
    return standing(turned_wood(SOUP_BOWL, lacquered(colour, glow=glow), width=width, finish=LACQUER), x, y)


def _plate(width: float, x: float = 0.5, y: float = 0.64) -> Draw:
    return standing(turned_wood(BREAD_PLATE, gouged("#9A6B46"), width=width), x, y)


def _box(x: float, y: float, width: float, height: float) -> Draw:
    return lambda stage: bentwood_box(stage, stage.at(x, y), width=width, height=height)


def _chest(count: int, height: float) -> Draw:
    return lambda stage: drawers(stage, stage.at(0.5, 0.76), count=count, size=Size(900, 660, height))


def _board(size: tuple[float, float], seed: int) -> Draw:
    return lambda stage: board(stage, Spot(800, 800, -16), size=size, seed=seed)


def _cakes(stage: Stage) -> None:
    madeleine(stage, Spot(700, 700, -20), length=360)
    madeleine(stage, Spot(900, 930, -46), length=360)


SHOTS: dict[str, tuple[Shot, ...]] = {
    "nuribashi": (
        shot("top:stone", FROM_ABOVE, "溜塗の八角箸", pair(TAME), shows=("溜塗",)),
        shot("top:linen", FROM_ABOVE, "朱の八角箸", pair(VERMILION), shows=("朱",)),
        shot("top:oak", FROM_ABOVE, "黒の八角箸", pair(JET), shows=("黒",)),
        shot("top:tatami", FROM_ABOVE, "三色の八角箸", _three_pairs),
    ),
    "keyaki-obon": (
        shot("plaster/linen", 36, "欅の丸盆", tray(1300), shows=("30cm",)),
        shot("plaster/stone", 40, "お盆にのせた急須と湯のみ", tray(1360), _tea_on_tray, cup(KUMIDASHI, WHITE, (0.70, 0.58), 240, SENCHA), cup(KUMIDASHI, WHITE, (0.62, 0.74), 240, SENCHA)),
        shot("top:linen", 78, "上から見た木目", tray(1240, 0.5, 0.52), shows=("24cm",)),
    ),
    "sugi-magewappa": (
        shot("plaster/tatami", 28, "杉の曲げわっぱ弁当箱", _box(0.5, 0.70, 860, 360), shows=("小判 700ml",)),
        shot("clay/linen", 28, "大小の曲げわっぱ", _box(0.44, 0.56, 640, 290), _box(0.57, 0.86, 560, 260)),
        shot("moss/oak", 42, "ふたの柾目", _box(0.5, 0.66, 880, 340), shows=("小判 500ml",)),
    ),
    "sakura-hera": (
        shot("top:linen", FROM_ABOVE, "山桜の木べら", lambda s: spatula(s, Spot(800, 800, -38), length=1500, width=350)),
        shot("top:slate", FROM_ABOVE, "木べらを並べたところ", *((lambda s, i=i: spatula(s, Spot(520 + i * 280, 800, -84 + i * 5), length=1200, width=280)) for i in range(3))),
    ),
    "kurumi-panzara": (
        shot("plaster/oak", 40, "胡桃のパン皿", _plate(1340)),
        shot("top:linen", FROM_ABOVE, "焼き菓子をのせたパン皿", _plate(1180, 0.5, 0.5), _cakes),
        shot("clay/walnut", 24, "のみの跡", _plate(1700, 0.44, 0.74)),
    ),
    "kiri-kobako": (
        shot("clay/linen", 26, "桐の小引き出し、二段", _chest(2, 520), shows=("二段",)),
        shot("plaster/oak", 26, "桐の小引き出し、三段", _chest(3, 720), shows=("三段",)),
    ),
    "hinoki-manaita": (
        shot("top:linen", FROM_ABOVE, "檜のまな板", _board((1200, 720), 3), shows=("30cm",)),
        shot("top:stone", FROM_ABOVE, "大きい檜のまな板", _board((1440, 840), 8), shows=("36cm",)),
        shot("top:slate", FROM_ABOVE, "まな板と木べら", _board((1240, 740), 3), lambda s: spatula(s, Spot(900, 960, -30), length=1050, width=245)),
    ),
    "nuri-shiruwan": (
        shot("ink/slate", 30, "溜塗の汁椀", soup_bowl(TAME, "#8A3A22", 980), shows=("溜塗",)),
        shot("plaster/linen", 30, "朱の汁椀", soup_bowl(VERMILION, "#C4553A", 980), shows=("朱",)),
        shot("clay/walnut", 34, "二色の汁椀", soup_bowl(VERMILION, "#C4553A", 640, 0.34, 0.62), soup_bowl(TAME, "#8A3A22", 680, 0.64, 0.84)),
    ),
}  # fmt: skip
