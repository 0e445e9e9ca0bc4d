"""Photographs of the shelf 贈りもの."""

from noren.demo.pictures.engine.block import Size
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.chaki import SENCHA, cup, pot_of_tea
from noren.demo.pictures.shots.ki import TAME, VERMILION, soup_bowl
from noren.demo.pictures.shots.nuno import asanoha, seigaiha, wrapped
from noren.demo.pictures.shots.ocha import bag
from noren.demo.pictures.shots.shot import FROM_ABOVE, Draw, Shot, pot, shot, standing
from noren.demo.pictures.things.flat import Spot, put_flat, slab
from noren.demo.pictures.things.glaze import BARE_BLACK, BARE_RED, GREY, WHITE, Glaze
from noren.demo.pictures.things.packages import Label, gift, pouch
from noren.demo.pictures.things.paper import SHEET, washi
from noren.demo.pictures.things.sweets import konpeito
from noren.demo.pictures.things.vessels import KUMIDASHI, SMALL_PLATE
from noren.demo.pictures.things.woodware import (
    BREAD_PLATE,
    OILED,
    SOUP_BOWL,
    board,
    chopsticks,
    grained,
    spoon,
    turned_wood,
)


def parcel(
    paper: str,
    tie: str,
    *,
    motif: str | None = None,
    dye: str = "#FFFFFF",
    x: float = 0.5,
    y: float = 0.72,
    size: Size | None = None,
    yaw: float = 30,
) -> Draw:
    """A wrapped box with a bow."""
    whole = size or Size(860, 640, 330)
    return lambda stage: gift(
        stage, stage.at(x, y), whole, paper=paper, tie=tie, motif=motif, dye=dye, yaw=yaw
    )


def _dashi(x: float, y: float) -> Draw:
    return lambda stage: pouch(
        stage, stage.at(x, y), Label("だし", "合わせ", "#6B5636"), width=460, height=640, paper="#E9DFCC"
    )


def _few_stars(stage: Stage) -> None:
    konpeito(
        stage,
        stage.at(0.66, 0.795),
        ("white", "pink", "yellow", "green", "blue"),
        radius=190,
        count=60,
        size=26,
    )


def _gift_set(glaze: Glaze) -> tuple[Draw, ...]:
    return (
        bag("sencha-asatsuyu", 0.78, 0.62, 360, 540),
        pot_of_tea(glaze, 0.36, 0.58, 560),
        cup(KUMIDASHI, WHITE, (0.42, 0.84), 320, SENCHA),
        cup(KUMIDASHI, WHITE, (0.70, 0.84), 320, SENCHA),
    )


def _box_of_chopsticks(stage: Stage) -> None:
    board(stage, Spot(800, 800, -8), size=(1420, 560), colour="#DCC6A0", seed=4)
    inside = slab((660, 222), edge=4, corner=4)
    put_flat(
        stage,
        Spot(800, 800, -8),
        (660, 222),
        inside,
        washi("#F0E7D6"),
        finish=SHEET,
        thickness=2,
        strength=0.0,
    )
    chopsticks(stage, Spot(790, 740, -8), (TAME, TAME), length=1180, gap=52)
    chopsticks(stage, Spot(790, 880, -8), (VERMILION, VERMILION), length=1080, gap=52)


def _wooden(colour: str) -> tuple[Draw, ...]:
    plate = standing(turned_wood(BREAD_PLATE, grained(colour, pitch=60), width=900, finish=OILED), 0.60, 0.52)
    bowl = standing(turned_wood(SOUP_BOWL, grained(colour, pitch=60), width=520, finish=OILED), 0.34, 0.80)
    return plate, bowl


def _lying_spoon(stage: Stage) -> None:
    spoon(stage, Spot(800, 800, -34), length=1250, width=330, bowl=0.34)


SHOTS: dict[str, tuple[Shot, ...]] = {
    "ocha-tsumeawase": (
        shot("plaster/linen", 20, "煎茶とほうじ茶の袋", bag("sencha-asatsuyu", 0.31, 0.84, 540, 800), bag("hojicha-irori", 0.70, 0.86, 540, 800, paper="#DCC9AC"), shows=("紙箱",)),
        shot("rose/linen", 28, "のしをかけた箱", parcel("#F1ECE2", "#A8472A"), shows=("のし付き",)),
        shot("plaster/oak", 34, "淹れた煎茶", cup(KUMIDASHI, WHITE, (0.5, 0.74), 900, SENCHA)),
    ),
    "dashi-okome-uchiiwai": (
        shot("clay/oak", 24, "だし、黒豆、金平糖の詰め合わせ", _dashi(0.32, 0.70), pot(SMALL_PLATE, GREY, 640, 0.66, 0.82), _few_stars),
        shot("plaster/linen", 28, "包んだところ", parcel("#E9DFCC", "#5A7350")),
    ),
    "chaki-hajimete": (
        shot("plaster/oak", 28, "黒い急須、湯のみ二つ、煎茶", *_gift_set(BARE_BLACK), shows=("黒",)),
        shot("clay/linen", 28, "朱泥の急須、湯のみ二つ、煎茶", *_gift_set(BARE_RED), shows=("朱泥",)),
        shot("moss/oak", 28, "包んだところ", parcel("#2F4A6B", "#E8DEC8", motif="asanoha", dye="#4A6582", size=Size(780, 700, 430))),
    ),
    "meotobashi-kiribako": (
        shot("top:linen", FROM_ABOVE, "桐箱に納めた夫婦箸", _box_of_chopsticks),
        shot("top:tatami", FROM_ABOVE, "溜塗と朱の箸", lambda s: chopsticks(s, Spot(780, 720, -18), (TAME, TAME), length=1380, gap=56), lambda s: chopsticks(s, Spot(830, 930, -18), (VERMILION, VERMILION), length=1260, gap=56)),
    ),
    "hajimete-no-utsuwa": (
        shot("plaster/linen", 40, "白木の椀と皿", *_wooden("#D9B98A"), shows=("白木",)),
        shot("rose/linen", 34, "朱の椀", soup_bowl(VERMILION, "#C4553A", 900), shows=("朱",)),
        shot("top:oak", FROM_ABOVE, "口の幅に合わせた匙", _lying_spoon),
    ),
    "tenugui-to-ocha": (
        shot("plaster/oak", 24, "青海波の手ぬぐいで包んだほうじ茶", wrapped(seigaiha("#2F4A6B")), shows=("青海波(藍)",)),
        shot("clay/linen", 24, "麻の葉の手ぬぐいで包んだほうじ茶", wrapped(asanoha("#8A9E5E")), shows=("麻の葉(若草)",)),
        shot("moss/oak", 22, "中のほうじ茶", bag("hojicha-irori", paper="#DCC9AC")),
    ),
    "kohaku-tsutsumi": (
        shot("plaster/linen", 28, "白い和紙の包み", parcel("#F1ECE2", "#A8472A"), shows=("白",)),
        shot("moss/oak", 28, "藍の和紙の包み", parcel("#2F4A6B", "#E8DEC8", motif="asanoha", dye="#4A6582"), shows=("藍",)),
        shot("rose/linen", 28, "紅の和紙の包み", parcel("#B5566A", "#F0E6D2", motif="shippo", dye="#C87A88"), shows=("紅",)),
        shot(
            "clay/walnut", 30, "三つの包み",
            parcel("#2F4A6B", "#E8DEC8", x=0.32, y=0.56, size=Size(460, 420, 300)), parcel("#B5566A", "#F0E6D2", x=0.70, y=0.62, size=Size(460, 340, 220), yaw=40),
            parcel("#F1ECE2", "#A8472A", x=0.47, y=0.84, size=Size(560, 360, 180), yaw=22),
        ),
    ),
}  # fmt: skip
