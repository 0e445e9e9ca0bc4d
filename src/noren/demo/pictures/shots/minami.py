"""Photographs of the second shop, 南菓子店."""

from noren.demo.pictures.engine.block import Size
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.kashi import grid
from noren.demo.pictures.shots.nuno import plain, wrapped
from noren.demo.pictures.shots.shot import FROM_ABOVE, Draw, Shot, pot, shot
from noren.demo.pictures.things.flat import Spot
from noren.demo.pictures.things.glaze import GREY, WHITE
from noren.demo.pictures.things.packages import gift
from noren.demo.pictures.things.sweets import (
    brittle,
    dusted_cubes,
    half_moon,
    honey_flower,
    loaf,
    madeleine,
    sable,
    snowballs,
)
from noren.demo.pictures.things.vessels import SMALL_PLATE

_SEEDS = (
    ("#B98F4E", "#2A2522"),
    ("#C9A35E", "#EDE3CC"),
    ("#C09A58", "#9A7A48"),
    ("#B0783C", "#C8985E"),
    ("#B99A55", "#7A8F4F"),
)


def _balls(stage: Stage) -> None:
    snowballs(stage, stage.at(0.5, 0.64), radius=320, count=30, size=96)


def _sables(seeds: str | None) -> Draw:
    def draw(stage: Stage) -> None:
        for index, spot in enumerate(grid(6, 2, left=540, top=440, step=(430, 390))):
            sable(stage, spot, radius=195, seeds=seeds, seed=index)

    return draw


def _near_sable(stage: Stage) -> None:
    sable(stage, Spot(620, 660, 10), radius=430, seed=2)
    sable(stage, Spot(1120, 1120, 30), radius=430, seed=3)


def _cakes(*spots: Spot, length: float = 520) -> Draw:
    def draw(stage: Stage) -> None:
        for spot in spots:
            madeleine(stage, spot, length=length)

    return draw


def _six() -> tuple[Spot, ...]:
    return tuple(Spot(470 + (i % 3) * 340, 560 + (i // 3) * 460, -92 + (i * 7) % 9) for i in range(6))


def _flowers(stage: Stage) -> None:
    for index, spot in enumerate(grid(6, 2, left=540, top=430, step=(430, 390))):
        honey_flower(stage, spot, radius=195, seed=index)


def _near_flower(stage: Stage) -> None:
    honey_flower(stage, Spot(640, 660, 10), radius=420, seed=2)
    honey_flower(stage, Spot(1140, 1140, 30), radius=420, seed=3)


def _moons(stage: Stage) -> None:
    colours = ("#EFE8DA", "#8E9B6A", "#DDBB6A")
    for index, spot in enumerate(grid(9, 3, left=420, top=430, step=(360, 380))):
        half_moon(
            stage,
            Spot(spot.x, spot.y, -18 + (index * 23) % 36),
            colours[(index + index // 3) % 3],
            length=340,
        )


def _bars(stage: Stage) -> None:
    for index, (ground, seeds) in enumerate(_SEEDS):
        for half in range(2):
            brittle(
                stage,
                Spot(360 + index * 220, 500 + half * 600, (index * 5) % 7 - 3),
                ground,
                seeds,
                size=(176, 540),
                seed=index,
            )


def _loaf(x: float, y: float, yaw: float) -> Draw:
    return lambda stage: loaf(
        stage,
        stage.at(x, y),
        crumb="#8A9460",
        crust="#8C6A40",
        beans_colour="#4A2422",
        size=Size(820, 420, 370),
        yaw=yaw,
    )


def _boxed(stage: Stage) -> None:
    gift(stage, stage.at(0.5, 0.72), Size(820, 620, 240), paper="#EFE6D6", tie="#7A3E4D")


SHOTS: dict[str, tuple[Shot, ...]] = {
    "kinako-snowball": (
        shot("rose/linen", 36, "きな粉のスノーボール", pot(SMALL_PLATE, WHITE, 1160, y=0.68), _balls),
        shot("clay/walnut", 36, "灰色の皿に盛ったところ", pot(SMALL_PLATE, GREY, 1160, y=0.68), _balls),
    ),
    "kurogoma-sable": (
        shot("top:linen", FROM_ABOVE, "黒ごまのサブレ六枚", _sables("#26211F")),
        shot("top:walnut", FROM_ABOVE, "サブレを近くから", _near_sable),
    ),
    "yuzu-madeleine": (
        shot(
            "top:linen",
            FROM_ABOVE,
            "柚子茶のマドレーヌ",
            _cakes(Spot(560, 640, -30), Spot(1060, 960, -48), length=760),
            shows=("1個",),
        ),
        shot("top:white", FROM_ABOVE, "六個のマドレーヌ", _cakes(*_six(), length=430), shows=("6個箱入り",)),
    ),
    "yomogi-pound": (
        shot("plaster/oak", 28, "よもぎと小豆のパウンドケーキ", _loaf(0.52, 0.72, 52)),
        shot("rose/linen", 34, "切り口の小豆", _loaf(0.54, 0.70, 64)),
    ),
    "yakgwa": (
        shot("top:linen", FROM_ABOVE, "花のかたちの薬菓", _flowers),
        shot("top:slate", FROM_ABOVE, "薬菓を近くから", _near_flower),
    ),
    "songpyeon": (
        shot("top:slate", FROM_ABOVE, "三色の松餅", _moons),
        shot("top:linen", FROM_ABOVE, "布の上の松餅", _moons),
    ),
    "injeolmi": (
        shot("clay/linen", 32, "きな粉をまぶした餅", lambda s: dusted_cubes(s, s.at(0.5, 0.64), side=230)),
        shot("plaster/walnut", 40, "きな粉餅を上から", lambda s: dusted_cubes(s, s.at(0.5, 0.60), side=230)),
    ),
    "gangjeong-box": (
        shot("top:oak", FROM_ABOVE, "五種のおこし", _bars),
        shot("rose/linen", 28, "紙箱に包んだところ", _boxed, shows=("紙箱",)),
        shot("plaster/linen", 24, "風呂敷で包んだところ", wrapped(plain("#8A5566")), shows=("風呂敷包み",)),
    ),
}
