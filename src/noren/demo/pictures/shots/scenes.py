"""Wide pictures for the top of a shop's page, and one for each shelf."""

from dataclasses import replace

from noren.demo.pictures.engine.block import Size
from noren.demo.pictures.engine.lathe import Petals
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.shots import (
    akari,
    bungu,
    chaki,
    daidokoro,
    kashi,
    ki,
    kisetsu,
    minami,
    nuno,
    okurimono,
    utsuwa,
)
from noren.demo.pictures.shots.chaki import HOJICHA, SENCHA, canister, cup, leaves, pot_of_tea
from noren.demo.pictures.shots.ocha import bag
from noren.demo.pictures.shots.okurimono import parcel
from noren.demo.pictures.shots.shot import Draw, Shot, pot
from noren.demo.pictures.things.glaze import (
    AME,
    BARE_BLACK,
    GREY,
    INDIGO,
    KOHIKI,
    SAKURA,
    SEIJI,
    WHITE,
    brushed_pattern,
)
from noren.demo.pictures.things.sweets import konpeito, snowballs, yokan
from noren.demo.pictures.things.vessels import (
    DONBURI,
    HIRABACHI,
    KUMIDASHI,
    MESHIWAN,
    PLATE,
    SMALL_PLATE,
    SOBACHOKO,
    YUNOMI,
)

WIDE = (2400, 1200)


def _sweets(stage: Stage) -> None:
    for index, colour in enumerate(("#3C211C", "#55602E")):
        yokan(
            stage,
            stage.at(0.865 + index * 0.045, 0.845 + index * 0.03),
            colour,
            size=Size(150, 100, 90),
            yaw=24,
        )


def _stars(x: float, y: float, radius: float, count: int, size: float) -> Draw:
    return lambda stage: konpeito(
        stage,
        stage.at(x, y),
        ("white", "pink", "yellow", "green", "blue"),
        radius=radius,
        count=count,
        size=size,
    )


def _wide(scene: str, elevation: float, alt: str, *draws: Draw) -> Shot:
    return Shot(scene, elevation, alt, draws, (), WIDE)


_PETALS = Petals(12, 0.04, sharp=True)
_STRIPES = brushed_pattern("tokusa", cell=40, low=0.06, high=0.93)

# The left third stays empty: that is where the shop's words stand.
BANNERS: dict[str, tuple[Shot, ...]] = {
    "koharu": (
        _wide(
            "plaster/oak@0.5", 24, "窓辺の机に並んだ急須と湯のみ、茶筒と羊羹",
            canister("asanoha", "#2F4A6B", (0.50, 0.66), (250, 360)), canister("seigaiha", "#5A7350", (0.925, 0.64), (230, 290)),
            pot_of_tea(BARE_BLACK, 0.70, 0.72, 520), cup(KUMIDASHI, WHITE, (0.55, 0.90), 270, SENCHA), cup(KUMIDASHI, WHITE, (0.71, 0.95), 270, SENCHA),
            pot(SMALL_PLATE, GREY, 430, 0.885, 0.90), _sweets,
        ),
        _wide(
            "moss/linen@0.46", 30, "麻の布に並んだ、粉引と青磁と飴釉のうつわ",
            pot(DONBURI, AME, 430, 0.60, 0.60), pot(PLATE, SAKURA, 560, 0.84, 0.62, outline=_PETALS), pot(MESHIWAN, KOHIKI, 400, 0.49, 0.86),
            pot(SOBACHOKO, WHITE, 210, 0.70, 0.82, decoration=_STRIPES), pot(HIRABACHI, SEIJI, 500, 0.86, 0.93), pot(SMALL_PLATE, INDIGO, 260, 0.64, 0.95),
        ),
        _wide(
            "rose/linen@0.48", 24, "和紙で包んだ贈りものと、お茶の袋",
            bag("sencha-asatsuyu", 0.50, 0.70, 300, 430), bag("hojicha-irori", 0.63, 0.73, 300, 430, paper="#DCC9AC"),
            parcel("#2F4A6B", "#E8DEC8", motif="asanoha", dye="#4A6582", x=0.83, y=0.64, size=Size(380, 340, 240)),
            parcel("#F1ECE2", "#A8472A", x=0.73, y=0.90, size=Size(470, 330, 160), yaw=24), parcel("#B5566A", "#F0E6D2", x=0.90, y=0.93, size=Size(240, 220, 170), yaw=40),
        ),
    ),
    "minami": (
        _wide(
            "rose/oak@0.48", 28, "皿に盛った焼き菓子とお茶",
            pot(SMALL_PLATE, WHITE, 620, 0.62, 0.72), lambda s: snowballs(s, s.at(0.62, 0.69), radius=170, count=24, size=52),
            cup(YUNOMI, SAKURA, (0.86, 0.66), 210, HOJICHA, full=0.84), pot(SMALL_PLATE, GREY, 420, 0.84, 0.95), _stars(0.84, 0.935, 110, 50, 20),
        ),
    ),
}  # fmt: skip


def _shelf(source: Shot, alt: str) -> Shot:
    """A product's photograph as the face of its shelf."""
    return replace(source, alt=alt, shows=())


SHELVES: dict[str, dict[str, Shot]] = {
    "koharu": {
        "utsuwa": _shelf(utsuwa.SHOTS["kohiki-meshiwan"][3], "うつわ"),
        "chaki": _shelf(chaki.SHOTS["yokode-kyusu"][2], "急須・茶器"),
        "ocha": Shot("plaster/oak", 30, "お茶", (pot(SMALL_PLATE, WHITE, 760, 0.34, 0.60), leaves(0.34, 0.575, 220), cup(KUMIDASHI, WHITE, (0.72, 0.72), 500, SENCHA))),
        "kashi": _shelf(kashi.SHOTS["konpeito"][0], "和菓子・乾物"),
        "nuno": _shelf(nuno.SHOTS["tenugui-seigaiha"][3], "手ぬぐい・布もの"),
        "bungu": _shelf(bungu.SHOTS["pochibukuro"][3], "文具・和紙"),
        "ki": _shelf(ki.SHOTS["keyaki-obon"][1], "木のもの"),
        "akari": _shelf(akari.SHOTS["warosoku"][2], "灯り・香り"),
        "daidokoro": _shelf(daidokoro.SHOTS["ameyu-donabe"][0], "台所道具"),
        "kisetsu": _shelf(kisetsu.SHOTS["tsukimi-usagi"][0], "季節のもの"),
        "okurimono": _shelf(okurimono.SHOTS["kohaku-tsutsumi"][3], "贈りもの"),
    },
    "minami": {
        "yakigashi": _shelf(minami.SHOTS["kinako-snowball"][0], "焼き菓子"),
        "omochi": _shelf(minami.SHOTS["yakgwa"][0], "お餅と伝統菓子"),
    },
}  # fmt: skip
