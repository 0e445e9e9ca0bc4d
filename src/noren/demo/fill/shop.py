"""Opening the demo's shops as a seller does in the console: profile, look, legal notice, delivery, ways to pay."""

from __future__ import annotations

import re

from noren.demo.content.types import Shop
from noren.kernel.actors import Actor
from noren.kernel.japanese import prefecture_code
from noren.kernel.money import yen
from noren.payments.services.configure import set_account, set_method
from noren.payments.types import PaymentMethod
from noren.platform.media.services.store import store_image
from noren.shipping.services.settings import save_method
from noren.shipping.types import MethodSettings
from noren.shops.services.legal import save_legal_notice
from noren.shops.services.profile import save_profile
from noren.shops.services.theme import save_theme
from noren.shops.types import Layout, LegalNoticeInfo, ProfileInfo, ThemeInfo

SANDBOX = "sandbox"
_TAGS = re.compile(r"<[^>]+>")


def fill_shop(
    shop: Shop, *, logo: bytes, hero: bytes, merchant: str, secret_key: str, webhook_secret: str, actor: Actor
) -> None:
    """Do everything the checklist before opening asks for, except the products."""
    save_profile(_profile(shop), actor=actor)
    save_legal_notice(_legal_notice(shop), actor=actor)
    _theme(shop, logo, hero, actor)
    save_method(_delivery(shop), actor=actor)
    set_account(SANDBOX, merchant=merchant, secret_key=secret_key, webhook_secret=webhook_secret, actor=actor)
    _ways_to_pay(shop, actor)


def _profile(shop: Shop) -> ProfileInfo:
    at = shop.address
    return ProfileInfo(
        name=shop.name,
        tagline=shop.tagline,
        introduction=_plain(shop.story_html),
        seller_name=shop.owner,
        postal_code=at.postal_code,
        prefecture=prefecture_code(at.prefecture),
        city=at.city,
        street=at.town,
        building=at.building,
        phone=shop.phone,
        email=shop.email,
    )


def _legal_notice(shop: Shop) -> LegalNoticeInfo:
    rows = {row.label: row.text for row in shop.legal}
    return LegalNoticeInfo(
        seller_name=rows["販売業者"],
        representative=rows["運営責任者"],
        address=rows["所在地"],
        phone=shop.phone,
        phone_hours=shop.business_hours,
        email=rows["メールアドレス"],
        price_terms=rows["販売価格"],
        extra_charges=rows["商品代金以外に必要な料金"],
        payment_terms=f"{rows['お支払い方法']}\n{rows['お支払いの時期']}",
        delivery_time=rows["お引き渡しの時期"],
        return_policy=f"{rows['ご注文のキャンセル']}\n{rows['返品・交換']}",
        application_period=rows.get("お申し込みの期限", ""),
        special_conditions=rows.get("販売数量の制限", ""),
        environment=rows.get("動作環境", ""),
    )


def _theme(shop: Shop, logo: bytes, hero: bytes, actor: Actor) -> None:
    save_theme(
        ThemeInfo(
            layout=Layout(shop.theme.layout),
            primary=shop.theme.primary,
            accent=shop.theme.accent,
            paper=shop.theme.paper,
            ink=shop.theme.ink,
            logo_id=store_image(logo, actor=actor).id,
            hero_image_id=store_image(hero, actor=actor).id,
        ),
        actor=actor,
    )


def _delivery(shop: Shop) -> MethodSettings:
    policy = shop.shipping
    return MethodSettings(
        id=None,
        name="宅急便" if policy.carrier == "yamato" else "ゆうパック",
        carrier={"yamato": "yamato", "sagawa": "sagawa", "yupack": "japan_post"}[policy.carrier],
        active=True,
        free_from=yen(policy.free_from_yen),
        lead_days_min=1,
        lead_days_max=policy.ships_within_days,
        cutoff_hour=12,
        closed_weekdays=(7,),
        offers_date=True,
        date_horizon_days=14,
        offers_slot=True,
        fees={prefecture_code(name) or 0: yen(fee) for name, fee in policy.fees_yen.items()},
        transit_days={},
    )


def _ways_to_pay(shop: Shop, actor: Actor) -> None:
    bank = "京都のれん銀行 本店営業部\n普通 1234567\nコハル（コハルイ チヅル）"
    for method in (PaymentMethod.CARD, PaymentMethod.KONBINI, PaymentMethod.PAYPAY):
        set_method(method, enabled=True, actor=actor)
    set_method(PaymentMethod.BANK_TRANSFER, enabled=True, bank_account=bank, actor=actor)
    set_method(
        PaymentMethod.CASH_ON_DELIVERY, enabled=True, fee_amount=shop.shipping.cod_fee_yen, actor=actor
    )


def _plain(html: str) -> str:
    return _TAGS.sub("", html.replace("</p>", "\n")).strip()
