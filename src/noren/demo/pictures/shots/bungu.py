"""Photographs of the shelf 文具・和紙."""

from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.nuno import plain
from noren.demo.pictures.shots.shot import FROM_ABOVE, Draw, Shot, shot
from noren.demo.pictures.things.cloth import Cloth
from noren.demo.pictures.things.flat import Spot
from noren.demo.pictures.things.metal import brass_bird
from noren.demo.pictures.things.paper import (
    brush,
    envelope,
    ruled_pad,
    seal_book,
    sheets,
    small_envelope,
    stitched_book,
    washi,
)

_SEASONS = {
    "春": ("#D98A9A", "#7A8F55"),
    "夏": ("#5F86B5", "#5F7A50"),
    "秋": ("#C0703A", "#8A7A3E"),
    "冬": ("#B8394A", "#4F6238"),
}


def _letter(colour: str, cover: str) -> Draw:
    def draw(stage: Stage) -> None:
        sheets(stage, Spot(620, 780, -6), washi(colour, lines=74), size=(740, 1050))
        envelope(stage, Spot(1160, 860, 5), cover, size=(460, 1030))

    return draw


def _letters_near(stage: Stage) -> None:
    sheets(stage, Spot(760, 900, -14), washi("#F3EBDC", lines=110), size=(1150, 1500), count=3)
    brush(stage, Spot(1050, 700, 62), length=1150)


def _envelopes(*items: tuple[str, str], size: tuple[float, float] = (400, 620)) -> Draw:
    def draw(stage: Stage) -> None:
        count = len(items)
        for index, (motif, colour) in enumerate(items):
            aside = index - (count - 1) / 2
            small_envelope(
                stage, Spot(800 + aside * 470, 800 + abs(aside) * 50, aside * 8), motif, colour, size=size
            )

    return draw


def _book(colour: str) -> Draw:
    return lambda stage: stitched_book(stage, Spot(800, 800, -8), plain(colour), size=(800, 1130))


def _three_books(stage: Stage) -> None:
    for index, colour in enumerate(("#8A9E5E", "#A8472A", "#2F4A6B")):
        stitched_book(
            stage, Spot(1010 - index * 210, 900 - index * 110, 10 - index * 8), plain(colour), size=(600, 850)
        )


def _seal(cloth: Cloth) -> Draw:
    return lambda stage: seal_book(stage, Spot(800, 800, 6), cloth, size=(740, 1110))


_WAVES = Cloth("#2C3F5C", "#C9A862", "seigaiha", 190)
_CHECKS = Cloth("#B08A3C", "#7E2F2A", "ichimatsu", 104)
_ARROWS = Cloth("#E6DCC6", "#5E4A72", "yagasuri", 76)


def _three_seals(stage: Stage) -> None:
    for index, cloth in enumerate((_ARROWS, _CHECKS, _WAVES)):
        seal_book(stage, Spot(1060 - index * 250, 860 - index * 50, 9 - index * 8), cloth, size=(520, 780))


def _pad(season: str) -> Draw:
    flower, leaf = _SEASONS[season]
    return lambda stage: ruled_pad(stage, Spot(800, 800, -6), flower, leaf, size=(560, 1240))


def _brush_on_paper(stage: Stage) -> None:
    sheets(stage, Spot(800, 860, 4), washi("#F3EBDC"), size=(1000, 1250), count=1)
    brush(stage, Spot(800, 760, -52), length=1250)


def _bird(x: float, y: float, width: float) -> Draw:
    return lambda stage: brass_bird(stage, stage.at(x, y), width=width)


SHOTS: dict[str, tuple[Shot, ...]] = {
    "echizen-binsen": (
        shot("top:walnut", FROM_ABOVE, "白い手すき和紙の便箋と封筒", _letter("#F3EDE0", "#EDE5D5"), shows=("白",)),
        shot("top:linen", FROM_ABOVE, "薄桜の便箋と封筒", _letter("#EFD9D3", "#E9CEC7"), shows=("薄桜",)),
        shot("top:oak", FROM_ABOVE, "水縹の便箋と封筒", _letter("#D5E0E2", "#C6D5D9"), shows=("水縹",)),
        shot("top:slate", FROM_ABOVE, "便箋を近くから", _letters_near),
    ),
    "pochibukuro": (
        shot("top:linen", FROM_ABOVE, "梅のぽち袋", _envelopes(("plum", "#B8394A"), ("plum", "#D98A8E"), ("plum", "#B8394A")), shows=("梅",)),
        shot("top:walnut", FROM_ABOVE, "千鳥のぽち袋", _envelopes(("plover", "#2F4A6B"), ("plover", "#6F93A8"), ("plover", "#2F4A6B")), shows=("千鳥",)),
        shot("top:oak", FROM_ABOVE, "ひょうたんのぽち袋", _envelopes(("gourd", "#5F7A50"), ("gourd", "#B0883C"), ("gourd", "#5F7A50")), shows=("ひょうたん",)),
        shot("top:slate", FROM_ABOVE, "三つの柄のぽち袋", _envelopes(("plum", "#B8394A"), ("plover", "#2F4A6B"), ("gourd", "#5F7A50"))),
    ),
    "watoji-cho": (
        shot("top:oak", FROM_ABOVE, "藍の表紙の和綴じの帖面", _book("#2F4A6B"), shows=("藍",)),
        shot("top:linen", FROM_ABOVE, "朱の表紙の和綴じの帖面", _book("#A8472A"), shows=("朱",)),
        shot("top:walnut", FROM_ABOVE, "若草の表紙の和綴じの帖面", _book("#8A9E5E"), shows=("若草",)),
        shot("top:stone", FROM_ABOVE, "三色の帖面", _three_books),
    ),
    "goshuin-cho": (
        shot("top:linen", FROM_ABOVE, "青海波の御朱印帳", _seal(_WAVES), shows=("青海波",)),
        shot("top:walnut", FROM_ABOVE, "市松の御朱印帳", _seal(_CHECKS), shows=("市松",)),
        shot("top:oak", FROM_ABOVE, "矢絣の御朱印帳", _seal(_ARROWS), shows=("矢絣",)),
        shot("top:tatami", FROM_ABOVE, "三つの柄の御朱印帳", _three_seals),
    ),
    "ippitsusen-shiki": tuple(
        shot(scene, FROM_ABOVE, f"{season}の一筆箋", _pad(season), shows=(season,))
        for season, scene in (("春", "top:linen"), ("夏", "top:stone"), ("秋", "top:walnut"), ("冬", "top:slate"))
    ),
    "kofude": (
        shot("top:slate", FROM_ABOVE, "竹軸の小筆", lambda s: brush(s, Spot(800, 800, -38), length=1400)),
        shot("top:walnut", FROM_ABOVE, "和紙の上の小筆", _brush_on_paper),
    ),
    "chukin-bunchin": (
        shot("plaster/oak", 24, "真鍮の小鳥の文鎮", _bird(0.5, 0.74, 900)),
        shot("clay/linen", 34, "文鎮を斜めから", _bird(0.52, 0.70, 900)),
    ),
}  # fmt: skip
