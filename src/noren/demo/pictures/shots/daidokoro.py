"""Photographs of the shelf 台所道具."""

from noren.demo.pictures.engine.lathe import Place
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.shot import FROM_ABOVE, Draw, Shot, shot, standing
from noren.demo.pictures.things.flat import Spot
from noren.demo.pictures.things.glaze import AME, BISQUE, BLACK, KOHIKI, WHITE, Glaze
from noren.demo.pictures.things.grains import Grain, lay_grains, mound
from noren.demo.pictures.things.kitchen import (
    basket,
    frying_pan,
    grater,
    mortar,
    omelette_pan,
    rice_pot,
    salt_pot,
    scrubber,
)
from noren.demo.pictures.things.sweets import SUGAR


def _pot(glaze: Glaze, x: float = 0.5, y: float = 0.76, width: float = 1040) -> Draw:
    return lambda stage: rice_pot(stage, stage.at(x, y), glaze, width=width)


def _salt(x: float, y: float, width: float) -> Draw:
    return lambda stage: salt_pot(stage, stage.at(x, y), BISQUE, width=width)


def _plums(stage: Stage) -> None:
    points = mound(stage.at(0.5, 0.60), stage.camera, radius=360, height=60, count=46, seed=3, spacing=86)
    lay_grains(
        stage,
        [
            Grain("#B98A4A", 56, SUGAR, flat=0.92),
            Grain("#A9943E", 56, SUGAR, flat=0.92),
            Grain("#C9A048", 56, SUGAR, flat=0.92),
        ],
        points,
    )


def _sesame(stage: Stage) -> None:
    points = mound(stage.at(0.5, 0.645), stage.camera, radius=190, height=24, count=240, seed=5, spacing=12)
    lay_grains(stage, [Grain("#D8BE8A", 13, SUGAR, flat=0.7, wide=1.3)], points, strength=0.3)


def _salt_heap(stage: Stage) -> None:
    points = mound(
        Place(stage.canvas.width * 0.74, stage.canvas.height * 0.86),
        stage.camera,
        radius=150,
        height=70,
        count=300,
        seed=5,
        spacing=11,
    )
    lay_grains(stage, [Grain("#F2F0EC", 10, SUGAR)], points, strength=0.25)


def _brush(x: float, y: float, length: float) -> Draw:
    return lambda stage: scrubber(stage, stage.at(x, y), length=length, thickness=length * 0.25)


SHOTS: dict[str, tuple[Shot, ...]] = {
    "ameyu-donabe": (
        shot("plaster/oak", 26, "飴色のごはん土鍋", _pot(AME), shows=("飴",)),
        shot("clay/linen", 26, "黒のごはん土鍋", _pot(BLACK), shows=("黒",)),
        shot("moss/walnut", 40, "二色の土鍋", _pot(BLACK, 0.36, 0.56, 600), _pot(AME, 0.62, 0.86, 660)),
    ),
    "toki-oroshi": (
        shot("plaster/linen", 54, "陶のおろし器", standing(grater(KOHIKI, width=1220), 0.5, 0.62)),
        shot("clay/oak", 30, "おろし器を横から", standing(grater(KOHIKI, width=1240), 0.5, 0.70)),
    ),
    "shuro-tawashi": (
        shot("plaster/linen", 36, "棕櫚のたわし", _brush(0.46, 0.62, 900)),
        shot("sweep:sand", 38, "吊るすための麻ひも", _brush(0.44, 0.66, 1080)),
    ),
    "take-bonzaru": (
        shot("plaster/linen", 42, "竹の盆ざる", standing(basket(width=1320), 0.5, 0.63), shows=("33cm",)),
        shot("plaster/oak", 42, "梅を干した盆ざる", standing(basket(width=1320), 0.5, 0.63), _plums),
        shot("top:stone", 78, "網代の編み目", standing(basket(width=1240), 0.5, 0.52), shows=("24cm",)),
    ),
    "suribachi": (
        shot("plaster/linen", 40, "飴釉のすり鉢", standing(mortar(AME, width=1160), 0.5, 0.72), shows=("飴",)),
        shot("clay/oak", 40, "白釉のすり鉢", standing(mortar(WHITE, width=1160), 0.5, 0.72), shows=("白",)),
        shot("moss/walnut", 52, "すり鉢とごま", standing(mortar(AME, width=1160), 0.5, 0.68), _sesame),
    ),
    "shio-tsubo": (
        shot("clay/oak", 24, "素焼きの塩壺", _salt(0.5, 0.84, 760)),
        shot("plaster/stone", 28, "塩壺と塩", _salt(0.42, 0.76, 640), _salt_heap),
    ),
    "tetsu-kopan": (
        shot("mist/stone", 34, "鉄の小さなフライパン", lambda s: frying_pan(s, s.at(0.42, 0.62), width=980)),
        shot("plaster/oak", 44, "木の台の上のフライパン", lambda s: frying_pan(s, s.at(0.42, 0.58), width=980)),
    ),
    "do-tamagoyaki": (
        shot("top:linen", FROM_ABOVE, "銅の卵焼き器", lambda s: omelette_pan(s, Spot(730, 500, -12), size=(600, 720))),
        shot("top:slate", FROM_ABOVE, "卵焼き器の銅と錫", lambda s: omelette_pan(s, Spot(900, 520, 24), size=(620, 760))),
    ),
}  # fmt: skip
