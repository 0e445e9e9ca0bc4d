"""Sample data of one shop, as plain objects in the shapes that the templates ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

JAPAN: Final = ZoneInfo("Asia/Tokyo")
NOW: Final = datetime(2026, 11, 24, 9, 20, tzinfo=JAPAN)
PREFECTURES: Final = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県",
    "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
    "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
    "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県",
    "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip
PREFECTURE_OPTIONS: Final = [(f"{code:02d}", name) for code, name in enumerate(PREFECTURES, 1)]


@dataclass(frozen=True)
class Money:
    amount: int
    currency: str = "JPY"


def yen(amount: int) -> Money:
    return Money(amount)


def ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


def image(number: int, alt: str = "") -> dict[str, object]:
    return {"src": f"/pictures/p{number % 12}.jpg", "alt": alt, "width": 900, "height": 900}


CATEGORIES: Final = [
    {"title": "うつわ", "handle": "utsuwa", "image": image(0)},
    {"title": "急須・茶器", "handle": "kyusu", "image": image(1)},
    {"title": "お茶", "handle": "ocha", "image": image(4)},
    {"title": "手ぬぐい・布もの", "handle": "nuno", "image": image(3)},
    {"title": "文具・和紙", "handle": "washi", "image": image(6)},
    {"title": "木のもの", "handle": "ki", "image": image(7)},
    {"title": "灯り・香り", "handle": "akari", "image": image(9)},
    {"title": "贈りもの", "handle": "okurimono", "image": image(10)},
]
SHOP: Final = {
    "name": "暮らしの道具 こはる",
    "base": "/koharu",
    "tagline": "京都・西陣の小さな道具店です。毎日つかうものを、ながくつかえるものから。",
    "layout": "standard",
    "theme_version": 1,
    "logo": None,
    "talk_url": "/koharu/talk",
    "categories": CATEGORIES,
    "notice": "",
}


def product(number: int, title: str, price: int, **more: object) -> dict[str, object]:
    base: dict[str, object] = {
        "title": title, "url": "/koharu/products/asanagi", "image": image(number, title), "price": yen(price),
        "before": None, "up_to": None, "stock": "in", "flag": "",
    }  # fmt: skip
    return base | more


PRODUCTS: Final = [
    product(0, "朝凪の飯碗", 3300, up_to=yen(3960), flag="新着"),
    product(1, "黒釉の湯呑みと小皿の組", 4180),
    product(2, "粉引の浅鉢 七寸", 6050, stock="few"),
    product(3, "織部のほうろく急須 小ぶりで注ぎやすい一人用", 9350),
    product(4, "飴釉のそば猪口", 1980, before=yen(2420)),
    product(5, "白磁のまめ鉢", 2200, stock="out"),
    product(6, "瑠璃釉の一輪挿し", 5280, flag="新着"),
    product(7, "灰釉の徳利", 4620),
    product(8, "朝凪の平皿 六寸", 3850),
    product(9, "炭化の花器", 8800),
    product(10, "萌黄の飯碗", 3300),
    product(11, "刷毛目の丸鉢", 7150),
]


def line(
    number: int, title: str, options: str, price: int, quantity: int, **more: object
) -> dict[str, object]:
    base: dict[str, object] = {
        "id": f"line-{number}", "title": title, "options": options, "url": "/koharu/products/asanagi", "image": image(number, title),
        "price": yen(price), "quantity": quantity, "total": yen(price * quantity), "maximum": 10, "problem": "", "reduced_tax": False,
    }  # fmt: skip
    return base | more


LINES: Final = [
    line(0, "朝凪の飯碗", "藍 / 中", 3300, 2),
    line(4, "宇治ほうじ茶 かりがね 100g", "", 1080, 1, reduced_tax=True),
]
SUMS: Final = {
    "rows": [("商品の小計", yen(7680)), ("送料(東京都)", yen(900)), ("クーポン", yen(-500))],
    "total": yen(8080),
    "tax_notes": ["10%対象 7,000円(消費税 636円)", "8%対象(軽減税率)※ 1,080円(消費税 80円)"],
}
LANGUAGES: Final = [
    {"code": "ja", "name": "日本語", "url": "?lang=ja"},
    {"code": "ko", "name": "한국어", "url": "?lang=ko"},
    {"code": "en", "name": "English", "url": "?lang=en"},
]
