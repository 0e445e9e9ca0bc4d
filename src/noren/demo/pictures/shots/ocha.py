"""Photographs of the shelf お茶."""

from noren.demo.pictures.engine.block import Size
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.chaki import DISH, HOJICHA, MATCHA, SENCHA, cup, leaves, pot_of_tea
from noren.demo.pictures.shots.shot import Draw, Shot, pot, shot
from noren.demo.pictures.things.glaze import ASH, BARE_BLACK, BLACK, GREY, HAGI, KOHIKI, SEIJI, WHITE
from noren.demo.pictures.things.grains import Grain, lay_grains, leaf_heap, mound
from noren.demo.pictures.things.packages import Label, pouch
from noren.demo.pictures.things.sweets import SUGAR, yokan
from noren.demo.pictures.things.teaware import tin
from noren.demo.pictures.things.vessels import CHAWAN, KUMIDASHI, SMALL_PLATE, YUNOMI

DEEP = ("#4B5E33", "#56693B", "#3F512C", "#667A48")
ROASTED = ("#6B4526", "#7A5230", "#5A391F", "#8A6038")
BLACK_TEA = ("#3A2820", "#46312A", "#2E201A", "#57402F")
STALKS = ("#8E9A5A", "#A3AB6C", "#7A8A4C", "#B7BB82")
BARLEY = ("#5A3A20", "#6B4728", "#4A2F1A")

LABELS = {
    "sencha-asatsuyu": Label("煎茶", "朝露", "#5A7350"),
    "fukamushi-sencha": Label("深蒸し", "若葉雨", "#3F6B4F"),
    "hojicha-irori": Label("ほうじ茶", "いろり", "#8A5330", "ichimatsu"),
    "genmaicha-inaho": Label("玄米茶", "稲穂", "#A58B3E", "asanoha"),
    "wakocha-yugure": Label("和紅茶", "夕暮れ", "#9A4A34", "shippo"),
    "kukicha-shiraore": Label("茎茶", "白折", "#8A9A5A", "tokusa"),
    "matcha-hatsune": Label("抹茶", "初音", "#6B8A4A", "shippo"),
    "mugicha-teabag": Label("むぎ茶", "深煎り", "#7A5A34", "yagasuri"),
    "shincha-yoyaku": Label("新茶", "八十八夜", "#6B9A4A", "asanoha"),
}


def bag(
    handle: str,
    x: float = 0.5,
    y: float = 0.88,
    width: float = 760,
    height: float = 1120,
    *,
    paper: str = "#E4D7C0",
) -> Draw:
    """A bag of one of the shop's teas."""
    return lambda stage: pouch(
        stage, stage.at(x, y), LABELS[handle], width=width, height=height, paper=paper, seed=len(handle)
    )


def _popped(stage: Stage) -> None:
    """Popped rice among the leaves."""
    points = mound(stage.at(0.5, 0.625), stage.camera, radius=270, height=90, count=26, seed=6, spacing=44)
    lay_grains(
        stage,
        [Grain("#F1E9D6", 17, SUGAR, 7, 0.3), Grain("#B98A4C", 14, SUGAR, flat=0.7, wide=1.3)],
        points,
        strength=0.3,
    )


def _roasted_barley(stage: Stage) -> None:
    points = mound(stage.at(0.5, 0.62), stage.camera, radius=300, height=110, count=420, seed=7, spacing=15)
    lay_grains(
        stage,
        [Grain("#6B4526", 17, SUGAR, flat=0.72, wide=1.35), Grain("#54351D", 17, SUGAR, flat=0.72, wide=1.3)],
        points,
        strength=0.4,
    )


def _powder(stage: Stage) -> None:
    leaf_heap(
        stage,
        stage.at(0.5, 0.62),
        ("#7C9A4E", "#86A458", "#728F46"),
        radius=270,
        height=150,
        length=5,
        count=5200,
        width=4.0,
    )


def _small_tin(stage: Stage) -> None:
    tin(stage, stage.at(0.5, 0.80), "shippo", "#5E7A44", width=640, height=520)


def _slices(stage: Stage) -> None:
    for index in range(2):
        yokan(
            stage,
            stage.at(0.30 + index * 0.13, 0.80 + index * 0.05),
            "#3A1E1A",
            size=Size(220, 130, 110),
            yaw=24,
        )


SHOTS: dict[str, tuple[Shot, ...]] = {
    "sencha-asatsuyu": (
        shot("plaster/linen", 20, "煎茶「朝露」の袋", bag("sencha-asatsuyu")),
        shot("plaster/oak", 34, "煎茶の茶葉", DISH, leaves(0.5, 0.63, 330)),
        shot("mist/stone", 34, "淹れた煎茶", cup(KUMIDASHI, WHITE, (0.5, 0.74), 940, SENCHA)),
    ),
    "fukamushi-sencha": (
        shot("moss/oak", 20, "深蒸し煎茶「若葉雨」の袋", bag("fukamushi-sencha")),
        shot("plaster/linen", 34, "深蒸し煎茶の茶葉", pot(SMALL_PLATE, GREY, 1100, y=0.66), leaves(0.5, 0.63, 330, DEEP, length=16, seed=2)),
        shot("clay/walnut", 34, "とろりと濃い緑のお茶", cup(KUMIDASHI, KOHIKI, (0.5, 0.74), 940, "#8C9A3E")),
    ),
    "hojicha-irori": (
        shot("clay/linen", 20, "ほうじ茶「いろり」の袋", bag("hojicha-irori", paper="#DCC9AC")),
        shot("plaster/oak", 34, "ほうじ茶の茶葉", DISH, leaves(0.5, 0.63, 340, ROASTED, length=36, seed=3, width=6.0)),
        shot("ink/walnut", 34, "湯のみのほうじ茶", cup(YUNOMI, ASH, (0.5, 0.84), 560, HOJICHA, full=0.84)),
    ),
    "genmaicha-inaho": (
        shot("plaster/oak", 20, "玄米茶「稲穂」の袋", bag("genmaicha-inaho")),
        shot("moss/linen", 34, "茶葉と炒った玄米", DISH, leaves(0.5, 0.63, 330, seed=4), _popped),
    ),
    "wakocha-yugure": (
        shot("rose/linen", 20, "和紅茶「夕暮れ」の袋", bag("wakocha-yugure", paper="#E6D3C2"), shows=("リーフ 60g",)),
        shot("plaster/linen", 34, "和紅茶の茶葉", DISH, leaves(0.5, 0.63, 330, BLACK_TEA, length=32, seed=5)),
        shot("clay/walnut", 34, "淹れた和紅茶", cup(KUMIDASHI, WHITE, (0.5, 0.74), 940, "#A3481C")),
    ),
    "kukicha-shiraore": (
        shot("moss/linen", 20, "茎茶「白折」の袋", bag("kukicha-shiraore")),
        shot("plaster/oak", 34, "白い茎を集めた茶葉", pot(SMALL_PLATE, GREY, 1100, y=0.66), leaves(0.5, 0.63, 340, STALKS, length=46, seed=6)),
    ),
    "matcha-hatsune": (
        shot("plaster/tatami", 24, "抹茶「初音」の缶", _small_tin, shows=("30g缶",)),
        shot("moss/oak", 20, "抹茶「初音」の袋", bag("matcha-hatsune"), shows=("100g袋",)),
        shot("ink/slate", 36, "挽きたての抹茶", pot(SMALL_PLATE, BLACK, 1100, y=0.66), _powder),
        shot("plaster/oak", 46, "点てた抹茶", cup(CHAWAN, HAGI, (0.5, 0.70), 880, MATCHA, full=0.46, foam=1.0)),
    ),
    "mugicha-teabag": (
        shot("mist/linen", 20, "大麦のむぎ茶の袋", bag("mugicha-teabag", paper="#DFCDB0")),
        shot("plaster/oak", 34, "深煎りの大麦", DISH, _roasted_barley),
        shot("mist/stone", 30, "冷たいむぎ茶", cup(KUMIDASHI, SEIJI, (0.5, 0.74), 940, "#9A5A22")),
    ),
    "shincha-yoyaku": (
        shot("moss/linen", 20, "新茶の袋", bag("shincha-yoyaku", paper="#EEE8D8")),
        shot("plaster/oak", 30, "新茶と急須", pot_of_tea(BARE_BLACK, 0.42, 0.62, 620), cup(KUMIDASHI, WHITE, (0.72, 0.86), 380, "#BDBF6A")),
    ),
}  # fmt: skip
