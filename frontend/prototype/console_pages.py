"""The console's pages with sample data, in full, empty and failing states."""

from __future__ import annotations

from datetime import date
from typing import Final

from sample import LINES, NOW, PREFECTURE_OPTIONS, PREFECTURES, SUMS, ago, image, yen
from storefront_pages import ADDRESS, TIMELINE

Page = tuple[str, dict[str, object]]


def console(section: str) -> dict[str, object]:
    return {
        "base": "/console", "section": section, "person": {"name": "小春 結子"}, "counts": {"orders": 9},
        "shop": {"name": "暮らしの道具 こはる", "url": "/koharu", "open": True},
        "shops": [{"name": "暮らしの道具 こはる", "url": "#", "current": True}, {"name": "南菓子店", "url": "#", "current": False}],
    }  # fmt: skip


def page(template: str, section: str, **context: object) -> Page:
    return (
        f"console/{template}.html",
        {"console": console(section), "errors": {}, "error_list": [], "values": {}} | context,
    )


TODO: Final = [
    {
        "text": "確認する注文",
        "count": 9,
        "unit": "件",
        "url": "#",
        "icon": "orders",
        "note": "いちばん古いものは昨日 18:02",
    },
    {
        "text": "発送する注文",
        "count": 6,
        "unit": "件",
        "url": "#",
        "icon": "truck",
        "note": "今日が発送の期限: 2件",
    },
    {
        "text": "お返事を待つ質問",
        "count": 2,
        "unit": "件",
        "url": "#",
        "icon": "talk",
        "note": "お待たせ: 3時間",
    },
    {"text": "返金・返品", "count": 0, "unit": "件", "url": "#", "icon": "refund", "note": ""},
    {
        "text": "残りが少ない商品",
        "count": 4,
        "unit": "点",
        "url": "#",
        "icon": "products",
        "note": "売り切れ 1点",
    },
]
VALUES = [12, 8, 15, 9, 22, 31, 18, 11, 7, 19, 14, 26, 38, 21]
BARS: Final = [
    {"label": f"{11 + index}日", "value": value, "text": f"{value},400円", "now": index == 13}
    for index, value in enumerate(VALUES)
]
RECENT: Final = [
    {
        "number": "K-24121",
        "url": "#",
        "name": "佐藤 美咲 様",
        "total": yen(8080),
        "at": ago(minutes=12),
        "state_text": "未確認",
        "state_kind": "warn",
    },
    {
        "number": "K-24120",
        "url": "#",
        "name": "山本 健 様",
        "total": yen(3960),
        "at": ago(hours=2),
        "state_text": "未確認",
        "state_kind": "warn",
    },
    {
        "number": "K-24119",
        "url": "#",
        "name": "Emma Tanaka 様",
        "total": yen(15400),
        "at": ago(hours=14),
        "state_text": "確認済み",
        "state_kind": "info",
    },
    {
        "number": "K-24118",
        "url": "#",
        "name": "鈴木 一郎 様",
        "total": yen(6050),
        "at": ago(hours=20),
        "state_text": "発送済み",
        "state_kind": "good",
    },
]
HOME: Final[dict[str, object]] = {
    "greeting": "おはようございます", "todo": TODO, "checklist": None, "recent": RECENT,
    "low_stock": [
        {"title": "粉引の浅鉢 七寸", "options": "", "image": image(2), "left": 2, "url": "#"},
        {"title": "朝凪の飯碗", "options": "藍 / 大", "image": image(0), "left": 1, "url": "#"},
        {"title": "白磁のまめ鉢", "options": "", "image": image(5), "left": 0, "url": "#"},
    ],
    "chart": {"bars": BARS, "words": "11月23日が38,400円でいちばん多く、17日が7,400円でいちばん少ない日でした。", "total": yen(251600), "compare": "前の14日間より 12%多い"},
}  # fmt: skip
CHECKLIST: Final = {"left": 2, "items": [
    {"text": "お店の情報を入力する", "done": True, "url": "#", "action": "入力する", "note": ""},
    {"text": "商品を1つ登録する", "done": True, "url": "#", "action": "登録する", "note": ""},
    {"text": "送料を決める", "done": True, "url": "#", "action": "決める", "note": ""},
    {"text": "お支払い方法をつなぐ", "done": False, "url": "#", "action": "つなぐ", "note": "カードとコンビニ払いの申し込みは、5分ほどで終わります。"},
    {"text": "特定商取引法に基づく表記を書く", "done": False, "url": "#", "action": "書く", "note": "あと「返品・交換」だけです。"},
]}  # fmt: skip
PRODUCT_ROWS: Final = [
    {"id": f"p{index}", "title": title, "url": "#", "image": image(index), "price": yen(price), "up_to": None, "sku": f"KH-{100 + index}",
     "stock_text": stock, "stock_kind": kind, "state_text": state, "state_kind": "good" if state == "公開" else "", "category": "うつわ"}
    for index, (title, price, stock, kind, state) in enumerate([
        ("朝凪の飯碗", 3300, "32点", "", "公開"), ("黒釉の湯呑みと小皿の組", 4180, "18点", "", "公開"), ("粉引の浅鉢 七寸", 6050, "残り2点", "warn", "公開"),
        ("織部のほうろく急須 小ぶりで注ぎやすい一人用", 9350, "11点", "", "公開"), ("飴釉のそば猪口", 1980, "64点", "", "公開"), ("白磁のまめ鉢", 2200, "売り切れ", "bad", "公開"),
        ("瑠璃釉の一輪挿し", 5280, "7点", "", "下書き")])
]  # fmt: skip
PRODUCT_TABS: Final = [
    {"text": "すべて", "href": "#", "current": True},
    {"text": "公開中", "href": "#"},
    {"text": "下書き", "href": "#"},
    {"text": "売り切れ", "href": "#", "count": 1, "urgent": False},
]
FORM: Final[dict[str, object]] = {
    "product": {"title": "朝凪の飯碗", "handle": "asanagi", "url": "/koharu/products/asanagi"},
    "values": {"title": "朝凪の飯碗", "description": "静かな海の朝をうつしたような、藍のぼかしの飯碗です。\n\n大きさ: 中 直径12cm 高さ6cm", "price": "3,300", "before": "", "category": "utsuwa", "tax": "standard", "tags": "飯碗、藍", "handle": "asanagi", "published": "yes"},
    "images": [{"id": f"i{number}"} | image(number, "") for number in (0, 10, 9, 6)],
    "axes": [{"name": "色", "values_text": "藍、萌黄、炭"}, {"name": "大きさ", "values_text": "中、大"}, {"name": "", "values_text": ""}],
    "variants": [{"id": f"v{index}", "name": name, "sku": f"KH-100-{index + 1}", "price": price, "stock": 12 - index * 2, "weight": 210, "errors": {}} for index, (name, price) in enumerate([("藍 / 中", "3,300"), ("藍 / 大", "3,960"), ("萌黄 / 中", "3,300"), ("萌黄 / 大", "3,960"), ("炭 / 中", "2,970")])],
    "categories": [("utsuwa", "うつわ"), ("kyusu", "急須・茶器")],
    "taxes": [{"value": "standard", "title": "標準(10%)", "note": ""}, {"value": "reduced", "title": "軽減(8%)", "note": "お茶やお菓子などの飲食料品"}],
    "stock_url": "#",
}  # fmt: skip
FORM_ERRORS: Final = {
    "title": "商品名をご入力ください。",
    "price": "0円より大きい金額を、数字でご入力ください。",
}
PREVIEW: Final[dict[str, object]] = {
    "file_name": "商品一覧_20261120.csv", "encoding": "Shift_JIS", "rows": 128, "new": 96, "changed": 24, "unchanged": 8, "token": "t", "problems": [],
    "mapping": [("商品コード", "SKU"), ("商品名", "商品名"), ("販売価格(税込)", "価格(税込)"), ("在庫数", "在庫"), ("店長コメント", "")],
    "sample": [["KH-201", "藍染めの手ぬぐい 青海波", "1650", "40", ""], ["KH-202", "藍染めの手ぬぐい 麻の葉", "1650", "36", ""], ["KH-203", "杉の折敷", "4400", "12", "人気です"]],
}  # fmt: skip
PROBLEMS: Final = [
    {"row": 14, "column": "販売価格(税込)", "value": "1,6五0", "message": "数字だけにしてください。例: 1650"},
    {
        "row": 37,
        "column": "商品コード",
        "value": "KH-201",
        "message": "2行目と同じSKUです。どちらかを変えてください。",
    },
    {"row": 102, "column": "商品名", "value": "", "message": "商品名を入れてください。"},
]
ORDER_ROWS: Final = [
    {"id": f"o{index}", "number": f"K-2412{index}", "url": "#", "name": name, "at": ago(hours=index * 3 + 0.2), "summary": summary, "prefecture": prefecture, "total": yen(total),
     "payment_text": payment, "state_text": "未確認", "state_kind": "warn", "delivery_text": delivery, "message": index == 1}
    for index, (name, summary, prefecture, total, payment, delivery) in enumerate([
        ("佐藤 美咲 様", "朝凪の飯碗 ほか1点", "東京都", 8080, "カード", "11月27日 午前中"), ("山本 健 様", "飴釉のそば猪口 × 2", "大阪府", 4660, "PayPay", ""),
        ("Emma Tanaka 様", "織部のほうろく急須 小ぶりで注ぎやすい一人用", "北海道", 10650, "カード", "11月30日"), ("鈴木 一郎 様", "粉引の浅鉢 七寸", "愛知県", 6850, "コンビニ(入金済み)", ""),
        ("中村 さくら 様", "瑠璃釉の一輪挿し", "福岡県", 6380, "カード", "12月2日 18〜20時")])
]  # fmt: skip
ORDER_TABS: Final = [
    {"text": "未確認", "href": "#", "current": True, "count": 9, "urgent": True},
    {"text": "発送待ち", "href": "#", "count": 6},
    {"text": "発送済み", "href": "#"},
    {"text": "返品・交換", "href": "#"},
    {"text": "すべて", "href": "#"},
]
READY: Final = [
    "ご注文ありがとうございます。心をこめてお包みします。",
    "贈りもの用に、のしをお付けします。",
    "ただいま2〜3日お時間をいただいております。",
]
ORDER: Final[dict[str, object]] = {
    "number": "K-24121", "placed_at": ago(minutes=12), "state_text": "未確認", "state_kind": "warn", "step": "confirm", "lines": [{**item, "remaining": item["quantity"]} for item in LINES], "sums": SUMS,
    "timeline": [TIMELINE[0]], "address_lines": ADDRESS, "delivery_text": "11月27日(金) 午前中・宅急便(ヤマト運輸)", "parcels": [],
    "customer": {"name": "田中 花子 様", "kana": "タナカ ハナコ", "email": "hanako@example.jp", "phone": "090-0000-0000", "url": "#", "line": True, "orders_text": "3回目のご注文"},
    "payment": {"text": "クレジットカード", "state_text": "支払い済み", "state_kind": "good", "captured": yen(8080), "refunded": yen(0)}, "note": "贈りものです。値札を外していただけますか。", "memo": "",
}  # fmt: skip
DETAIL: Final[dict[str, object]] = {
    "order": ORDER, "ready_messages": READY, "carriers": [("yamato", "ヤマト運輸 宅急便"), ("sagawa", "佐川急便 飛脚宅配便"), ("japanpost", "日本郵便 ゆうパック")],
    "cancel_reasons": [("buyer", "お客様のご希望"), ("stock", "在庫の不足"), ("other", "その他")], "refundable": yen(8080), "values": {"tracking": ""},
}  # fmt: skip
REGION_NAMES: Final = (
    ("北海道・東北", 0, 7, 1300),
    ("関東", 7, 14, 900),
    ("中部", 14, 23, 800),
    ("近畿", 23, 30, 700),
    ("中国", 30, 35, 800),
    ("四国", 35, 39, 900),
    ("九州・沖縄", 39, 47, 1100),
)
REGIONS: Final = [
    {
        "name": name,
        "prefectures": [
            {"code": f"{index + 1:02d}", "name": PREFECTURES[index], "fee": fee, "error": ""}
            for index in range(first, last)
        ],
    }
    for name, first, last, fee in REGION_NAMES
]
SETTINGS: Final = [
    {
        "url": "#",
        "icon": "shop",
        "title": "お店の情報",
        "text": "名前、ロゴ、連絡先、発送元",
        "state_text": "",
    },
    {"url": "#", "icon": "image", "title": "お店の見た目", "text": "色、並べ方", "state_text": ""},
    {
        "url": "#",
        "icon": "receipt",
        "title": "特定商取引法に基づく表記",
        "text": "法律で決められた表示",
        "state_text": "あと1項目",
        "state_kind": "warn",
    },
    {
        "url": "#",
        "icon": "truck",
        "title": "配送と送料",
        "text": "都道府県ごとの送料、お届け日",
        "state_text": "",
    },
    {
        "url": "#",
        "icon": "card",
        "title": "お支払い方法",
        "text": "カード、PayPay、コンビニ",
        "state_text": "未接続",
        "state_kind": "bad",
    },
    {
        "url": "#",
        "icon": "talk",
        "title": "LINEの設定",
        "text": "ログイン、お知らせ、トーク",
        "state_text": "接続済み",
        "state_kind": "good",
    },
    {
        "url": "#",
        "icon": "people",
        "title": "スタッフ",
        "text": "人を招き、できることを決める",
        "state_text": "",
    },
    {
        "url": "#",
        "icon": "download",
        "title": "お店のデータ",
        "text": "まるごと書き出す、移す、閉じる",
        "state_text": "",
    },
]
LEGAL_VALUES: Final = {
    "business_name": "暮らしの道具 こはる",
    "representative": "小春 結子",
    "address": "〒602-0000\n京都府京都市上京区西陣町 1-2",
    "phone": "075-000-0000",
    "hours": "10時〜17時、水曜休",
    "email": "hello@koharu.example",
    "price": "各商品のページに税込の価格を表示しています。",
    "fees": "送料: 700円〜1,500円",
    "payment": "クレジットカード: ご注文時",
    "delivery": "2営業日以内に発送します。",
    "on_request": False,
}
STATEMENT: Final[dict[str, object]] = {
    "periods": [("2026-11", "2026年11月"), ("2026-10", "2026年10月")], "period": "2026-10", "export_url": "#", "pager": {"next": "#"}, "closing": yen(356210),
    "stats": [{"label": "売上(税込)", "value": "384,200円", "words": "62件。9月より 8%多い"}, {"label": "手数料", "value": "-15,490円", "words": "売上の 4.0%"}, {"label": "返金", "value": "-12,500円", "words": "2件"}],
    "lines": [
        {"text": "商品の売上", "amount": yen(331800), "note": ""}, {"text": "送料", "amount": yen(52400), "note": ""}, {"text": "返金", "amount": yen(-12500), "note": "2件"},
        {"text": "決済手数料", "amount": yen(-13260), "note": "カード 3.6%、コンビニ 1件130円"}, {"text": "システム利用料", "amount": yen(-2000), "note": ""}, {"text": "振込手数料", "amount": yen(-230), "note": ""},
    ],
    "payout": {"amount": yen(356210), "date": date(2026, 11, 10), "state_text": "振込済み", "state_kind": "good", "account_text": "こはる銀行 西陣支店 普通 ****123"},
    "postings": [
        {"at": ago(days=30, hours=4), "text": "ご注文のお支払い", "order": {"number": "K-24012", "url": "#"}, "credit": yen(8080), "debit": None, "balance": yen(348700)},
        {"at": ago(days=30, hours=4), "text": "決済手数料", "order": {"number": "K-24012", "url": "#"}, "credit": None, "debit": yen(291), "balance": yen(348409)},
        {"at": ago(days=29), "text": "返金", "order": {"number": "K-23988", "url": "#"}, "credit": None, "debit": yen(6050), "balance": yen(342359)},
    ],
}  # fmt: skip
LINE_PAGE: Final[dict[str, object]] = {
    "values": {"login_channel_id": "2000000001", "messaging_channel_id": "2000000002"}, "has_login_secret": True, "has_messaging_secret": False,
    "callback_url": "https://noren.example/callbacks/line/koharu/log-in", "webhook_url": "https://noren.example/callbacks/line/koharu",
    "connection": {"ok": True, "text": "LINEログインにつながりました。", "checked_at": NOW},
}  # fmt: skip
METHODS: Final = [
    {
        "key": "card",
        "title": "クレジットカード",
        "note": "Visa、Mastercard、JCB、AMEX。3Dセキュア対応",
        "fee_text": "3.6%",
        "enabled": True,
        "ready": True,
        "setup_url": "",
    },
    {
        "key": "paypay",
        "title": "PayPay",
        "note": "お客様のアプリでのお支払い",
        "fee_text": "3.8%",
        "enabled": True,
        "ready": True,
        "setup_url": "",
    },
    {
        "key": "konbini",
        "title": "コンビニ払い",
        "note": "お支払いの期限は3日",
        "fee_text": "1件130円",
        "enabled": False,
        "ready": False,
        "setup_url": "#",
    },
]
SIGN_UP_ERROR: Final = "「koharu」はほかのお店が使っています。koharu-kyoto などはいかがですか。"

PAGES: Final[dict[str, Page]] = {
    "console-home": page("home", "home", **HOME),
    "console-home-dark": page("home", "home", **HOME, appearance="dark"),
    "console-home-new": page("home", "home", **(HOME | {"greeting": "ようこそ", "checklist": CHECKLIST, "chart": None, "recent": [], "low_stock": [], "todo": [item | {"count": 0, "note": ""} for item in TODO]})),
    "console-sign-up": page("accounts/sign_up", "", values={"shop_name": "暮らしの道具 こはる", "handle": "koharu", "email": "yuiko@example.jp"}, shop_address="noren.example/", errors={"handle": SIGN_UP_ERROR}, error_list=[{"field": "handle", "label": "お店のアドレス", "message": SIGN_UP_ERROR}]),
    "console-log-in": page("accounts/log_in", "", values={"email": "yuiko@example.jp"}, error="メールアドレスかパスワードが違います。"),
    "console-products": page("products/list", "products", tabs=PRODUCT_TABS, products=PRODUCT_ROWS, q="", pager={"next": "#"}, any=True),
    "console-products-empty": page("products/list", "products", tabs=PRODUCT_TABS, products=[], q="", pager={}, any=False),
    "console-product": page("products/form", "products", **FORM),
    "console-product-errors": page("products/form", "products", **(FORM | {"product": None, "images": [], "variants": [], "errors": FORM_ERRORS, "values": {"price": "三千円", "published": "no", "tax": "standard"}, "stock_url": "", "error_list": [{"field": key, "label": label, "message": FORM_ERRORS[key]} for key, label in (("title", "商品名"), ("price", "価格"))]})),
    "console-import": page("products/import", "products", step=0, formats=[("auto", "自動で見分ける"), ("base", "BASE"), ("stores", "STORES"), ("shopify", "Shopify")]),
    "console-import-preview": page("products/import", "products", step=1, preview=PREVIEW),
    "console-import-problems": page("products/import", "products", step=1, preview=PREVIEW | {"problems": PROBLEMS}),
    "console-import-done": page("products/import", "products", step=2, done={"new": 96, "changed": 24, "url": "#"}),
    "console-orders": page("orders/list", "orders", tabs=ORDER_TABS, queue=True, orders=ORDER_ROWS, q="", pager={"next": "#"}, ready_messages=READY),
    "console-orders-empty": page("orders/list", "orders", tabs=ORDER_TABS, queue=True, orders=[], q="", pager={}, ready_messages=READY),
    "console-order": page("orders/detail", "orders", **DETAIL),
    "console-order-ship": page("orders/detail", "orders", **(DETAIL | {"order": ORDER | {"step": "ship", "state_text": "確認済み", "state_kind": "info", "note": ""}, "values": {"tracking": "4012-3456-789"}, "errors": {"tracking": "12桁の番号をご入力ください(いまは11桁です)。"}, "error_list": [{"field": "tracking", "label": "送り状番号", "message": "12桁の番号をご入力ください(いまは11桁です)。"}]})),
    "console-settings": page("settings/index", "settings", groups=SETTINGS),
    "console-settings-shop": page("settings/shop", "settings", values={"name": "暮らしの道具 こはる", "prefecture": "26"}, prefectures=PREFECTURE_OPTIONS, logo=None),
    "console-settings-theme": page("settings/theme", "settings", values={"primary": "#1f3a5f", "accent": "#c73e2a", "paper": "#faf8f4", "ink": "#1b1f24", "layout": "standard", "radius": "6"}),
    "console-settings-legal": page("settings/legal", "settings", values=LEGAL_VALUES, missing=["返品・交換"]),
    "console-settings-shipping": page("settings/shipping", "settings", regions=REGIONS, values={"name": "宅急便(ヤマト運輸)", "free_over": "8,000", "lead_days": "2"}),
    "console-settings-payments": page("settings/payments", "settings", methods=METHODS, test_mode=True),
    "console-settings-line": page("settings/line", "settings", **LINE_PAGE),
    "console-statement": page("sales/statement", "sales", **STATEMENT),
}  # fmt: skip
