"""Photographs of the shelf 手ぬぐい・布もの."""

from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.shot import FROM_ABOVE, LEVEL, Draw, Shot, shot
from noren.demo.pictures.things.cloth import Cloth, apron, bundle, drawstring, hung, pile, rumpled, stitched
from noren.demo.pictures.things.flat import Spot

WHITE_COTTON = "#F1ECE1"


def seigaiha(dye: str) -> Cloth:
    """White cotton with dyed waves."""
    return Cloth(WHITE_COTTON, dye, "seigaiha", 150)


def asanoha(dye: str) -> Cloth:
    """Dyed cotton with white hemp leaves."""
    return Cloth(dye, WHITE_COTTON, "asanoha", 170)


def _yagasuri(dye: str) -> Cloth:
    return Cloth(WHITE_COTTON, dye, "yagasuri", 108)


def _ichimatsu(dye: str) -> Cloth:
    return Cloth(WHITE_COTTON, dye, "ichimatsu", 214)


def plain(colour: str, *, coarse: float = 1.2) -> Cloth:
    """Cloth of one colour."""
    return Cloth(colour, colour, None, 100, coarse)


def _hanging(cloth: Cloth, seed: int = 1) -> Draw:
    return lambda stage: hung(stage, cloth, left=470, top=110, wide=660, high=1340, seed=seed)


def _pile(
    *cloths: Cloth, step: tuple[float, float] = (-80, -180), size: tuple[float, float] = (760, 560)
) -> Draw:
    middle = (len(cloths) - 1) / 2
    return lambda stage: pile(
        stage, Spot(800 - step[0] * middle, 800 - step[1] * middle, -7), list(cloths), size=size, step=step
    )


def _near(cloth: Cloth, seed: int = 3) -> Draw:
    return lambda stage: rumpled(stage, cloth, seed=seed)


def wrapped(cloth: Cloth, x: float = 0.5, y: float = 0.80, width: float = 980) -> Draw:
    """A bundle knotted on top."""
    return lambda stage: bundle(stage, stage.at(x, y), cloth, width=width)


def _bag(cloth: Cloth, tie: str, x: float = 0.5, y: float = 0.86, width: float = 760) -> Draw:
    return lambda stage: drawstring(stage, stage.at(x, y), cloth, width=width, tie=tie)


def _three_coasters(stage: Stage) -> None:
    for motif, x, y, turn in (("shippo", 520, 540, -7), ("asanoha", 1080, 640, 8), ("juji", 700, 1110, 4)):
        stitched(stage, Spot(x, y, turn), motif, size=500)


def _coaster(motif: str) -> Draw:
    return lambda stage: stitched(stage, Spot(800, 800, -8), motif, size=940, cell=190)


SHOTS: dict[str, tuple[Shot, ...]] = {
    "tenugui-seigaiha": (
        shot("sweep:plaster", LEVEL, "竿に掛けた青海波の手ぬぐい、藍", _hanging(seigaiha("#2F4A6B")), shows=("藍",)),
        shot("sweep:mist", LEVEL, "竿に掛けた青海波の手ぬぐい、浅葱", _hanging(seigaiha("#4F8F92"), 2), shows=("浅葱",)),
        shot("sweep:sand", LEVEL, "竿に掛けた青海波の手ぬぐい、薄墨", _hanging(seigaiha("#7D8486"), 3), shows=("薄墨",)),
        shot("top:oak", FROM_ABOVE, "三色を重ねたところ", _pile(seigaiha("#7D8486"), seigaiha("#4F8F92"), seigaiha("#2F4A6B"))),
    ),
    "tenugui-asanoha": (
        shot("sweep:plaster", LEVEL, "竿に掛けた麻の葉の手ぬぐい、若草", _hanging(asanoha("#8A9E5E")), shows=("若草",)),
        shot("sweep:rose", LEVEL, "竿に掛けた麻の葉の手ぬぐい、紅", _hanging(asanoha("#B5485A"), 2), shows=("紅",)),
        shot("sweep:sand", LEVEL, "竿に掛けた麻の葉の手ぬぐい、藍", _hanging(asanoha("#2F4A6B"), 3), shows=("藍",)),
        shot("top:linen", FROM_ABOVE, "麻の葉を近くから", _near(asanoha("#8A9E5E"))),
    ),
    "tenugui-yagasuri": (
        shot("sweep:plaster", LEVEL, "竿に掛けた矢絣の手ぬぐい、紫", _hanging(_yagasuri("#6B5078")), shows=("紫",)),
        shot("sweep:mist", LEVEL, "竿に掛けた矢絣の手ぬぐい、藍", _hanging(_yagasuri("#2F4A6B"), 2), shows=("藍",)),
        shot("top:oak", FROM_ABOVE, "たたんだ矢絣", _pile(_yagasuri("#2F4A6B"), _yagasuri("#6B5078"))),
    ),
    "tenugui-ichimatsu": (
        shot("sweep:plaster", LEVEL, "竿に掛けた市松の手ぬぐい、墨", _hanging(_ichimatsu("#3C3E40")), shows=("墨",)),
        shot("sweep:clay", LEVEL, "竿に掛けた市松の手ぬぐい、辛子", _hanging(_ichimatsu("#C09A3E"), 2), shows=("辛子",)),
        shot("top:walnut", FROM_ABOVE, "たたんだ市松", _pile(_ichimatsu("#C09A3E"), _ichimatsu("#3C3E40"))),
    ),
    "kaya-fukin": (
        shot("top:oak", FROM_ABOVE, "生成りの蚊帳のふきん", _pile(*[plain("#EAE1CE", coarse=3.0)] * 3, step=(-60, -110)), shows=("生成り",)),
        shot("top:linen", FROM_ABOVE, "三色の蚊帳のふきん", _pile(plain("#C9D3C4", coarse=3.0), plain("#E6CFC6", coarse=3.0), plain("#EAE1CE", coarse=3.0)), shows=("三色",)),
        shot("top:oak", FROM_ABOVE, "蚊帳の目を近くから", _near(Cloth("#D8CCB2", "#F3ECDD", "kaya", 26), 5)),
    ),
    "men-furoshiki": (
        shot("plaster/oak", 24, "藍の風呂敷で包んだところ", wrapped(plain("#2F4A6B")), shows=("藍",)),
        shot("clay/linen", 24, "朱の風呂敷で包んだところ", wrapped(plain("#A8472A")), shows=("朱",)),
        shot("moss/oak", 24, "鶯の風呂敷で包んだところ", wrapped(plain("#7F8250")), shows=("鶯",)),
        shot("top:linen", FROM_ABOVE, "たたんだ三色の風呂敷", _pile(plain("#7F8250"), plain("#A8472A"), plain("#2F4A6B"))),
    ),
    "kinchaku": (
        shot("clay/linen", 22, "麻の葉の巾着", _bag(Cloth("#E9E1D2", "#3B5B82", "asanoha", 110), "#A8472A"), shows=("麻の葉",)),
        shot("plaster/oak", 22, "矢絣の巾着", _bag(Cloth("#EFE7D8", "#6B5078", "yagasuri", 60), "#D8C6A0"), shows=("矢絣",)),
        shot("sweep:sand", 24, "大小の巾着", _bag(Cloth("#E9E1D2", "#3B5B82", "asanoha", 90), "#A8472A", 0.36, 0.70, 560), _bag(Cloth("#EFE7D8", "#6B5078", "yagasuri", 46), "#D8C6A0", 0.72, 0.84, 400)),
    ),
    "sashiko-coaster": (
        shot("top:oak", FROM_ABOVE, "三つの柄の刺し子のコースター", _three_coasters),
        shot("top:linen", FROM_ABOVE, "七宝の刺し子", _coaster("shippo"), shows=("七宝",)),
        shot("top:walnut", FROM_ABOVE, "麻の葉の刺し子", _coaster("asanoha"), shows=("麻の葉",)),
        shot("top:stone", FROM_ABOVE, "十字の刺し子", _coaster("juji"), shows=("十字",)),
    ),
    "asa-kappogi": (
        shot("sweep:plaster", LEVEL, "生成りのリネンの割烹着", lambda s: apron(s, plain("#DDD2BF", coarse=1.8)), shows=("生成り",)),
        shot("sweep:mist", LEVEL, "紺のリネンの割烹着", lambda s: apron(s, plain("#34465A", coarse=1.8)), shows=("紺",)),
        shot("top:linen", FROM_ABOVE, "リネンの生地を近くから", _near(plain("#DDD2BF", coarse=4.0), 7)),
    ),
}  # fmt: skip
