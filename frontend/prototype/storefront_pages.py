"""The storefront's pages with sample data, in full, empty and failing states."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sample import CATEGORIES, LINES, NOW, PREFECTURE_OPTIONS, PRODUCTS, SHOP, SUMS, ago, image, line, yen

Page = tuple[str, dict[str, object]]
HERO: Final = {"src": "/pictures/hero.jpg", "alt": "窓辺に並んだうつわ", "width": 1680, "height": 1120}
TRAIL: Final = [("こはる", "/koharu/"), ("うつわ", "/koharu/collections/utsuwa"), ("朝凪の飯碗", "")]
DESCRIPTION: Final = """<p>静かな海の朝をうつしたような、藍のぼかしの飯碗です。内側は白い化粧土をかけた粉引で、ごはんの白がやわらかく映えます。</p>
<p>口あたりは薄く、高台はやや高め。熱いものを入れても持ちやすい形です。ひとつずつ手で釉薬をかけているため、ぼかしの位置と濃さが少しずつ異なります。</p>
<table><tr><th>大きさ</th><td>中 直径12cm 高さ6cm / 大 直径13.5cm 高さ6.8cm</td></tr><tr><th>重さ</th><td>約210g / 約260g</td></tr><tr><th>素材</th><td>陶器</td></tr>
<tr><th>お手入れ</th><td>電子レンジ可。食洗機とオーブンは不可。</td></tr></table>"""
VARIANTS: Final = [
    {"id": "v1", "values": ["藍", "中"], "price": yen(3300), "before": None, "stock": "in", "picture": 0},
    {"id": "v2", "values": ["藍", "大"], "price": yen(3960), "before": None, "stock": "few", "picture": 0},
    {"id": "v3", "values": ["萌黄", "中"], "price": yen(3300), "before": None, "stock": "in", "picture": 1},
    {"id": "v4", "values": ["萌黄", "大"], "price": yen(3960), "before": None, "stock": "out", "picture": 1},
    {
        "id": "v5",
        "values": ["炭", "中"],
        "price": yen(2970),
        "before": yen(3300),
        "stock": "in",
        "picture": 2,
    },
]
PRODUCT: Final[dict[str, object]] = {
    "title": "朝凪の飯碗", "handle": "asanagi", "url": "/koharu/products/asanagi", "price": yen(2970), "before": None, "up_to": yen(3960),
    "images": [image(0, "朝凪の飯碗 藍"), image(10, "萌黄の飯碗"), image(9, "炭の飯碗"), image(6, "手に持ったところ")],
    "stock": "in", "description": DESCRIPTION, "maximum": 10, "favourite": False, "reduced_tax": False, "note": "",
    "axes": [{"name": "色", "values": ["藍", "萌黄", "炭"]}, {"name": "大きさ", "values": ["中", "大"]}], "variants": VARIANTS,
}  # fmt: skip
PRODUCT_PAGE: Final[dict[str, object]] = {
    "trail": TRAIL,
    "product": PRODUCT,
    "prefectures": PREFECTURE_OPTIONS,
    "shipping": {
        "code": "13",
        "price_text": "900円",
        "arrives": "11月27日(金)ごろお届け",
        "free_over": "8,000円以上で無料",
    },
    "delivery": [
        {"icon": "truck", "text": "ご注文から2営業日以内に、ヤマト運輸でお送りします。"},
        {"icon": "calendar", "text": "お届け日と時間帯をお選びいただけます。"},
        {"icon": "gift", "text": "のしと贈りもの包みを承ります(無料)。"},
    ],
    "returns": "お届けから8日以内に未使用でご連絡ください。割れや欠けは、送料を当店が負担してお取り替えします。",
    "related": PRODUCTS[8:12],
}
SORTS: Final = [
    ("recommended", "おすすめ順"),
    ("new", "新着順"),
    ("cheap", "価格の安い順"),
    ("dear", "価格の高い順"),
]
FILTERS: Final = [
    {"name": "price", "title": "価格", "options": [{"value": "-3000", "text": "3,000円まで", "checked": False}, {"value": "3000-6000", "text": "3,000〜6,000円", "checked": True}, {"value": "6000-", "text": "6,000円以上", "checked": False}]},
    {"name": "color", "title": "色", "options": [{"value": "ai", "text": "藍", "checked": False}, {"value": "shiro", "text": "白", "checked": False}, {"value": "ame", "text": "飴", "checked": False}]},
    {"name": "stock", "title": "在庫", "options": [{"value": "in", "text": "在庫ありのみ", "checked": False}]},
]  # fmt: skip
LISTING: Final[dict[str, object]] = {
    "title": "うつわ", "text": "毎日の食卓でつかう飯碗、皿、鉢。電子レンジでつかえるものも揃えています。", "trail": [("こはる", "/koharu/"), ("うつわ", "")],
    "products": PRODUCTS, "pager": {"next": "?page=2"}, "current_category": "utsuwa", "sort": "recommended", "sorts": SORTS, "filters": FILTERS,
    "active": [{"text": "3,000〜6,000円", "remove_url": "?"}], "clear_url": "?",
}  # fmt: skip
VALUES: Final = {"email": "", "prefecture": "", "method": "yamato", "payment": "card"}
CHECKOUT: Final[dict[str, object]] = {
    "chrome": "quiet", "lines": LINES, "sums": SUMS, "prefectures": PREFECTURE_OPTIONS, "line_login_url": "/koharu/log-in/line", "known": None,
    "values": VALUES, "errors": {}, "error_list": [], "addresses": None, "coupon_applied": None,
    "methods": [{"value": "yamato", "title": "宅急便(ヤマト運輸)", "note": "日時の指定ができます。", "aside": "900円"}, {"value": "pickup", "title": "店頭で受け取る", "note": "京都市上京区の店舗。水曜定休。", "aside": "無料"}],
    "days": [("2026-11-27", "11月27日(金)"), ("2026-11-28", "11月28日(土)")],
    "slots": [("am", "午前中"), ("1416", "14時〜16時"), ("1618", "16時〜18時"), ("1820", "18時〜20時")],
    "payments": [
        {"value": "card", "title": "クレジットカード", "note": "ご注文の確定後、決済会社の画面で入力します。", "aside": ""},
        {"value": "paypay", "title": "PayPay", "note": "", "aside": ""},
        {"value": "konbini", "title": "コンビニ払い", "note": "ご注文から3日以内にお支払いください。", "aside": "+220円"},
        {"value": "bank", "title": "銀行振込", "note": "合計が50,000円を超えるため選べません。", "aside": "", "disabled": True},
    ],
}  # fmt: skip
ERRORS: Final = {
    "email": "メールアドレスの形が正しくないようです。@ の前後をご確認ください。",
    "postal_code": "郵便番号は7桁の数字でご入力ください。",
    "city": "市区町村をご入力ください。",
}
ERROR_LIST: Final = [
    {"field": "email", "label": "メールアドレス", "message": ERRORS["email"]},
    {"field": "postal_code", "label": "郵便番号", "message": ERRORS["postal_code"]},
    {"field": "city", "label": "市区町村・町名", "message": ERRORS["city"]},
]
ADDRESS: Final = ["〒604-0925", "京都府京都市中京区上本能寺前町 488-1", "こはるハイツ 203", "田中 花子 様"]
TERMS: Final = {
    "lines": LINES, "sums": SUMS,
    "payment": {"method": "クレジットカード", "time": "ご注文の確定時にお支払いが確定します。引き落とし日はカード会社の規約によります。"},
    "delivery": {"address_lines": ADDRESS, "when": "11月27日(金) 午前中にお届け", "method": "宅急便(ヤマト運輸)"},
    "cancel": "お店が注文を確認するまでは、ご注文ページからいつでも取り消せます。確認のあとは、お店にご相談ください。",
    "returns": "お届けから8日以内で未使用の場合、返品を承ります。返送料はお客様のご負担です。食品の返品はお受けできません。不良品は当店が送料を負担してお取り替えします。",
    "contact": "075-000-0000(10時〜17時、水曜休) / hello@koharu.example", "limit": "",
}  # fmt: skip
TIMELINE: Final = [
    {"title": "ご注文を受け付けました", "at": ago(days=1, hours=3), "state": "done", "text": ""},
    {
        "title": "お店が確認しました",
        "at": ago(hours=20),
        "state": "done",
        "text": "「ご注文ありがとうございます。やわらかい紙で包んでお送りします。」",
    },
    {
        "title": "発送しました",
        "at": ago(hours=2),
        "state": "now",
        "text": "11月27日(金)の午前中に届く予定です。",
    },
    {"title": "お届け", "at": None, "state": "ahead", "text": ""},
]
ORDER: Final[dict[str, object]] = {
    "number": "K-24113", "placed_at": ago(days=1, hours=3), "state_text": "発送しました", "timeline": TIMELINE, "lines": LINES, "sums": SUMS,
    "payment_text": "クレジットカード(下4桁 4242)", "address_lines": ADDRESS, "can_cancel": "no", "receipt_url": "#", "can_return": True, "note": "",
    "parcels": [{"carrier": "ヤマト運輸 宅急便", "number": "4012-3456-7890", "url": "#", "text": "11月24日(火) 7:10 京都西陣営業所を出ました。"}],
}  # fmt: skip
NEW_TIMELINE: Final = [
    {"title": "ご注文を受け付けました", "at": NOW, "state": "done", "text": ""},
    {"title": "お支払いをお待ちしています", "at": None, "state": "now", "text": "11月27日(金) 23:59 まで"},
    {"title": "お店が確認します", "at": None, "state": "ahead", "text": ""},
    {"title": "発送", "at": None, "state": "ahead", "text": ""},
]
NEW_ORDER: Final = ORDER | {
    "state_text": "お支払いをお待ちしています",
    "timeline": NEW_TIMELINE,
    "parcels": [],
    "can_cancel": "at_once",
    "can_return": False,
    "receipt_url": "",
    "payment_text": "コンビニ払い(ローソン)",
}
LEGAL_ROWS: Final = [
    ("販売業者", "暮らしの道具 こはる"),
    ("運営責任者", "小春 結子"),
    ("所在地", "〒602-0000\n京都府京都市上京区西陣町 1-2"),
    ("電話番号", "075-000-0000(10時〜17時、水曜・年末年始を除く)"),
    ("メールアドレス", "hello@koharu.example"),
    ("販売価格", "各商品のページに税込の価格を表示しています。"),
    (
        "商品代金以外に必要な料金",
        "送料: 700円〜1,500円(都道府県によります。8,000円以上のお買い上げで無料)\nコンビニ払い手数料: 220円",
    ),
    ("支払方法と支払時期", "クレジットカード: ご注文時\nPayPay: ご注文時\nコンビニ払い: ご注文から3日以内"),
    ("引渡時期", "ご注文(前払いの場合はご入金)の確認から2営業日以内に発送します。"),
    (
        "返品・交換",
        "お届けから8日以内にご連絡ください。未使用に限ります。お客様のご都合による場合の送料はお客様のご負担です。食品は返品をお受けできません。",
    ),
]
GALLERY_SHOP: Final = SHOP | {
    "name": "薄暮堂",
    "base": "/hakubo",
    "layout": "gallery",
    "categories": CATEGORIES[:5],
    "tagline": "古い布と、花のための器。",
}
COMPACT_SHOP: Final = SHOP | {
    "name": "南菓子店",
    "base": "/minami",
    "layout": "compact",
    "categories": CATEGORIES[:4],
    "notice": "12月28日〜1月4日は発送をお休みします。",
}
HOME: Final[dict[str, object]] = {
    "hero": {"image": HERO, "title": "朝のお茶を、\nていねいに。", "text": "霜月の京都から、手になじむうつわと、香ばしいほうじ茶をお届けします。ひとつずつ人の手で仕上げているため、表情が少しずつ異なります。", "action": "冬のうつわを見る", "url": "/koharu/collections/fuyu"},
    "new": PRODUCTS[:4], "picked": PRODUCTS[4:12], "picked_title": "店主のおすすめ",
}  # fmt: skip
CART: Final[dict[str, object]] = {
    "lines": [*LINES, line(3, "織部のほうろく急須 小ぶりで注ぎやすい一人用", "", 9350, 1)], "sums": SUMS, "can_order": True, "free_left": yen(320),
    "shipping_note": "送料は東京都へお届けする場合の金額です。", "suggestions": None,
}  # fmt: skip
PROBLEM_LINE: Final = line(
    5, "白磁のまめ鉢", "", 2200, 3, problem="在庫が2点になりました。数量を2以下にしてください。"
)

PAGES: Final[dict[str, Page]] = {
    "home": ("storefront/home.html", HOME),
    "home-gallery": ("storefront/home.html", HOME | {"shop": GALLERY_SHOP}),
    "home-compact": ("storefront/home.html", HOME | {"shop": COMPACT_SHOP, "picked": PRODUCTS}),
    "home-empty": ("storefront/home.html", {"hero": None, "new": [], "picked": [], "shop": SHOP | {"categories": []}}),
    "category": ("storefront/listing.html", LISTING),
    "category-none": ("storefront/listing.html", LISTING | {"products": [], "pager": {}}),
    "search": ("storefront/listing.html", LISTING | {"title": "「飯碗」の検索結果", "q": "飯碗", "text": "", "active": [], "products": PRODUCTS[:3], "pager": {}}),
    "search-none": ("storefront/listing.html", LISTING | {"title": "「すりばち」の検索結果", "q": "すりばち", "text": "", "products": [], "active": [], "suggestions": [{"text": "鉢", "url": "?q=鉢"}, {"text": "台所道具", "url": "#"}]}),
    "product": ("storefront/product.html", PRODUCT_PAGE),
    "product-sold-out": ("storefront/product.html", PRODUCT_PAGE | {"product": PRODUCT | {"stock": "out", "axes": [], "variants": VARIANTS[:1], "up_to": None, "images": [image(5, "白磁のまめ鉢")]}}),
    "product-plain": ("storefront/product.html", PRODUCT_PAGE | {"product": PRODUCT | {"stock": "few", "axes": [], "variants": VARIANTS[:1], "up_to": None, "before": yen(3960), "reduced_tax": True}}),
    "cart": ("storefront/cart.html", CART),
    "cart-problem": ("storefront/cart.html", CART | {"lines": [PROBLEM_LINE, *LINES], "can_order": False, "free_left": None}),
    "cart-empty": ("storefront/cart.html", CART | {"lines": [], "suggestions": PRODUCTS[:4]}),
    "checkout": ("storefront/checkout.html", CHECKOUT),
    "checkout-errors": ("storefront/checkout.html", CHECKOUT | {"values": VALUES | {"email": "tanaka.example.jp", "postal_code": "60409"}, "errors": ERRORS, "error_list": ERROR_LIST}),
    "checkout-known": ("storefront/checkout.html", CHECKOUT | {"known": {"name": "田中 花子"}, "addresses": [{"value": "1", "title": "田中 花子 様", "note": "〒604-0925 京都府京都市中京区上本能寺前町 488-1"}, {"value": "new", "title": "別のところへ送る", "note": ""}], "values": VALUES | {"address": "1", "email": "hanako@example.jp"}, "coupon_applied": {"code": "FUYU500", "text": "クーポン「冬のはじめ」で500円引きになりました。"}}),
    "confirm": ("storefront/confirm.html", {"chrome": "quiet", "terms": TERMS, "contact": {"email": "hanako@example.jp", "phone": "090-0000-0000"}, "note": "", "changed": ["「宇治ほうじ茶 かりがね」の価格が 1,080円になりました(以前は 972円)。"], "error": "", "token": "t"}),
    "order": ("storefront/order.html", {"order": ORDER, "just_placed": False, "payment_due": None, "cancel_reasons": []}),
    "order-new": ("storefront/order.html", {"order": NEW_ORDER, "just_placed": True, "payment_due": {"text": "ローソンでお支払いください(11月27日 23:59まで)", "number": "123456-7890", "url": ""}, "cancel_reasons": [("mind", "気が変わった"), ("wrong", "間違えて注文した"), ("late", "届くのが遅い"), ("price", "ほかで安く見つけた"), ("other", "その他")]}),
    "order-find": ("storefront/order_find.html", {"values": {"number": "K-2411", "email": "hanako@example.jp"}, "errors": {"number": "この番号とメールアドレスの組み合わせが見つかりません。"}, "error_list": [{"field": "number", "label": "注文番号", "message": "この番号とメールアドレスの組み合わせが見つかりません。"}]}),
    "log-in": ("storefront/log_in.html", {"line_login_url": "/koharu/log-in/line", "values": {}, "errors": {}, "error_list": [], "sent_to": ""}),
    "legal": ("storefront/legal.html", {"rows": LEGAL_ROWS, "updated_at": NOW - timedelta(days=40), "ask_url": ""}),
    "privacy": ("storefront/page.html", {"title": "プライバシーポリシー", "body": "<p>当店は、ご注文の発送とご連絡のためにお名前、ご住所、電話番号、メールアドレスをお預かりします。</p><h2>第三者への提供</h2><p>配送会社と決済会社のほかに、ご本人の同意なくお渡しすることはありません。</p>"}),
    "error-404": ("storefront/error.html", {"status": 404, "request_id": ""}),
    "error-410": ("storefront/error.html", {"status": 410, "request_id": ""}),
    "error-500": ("storefront/error.html", {"status": 500, "request_id": "01J9-7F3K"}),
}  # fmt: skip
