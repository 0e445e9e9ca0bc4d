"""Photographs of the shelf 和菓子・乾物."""

from collections.abc import Sequence

from noren.demo.pictures.engine.block import Size
from noren.demo.pictures.engine.lathe import Place
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.chaki import HOJICHA, cup
from noren.demo.pictures.shots.shot import FROM_ABOVE, Draw, Shot, pot, shot
from noren.demo.pictures.things.flat import Spot
from noren.demo.pictures.things.glaze import AME, GREY, INDIGO, KOHIKI, SEIJI, WHITE
from noren.demo.pictures.things.packages import Label, pouch
from noren.demo.pictures.things.sweets import (
    beans,
    cracker,
    jelly_drops,
    konpeito,
    monaka,
    season_sugar,
    yokan,
)
from noren.demo.pictures.things.vessels import HIRABACHI, MESHIWAN, SMALL_PLATE, YUNOMI

BEAN = "#221B20"


def stars(*tints: str, y: float = 0.65, radius: float = 330, count: int = 130) -> Draw:
    """A heap of sugar stars."""
    return lambda stage: konpeito(stage, stage.at(0.5, y), tints, radius=radius, count=count)


def grid(count: int, columns: int, *, left: float, top: float, step: tuple[float, float]) -> list[Spot]:
    """Spots in rows, every second row moved by half a step."""
    spots = []
    for index in range(count):
        row, column = divmod(index, columns)
        spots.append(
            Spot(left + column * step[0] + (row % 2) * step[0] * 0.22, top + row * step[1], (index * 37) % 60)
        )
    return spots


def _sugars(season: str, spots: Sequence[Spot], radius: float) -> Draw:
    def draw(stage: Stage) -> None:
        for spot in spots:
            season_sugar(stage, Spot(spot.x, spot.y, (spot.turn - 30) * 0.5), season, radius=radius)

    return draw


def _crackers(colour: str, burn: str, *, seaweed: bool = False) -> Draw:
    def draw(stage: Stage) -> None:
        for index, spot in enumerate((Spot(560, 600, 10), Spot(1060, 640, 70), Spot(790, 1010, 130))):
            cracker(stage, spot, colour, burn, radius=300, seaweed=seaweed, seed=index)

    return draw


def _bars(stage: Stage) -> None:
    for index, colour in enumerate(("#3C211C", "#55602E", "#221A17")):
        yokan(
            stage,
            stage.at(0.36 + 0.13 * index, 0.56 + 0.12 * index),
            colour,
            size=Size(640, 210, 165),
            yaw=24,
        )


def _two_slices(stage: Stage) -> None:
    for index in range(2):
        place = stage.at(0.40 + index * 0.18, 0.60 + index * 0.04)
        yokan(
            stage,
            Place(place.x, place.y - 30),
            "#3C211C" if index == 0 else "#55602E",
            size=Size(230, 150, 150),
            yaw=30,
        )


def _wafers(stage: Stage) -> None:
    for spot in grid(7, 3, left=430, top=420, step=(370, 380)):
        monaka(stage, spot, radius=185)


def _wafer_near(stage: Stage) -> None:
    monaka(stage, Spot(620, 660, 10), radius=380)
    monaka(stage, Spot(1120, 1060, 30), radius=380)


def _packet(words: str, small: str, band: str, motif: str) -> Draw:
    return lambda stage: pouch(
        stage, stage.at(0.5, 0.88), Label(words, small, band, motif), width=800, height=1080, paper="#E9DFCC"
    )


SHOTS: dict[str, tuple[Shot, ...]] = {
    "konpeito": (
        shot("plaster/linen", 38, "五色の金平糖", pot(SMALL_PLATE, GREY, 1160, y=0.68), stars("white", "pink", "yellow", "green", "blue"), shows=("五色",)),
        shot("rose/linen", 38, "苺の金平糖", pot(SMALL_PLATE, WHITE, 1160, y=0.68), stars("strawberry", "pink"), shows=("苺",)),
        shot("sweep:sand", 38, "柚子の金平糖", pot(SMALL_PLATE, INDIGO, 1160, y=0.68), stars("yuzu", "yellow"), shows=("柚子",)),
        shot("moss/oak", 38, "抹茶の金平糖", pot(SMALL_PLATE, KOHIKI, 1160, y=0.68), stars("matcha", "green"), shows=("抹茶",)),
    ),
    "hitokuchi-yokan": (
        shot("plaster/stone", 30, "小豆、抹茶、黒糖のひと口羊羹", _bars),
        shot("clay/walnut", 40, "皿にのせた羊羹とお茶", pot(SMALL_PLATE, SEIJI, 1060, 0.5, 0.64), _two_slices),
    ),
    "higashi-shiki": (
        shot("top:linen", FROM_ABOVE, "春の干菓子、桜", _sugars("spring", grid(9, 3, left=420, top=420, step=(340, 370)), 150), shows=("春・桜",)),
        shot("top:stone", FROM_ABOVE, "夏の干菓子、流水", _sugars("summer", grid(9, 3, left=420, top=420, step=(340, 370)), 140), shows=("夏・流水",)),
        shot("top:walnut", FROM_ABOVE, "秋の干菓子、紅葉", _sugars("autumn", grid(9, 3, left=420, top=420, step=(340, 370)), 150), shows=("秋・紅葉",)),
        shot("top:slate", FROM_ABOVE, "冬の干菓子、雪輪", _sugars("winter", grid(9, 3, left=420, top=420, step=(340, 370)), 145), shows=("冬・雪輪",)),
    ),
    "sumiyaki-senbei": (
        shot("top:oak", FROM_ABOVE, "醤油の炭焼きせんべい", _crackers("#A8683A", "#5A2E14"), shows=("醤油",)),
        shot("top:linen", FROM_ABOVE, "塩の炭焼きせんべい", _crackers("#DCC08E", "#A47A44"), shows=("塩",)),
        shot("top:stone", FROM_ABOVE, "海苔の炭焼きせんべい", _crackers("#B98450", "#6E3F1C", seaweed=True), shows=("海苔",)),
    ),
    "monaka-tezukuri": (
        shot("top:walnut", FROM_ABOVE, "菊のかたちの最中の皮", _wafers),
        shot("top:linen", FROM_ABOVE, "最中の皮を近くから", _wafer_near),
    ),
    "hon-warabimochi": (
        shot("mist/stone", 34, "青磁の鉢に盛った本わらび餅", pot(HIRABACHI, SEIJI, 1180, y=0.70), lambda s: jelly_drops(s, s.at(0.5, 0.64), count=14, size=104)),
        shot("plaster/linen", 40, "白い皿の本わらび餅", pot(SMALL_PLATE, WHITE, 1160, y=0.66), lambda s: jelly_drops(s, s.at(0.5, 0.62), count=12, size=104)),
    ),
    "awase-dashi": (
        shot("clay/oak", 20, "合わせだしの袋", _packet("合わせだし", "無添加", "#6B5636", "seigaiha")),
        shot("plaster/walnut", 34, "だしをはったお椀", cup(MESHIWAN, INDIGO, (0.5, 0.74), 980, "#C08A3C", full=0.74)),
    ),
    "kuromame-amani": (
        shot("clay/walnut", 34, "つやつやの黒豆", pot(HIRABACHI, KOHIKI, 1120, y=0.70), lambda s: beans(s, s.at(0.5, 0.64), BEAN, radius=330, count=90, size=58)),
        shot("rose/linen", 40, "小皿に盛った黒豆", pot(SMALL_PLATE, AME, 1120, y=0.66), lambda s: beans(s, s.at(0.5, 0.63), BEAN, radius=280, count=60, size=62)),
        shot("plaster/linen", 28, "お茶うけに", cup(YUNOMI, GREY, (0.70, 0.66), 320, HOJICHA, full=0.84), pot(MESHIWAN, WHITE, 620, 0.40, 0.82), lambda s: beans(s, s.at(0.40, 0.685), BEAN, radius=190, count=44, size=44)),
    ),
}  # fmt: skip
