"""Photographs of the shelf 灯り・香り."""

from noren.demo.pictures.engine.block import Size
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots.shot import Draw, Shot, pot, shot
from noren.demo.pictures.things.cloth import Cloth, drawstring
from noren.demo.pictures.things.glaze import ASH
from noren.demo.pictures.things.glow import burning_stick, candle, dimmed, incense, lantern, stand
from noren.demo.pictures.things.vessels import PLATE

WAX, VERMILION = "#F1EBDF", "#AE3B2A"


def _row(colour: str) -> Draw:
    def draw(stage: Stage) -> None:
        for index, (x, y) in enumerate(((0.26, 0.70), (0.44, 0.76), (0.60, 0.70), (0.76, 0.78))):
            candle(stage, stage.at(x, y), colour, width=240 - 8 * (index % 2))

    return draw


def _burning(colour: str, *, on_stand: bool) -> Draw:
    def draw(stage: Stage) -> None:
        dimmed(stage, 0.34)
        place = stage.at(0.5, 0.90)
        if on_stand:
            stand(stage, place, width=430)
            candle(stage, place, colour, width=230, base=242, lit=True, shadow=False)
        else:
            candle(stage, place, colour, width=270, lit=True)

    return draw


def _iron_stand(stage: Stage) -> None:
    stand(stage, stage.at(0.5, 0.82), width=800)


def _stand_with_candle(stage: Stage) -> None:
    place = stage.at(0.5, 0.90)
    stand(stage, place, width=480)
    candle(stage, place, WAX, width=250, base=270, shadow=False)


def _sticks(colour: str) -> Draw:
    return lambda stage: incense(stage, stage.at(0.5, 0.66), colour, length=1150, count=26)


def _smoking(colour: str, height: float = 560) -> Draw:
    def draw(stage: Stage) -> None:
        place = stage.at(0.5, 0.815)
        burning_stick(stage, place, colour, height=height)

    return draw


def _sachet(colour: str, tie: str, x: float = 0.5, y: float = 0.84, width: float = 720) -> Draw:
    cloth = Cloth(colour, "#F0E6D8", "asanoha", 150, 1.0)
    return lambda stage: drawstring(stage, stage.at(x, y), cloth, width=width, tie=tie, squat=0.82)


SHOTS: dict[str, tuple[Shot, ...]] = {
    "warosoku": (
        shot("plaster/linen", 22, "白い和ろうそく四本", _row(WAX), shows=("白",)),
        shot("clay/oak", 22, "朱の和ろうそく四本", _row(VERMILION), shows=("朱",)),
        shot("ink/walnut", 18, "灯した和ろうそく", _burning(WAX, on_stand=False)),
    ),
    "tetsu-shokudai": (
        shot("plaster/linen", 24, "鉄の燭台", _iron_stand),
        shot("ink/slate", 18, "和ろうそくを灯した燭台", _burning(WAX, on_stand=True)),
        shot("clay/walnut", 22, "和ろうそくを立てた燭台", _stand_with_candle),
    ),
    "oko-stick": (
        shot("plaster/oak", 34, "白檀のお香", _sticks("#7A5F38"), shows=("白檀",)),
        shot("moss/linen", 34, "ひのきのお香", _sticks("#6F7446"), shows=("ひのき",)),
        shot("rose/linen", 34, "金木犀のお香", _sticks("#B07A34"), shows=("金木犀",)),
        shot("ink/slate", 24, "ゆっくりのぼる煙", pot(PLATE, ASH, 720, 0.5, 0.84), _smoking("#7A5F38")),
    ),
    "hai-kozara": (
        shot("plaster/linen", 44, "灰釉の香皿", pot(PLATE, ASH, 1180, y=0.62)),
        shot("ink/walnut", 26, "香皿に立てたお香", pot(PLATE, ASH, 820, 0.5, 0.84), _smoking("#6F7446", 500)),
    ),
    "washi-andon": (
        shot("clay/walnut", 22, "灯した和紙の行灯", lambda s: lantern(s, s.at(0.5, 0.86), size=Size(560, 560, 900))),
        shot("ink/slate", 30, "暗がりの行灯", lambda s: lantern(s, s.at(0.5, 0.84), size=Size(480, 480, 800), yaw=14)),
    ),
    "nioibukuro": (
        shot("rose/linen", 24, "紅梅の匂い袋", _sachet("#B5566A", "#E9DFC8"), shows=("紅梅",)),
        shot("mist/linen", 24, "藤の匂い袋", _sachet("#8A7AA0", "#EDE3CE"), shows=("藤",)),
        shot("moss/oak", 24, "松葉の匂い袋", _sachet("#5F7350", "#E3C46A"), shows=("松葉",)),
        shot(
            "plaster/walnut", 28, "三色の匂い袋",
            _sachet("#8A7AA0", "#EDE3CE", 0.30, 0.62, 400), _sachet("#5F7350", "#E3C46A", 0.70, 0.66, 400), _sachet("#B5566A", "#E9DFC8", 0.48, 0.88, 430),
        ),
    ),
}  # fmt: skip
