"""Photographs of the shelf うつわ."""

from dataclasses import replace
from math import radians

from noren.demo.pictures.engine.lathe import Lip, Petals
from noren.demo.pictures.shots.shot import FROM_ABOVE, Draw, Shot, pot, shot
from noren.demo.pictures.things.glaze import (
    AME,
    ASH,
    BLACK,
    CHALK,
    GREY,
    INDIGO,
    KOHIKI,
    SAKURA,
    SEIJI,
    STONE_GREY,
    WHITE,
    Decoration,
    Glaze,
    brushed_pattern,
    painted_lines,
    together,
)
from noren.demo.pictures.things.teaware import mug
from noren.demo.pictures.things.vessels import (
    DONBURI,
    HIRABACHI,
    MESHIWAN,
    MUG,
    PLATE,
    SMALL_PLATE,
    SOBACHOKO,
)

_PEBBLE = ((300, 0), (420, 30), (490, 120), (500, 190), (450, 290), (300, 350), (120, 372), (0, 374))
_KATAKUCHI = (
    (250, 0), (250, 0), (256, 40), (256, 40), (400, 110), (480, 280), (500, 500), (500, 500),
    (493, 508), (482, 500), (482, 500), (462, 290), (380, 140), (250, 90), (0, 80),
)  # fmt: skip


def _inlay(name: str) -> Decoration:
    return together(brushed_pattern(name, cell=150, low=0, high=0.8, hollow=True), painted_lines(0.84, 0.935))


def _band(name: str | None) -> Decoration | None:
    cell = {"tokusa": 62, "yagasuri": 62}.get(name or "", 60)
    return brushed_pattern(name, cell=cell, low=0.06, high=0.93) if name else None


def _mug(glaze: Glaze, x: float = 0.46, y: float = 0.75, width: float = 680) -> Draw:
    return lambda stage: mug(stage, stage.at(x, y), MUG, glaze, width=width)


def _pebble(glaze: Glaze, x: float, y: float, width: float, seed: int) -> Draw:
    return pot(
        _PEBBLE,
        replace(glaze, foot=0, rim_width=0.1),
        width,
        x,
        y,
        seed=seed,
        stretch=1.45,
        outline=Petals(2 + seed % 2, 0.05),
    )


def _petal_plate(glaze: Glaze, width: float, x: float = 0.5, y: float = 0.65) -> Draw:
    return pot(PLATE, glaze, width, x, y, outline=Petals(12, 0.04, sharp=True), seed=4)


_FIVE = (
    (SMALL_PLATE, WHITE, None), (SMALL_PLATE, SAKURA, Petals(5, 0.07, sharp=True)), (SMALL_PLATE, INDIGO, Petals(8, 0.05, sharp=True)),
    (SMALL_PLATE, AME, None), (SMALL_PLATE, SEIJI, Petals(2, 0.12)),
)  # fmt: skip
_FIVE_SPOTS = ((0.28, 0.34), (0.62, 0.27), (0.40, 0.62), (0.74, 0.58), (0.62, 0.85))

SHOTS: dict[str, tuple[Shot, ...]] = {
    "kohiki-meshiwan": (
        shot("plaster/linen", 28, "粉引の飯碗。白い釉薬と鉄色のふち", pot(MESHIWAN, KOHIKI, 1000, y=0.72), shows=("粉引",)),
        shot("clay/walnut", 28, "飴釉の飯碗。濃い茶色の釉薬", pot(MESHIWAN, AME, 1000, y=0.72, seed=2), shows=("飴釉",)),
        shot("mist/stone", 28, "青磁の飯碗。淡い青緑の釉薬", pot(MESHIWAN, SEIJI, 1000, y=0.72, seed=3), shows=("青磁",)),
        shot(
            "plaster/oak", 30, "三色の飯碗を並べたところ",
            pot(MESHIWAN, SEIJI, 600, 0.30, 0.58, seed=3), pot(MESHIWAN, AME, 600, 0.72, 0.62, seed=2), pot(MESHIWAN, KOHIKI, 680, 0.46, 0.84),
        ),
    ),
    "sometsuke-kozara": (
        shot("top:linen", 68, "染付の小皿、青海波", pot(SMALL_PLATE, WHITE, 1060, y=0.54, decoration=_inlay("seigaiha")), shows=("青海波",)),
        shot("top:oak", 68, "染付の小皿、麻の葉", pot(SMALL_PLATE, WHITE, 1060, y=0.54, decoration=_inlay("asanoha")), shows=("麻の葉",)),
        shot("top:walnut", 68, "染付の小皿、市松", pot(SMALL_PLATE, WHITE, 1060, y=0.54, decoration=_inlay("ichimatsu")), shows=("市松",)),
        shot(
            "top:slate", FROM_ABOVE, "三つの柄の小皿を並べたところ",
            pot(SMALL_PLATE, WHITE, 640, 0.29, 0.33, decoration=_inlay("seigaiha")), pot(SMALL_PLATE, WHITE, 640, 0.71, 0.42, decoration=_inlay("asanoha")),
            pot(SMALL_PLATE, WHITE, 640, 0.42, 0.76, decoration=_inlay("ichimatsu")),
        ),
    ),
    "ame-daenzara": (
        shot("plaster/oak", 42, "飴釉の楕円皿", pot(PLATE, AME, 980, y=0.64, stretch=1.3), shows=("中(21cm)",)),
        shot("top:linen", 76, "上から見た飴釉の楕円皿", pot(PLATE, AME, 1040, y=0.52, stretch=1.3, seed=5), shows=("大(26cm)",)),
        shot("clay/walnut", 24, "ふちの釉薬の流れ", pot(PLATE, AME, 1700, 0.40, 0.74, stretch=1.3, seed=5)),
    ),
    "seiji-hirabachi": (
        shot("mist/stone", 30, "青磁の平鉢", pot(HIRABACHI, SEIJI, 1160, y=0.68)),
        shot("top:linen", 80, "上から見た青磁の平鉢", pot(HIRABACHI, SEIJI, 1100, y=0.52)),
        shot("plaster/linen", 18, "横から見た青磁の平鉢", pot(HIRABACHI, SEIJI, 1240, y=0.72)),
    ),
    "rinka-zara": (
        shot("plaster/linen", 44, "輪花の取り皿、白", _petal_plate(WHITE, 1140), shows=("白",)),
        shot("clay/walnut", 44, "輪花の取り皿、灰", _petal_plate(GREY, 1140), shows=("灰",)),
        shot("rose/linen", 44, "輪花の取り皿、桜", _petal_plate(SAKURA, 1140), shows=("桜",)),
        shot(
            "top:oak", 72, "大きさのちがう輪花皿",
            _petal_plate(GREY, 1000, 0.40, 0.40), _petal_plate(WHITE, 760, 0.66, 0.66), _petal_plate(SAKURA, 560, 0.28, 0.80),
        ),
    ),
    "soba-choko": (
        shot("sweep:sand", 26, "蕎麦猪口、十草", pot(SOBACHOKO, WHITE, 760, y=0.78, decoration=_band("tokusa")), shows=("十草",)),
        shot("sweep:mist", 26, "蕎麦猪口、矢絣", pot(SOBACHOKO, WHITE, 760, y=0.78, decoration=_band("yagasuri")), shows=("矢絣",)),
        shot("sweep:clay", 26, "蕎麦猪口、無地の白", pot(SOBACHOKO, WHITE, 760, y=0.78), shows=("無地(白)",)),
        shot(
            "plaster/oak", 28, "三つの蕎麦猪口",
            pot(SOBACHOKO, WHITE, 470, 0.32, 0.60), pot(SOBACHOKO, WHITE, 470, 0.69, 0.64, decoration=_band("yagasuri")),
            pot(SOBACHOKO, WHITE, 520, 0.46, 0.86, decoration=_band("tokusa")),
        ),
    ),
    "haiyu-donburi": (
        shot("clay/walnut", 30, "灰釉の丼", pot(DONBURI, ASH, 1100, y=0.72)),
        shot("top:oak", 78, "上から見た灰釉の丼", pot(DONBURI, ASH, 1080, y=0.52)),
        shot("moss/linen", 16, "横から見た灰釉の丼", pot(DONBURI, ASH, 1180, y=0.76)),
    ),
    "mamezara-gomai": (
        shot(
            "top:walnut", 72, "五つの豆皿",
            *(pot(p, g, 470, x, y, outline=o, seed=i) for i, ((p, g, o), (x, y)) in enumerate(zip(_FIVE, _FIVE_SPOTS, strict=True))),
        ),
        shot("top:linen", 60, "花のかたちの豆皿", pot(SMALL_PLATE, SAKURA, 1000, y=0.55, outline=Petals(5, 0.07, sharp=True))),
        shot("mist/stone", 34, "藍の豆皿", pot(SMALL_PLATE, INDIGO, 1040, y=0.66, outline=Petals(8, 0.05, sharp=True))),
    ),
    "kuro-katakuchi": (
        shot("plaster/linen", 30, "黒釉の片口", pot(_KATAKUCHI, BLACK, 980, y=0.72, outline=Lip(radians(-66), 0.22, 0.30))),
        shot("clay/oak", 52, "注ぎ口を上から", pot(_KATAKUCHI, BLACK, 1060, y=0.62, outline=Lip(radians(-40), 0.22, 0.30), seed=2)),
        shot("ink/slate", 20, "横から見た黒釉の片口", pot(_KATAKUCHI, BLACK, 1020, y=0.76, outline=Lip(radians(-88), 0.22, 0.30), seed=3)),
    ),
    "kohiki-mug": (
        shot("plaster/linen", 26, "粉引のマグカップ", _mug(KOHIKI), shows=("粉引",)),
        shot("clay/walnut", 26, "飴釉のマグカップ", _mug(AME), shows=("飴釉",)),
        shot("sweep:sand", 26, "藍のマグカップ", _mug(INDIGO), shows=("藍",)),
        shot("plaster/oak", 28, "三色のマグカップ", _mug(INDIGO, 0.27, 0.58, 430), _mug(AME, 0.66, 0.62, 430), _mug(KOHIKI, 0.42, 0.86, 480)),
    ),
    "koishi-hashioki": (
        shot(
            "top:linen", 48, "白と灰の小石の箸置き",
            _pebble(CHALK, 0.30, 0.44, 330, 1), _pebble(STONE_GREY, 0.66, 0.52, 350, 2), _pebble(CHALK, 0.42, 0.78, 370, 3), shows=("白と灰",),
        ),
        shot(
            "top:oak", 48, "藍と白の小石の箸置き",
            _pebble(INDIGO, 0.30, 0.44, 330, 1), _pebble(CHALK, 0.66, 0.52, 350, 2), _pebble(INDIGO, 0.42, 0.78, 370, 3), shows=("藍と白",),
        ),
    ),
}  # fmt: skip
