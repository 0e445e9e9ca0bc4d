"""Photographs of the shelf 季節のもの."""

from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.shot import FROM_ABOVE, LEVEL, Draw, Shot, shot
from noren.demo.pictures.things.flat import Spot
from noren.demo.pictures.things.glaze import ASH, CHALK, STONE_GREY, Glaze
from noren.demo.pictures.things.glow import smoke
from noren.demo.pictures.things.season import doll, fan, kagami_mochi, rabbit, smoke_pot, wind_chime, wreath


def _fan(motif: str, dye: str) -> Draw:
    return lambda stage: fan(stage, Spot(860, 620, -16), motif, dye, size=980)


def _two_fans(stage: Stage) -> None:
    fan(stage, Spot(560, 560, -26), "asanoha", "#8A9E5E", size=740)
    fan(stage, Spot(1100, 720, 12), "seigaiha", "#2F4A6B", size=740)


def _dolls(stage: Stage) -> None:
    doll(stage, stage.at(0.33, 0.82), "#2F4A6B", "asanoha", width=540)
    doll(stage, stage.at(0.68, 0.82), "#B0463A", "seigaiha", width=540)


def _rabbit(glaze: Glaze, x: float, y: float, width: float) -> Draw:
    return lambda stage: rabbit(stage, stage.at(x, y), glaze, width=width)


def _coil(stage: Stage) -> None:
    smoke(stage, stage.canvas.width * 0.5, stage.canvas.height * 0.478, height=700, seed=4)


SHOTS: dict[str, tuple[Shot, ...]] = {
    "kyo-uchiwa": (
        shot("top:linen", FROM_ABOVE, "青海波のうちわ", _fan("seigaiha", "#2F4A6B"), shows=("青海波",)),
        shot("top:oak", FROM_ABOVE, "麻の葉のうちわ", _fan("asanoha", "#8A9E5E"), shows=("麻の葉",)),
        shot("top:stone", FROM_ABOVE, "二つの柄のうちわ", _two_fans),
    ),
    "garasu-furin": (
        shot("sweep:mist", LEVEL, "水色の風鈴", lambda s: wind_chime(s, "#7FB0C2", width=620), shows=("水色",)),
        shot("sweep:moss", LEVEL, "若草の風鈴", lambda s: wind_chime(s, "#9DBB7A", width=620), shows=("若草",)),
    ),
    "to-kagamimochi": (
        shot("plaster/linen", 20, "三方にのせた陶の鏡餅", lambda s: kagami_mochi(s, s.at(0.5, 0.86), width=860)),
        shot("rose/tatami", 28, "畳の上の鏡餅", lambda s: kagami_mochi(s, s.at(0.5, 0.84), width=820)),
    ),
    "mame-bina": (
        shot("rose/paper", 18, "一対の豆雛", _dolls),
        shot("plaster/tatami", 24, "畳に飾った豆雛", _dolls),
    ),
    "tsukimi-usagi": (
        shot("ink/slate", 20, "白い月見うさぎ", _rabbit(CHALK, 0.53, 0.80, 880), shows=("白",)),
        shot("clay/oak", 20, "灰色の月見うさぎ", _rabbit(STONE_GREY, 0.53, 0.80, 880), shows=("灰",)),
        shot("plaster/walnut", 24, "二匹の月見うさぎ", _rabbit(STONE_GREY, 0.34, 0.62, 520), _rabbit(CHALK, 0.64, 0.84, 600)),
    ),
    "kayari-tsubo": (
        shot("moss/oak", 22, "陶の蚊やり", lambda s: smoke_pot(s, s.at(0.5, 0.84), ASH, width=980)),
        shot("ink/walnut", 24, "煙の立つ蚊やり", lambda s: smoke_pot(s, s.at(0.5, 0.86), ASH, width=820), _coil),
    ),
    "ine-shimekazari": (
        shot("sweep:plaster", LEVEL, "稲わらのしめ飾り", lambda s: wreath(s, radius=400)),
        shot("sweep:clay", LEVEL, "壁に掛けたしめ飾り", lambda s: wreath(s, radius=330)),
    ),
}  # fmt: skip
