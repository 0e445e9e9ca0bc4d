"""The whole demo, from an empty installation."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from noren.demo.content import KOHARU, MINAMI, orders
from noren.demo.content.types import ShopContent
from noren.demo.fill.catalogue import fill_catalogue, settle_stock
from noren.demo.fill.catalogue import hang_the_rest as hang_pictures
from noren.demo.fill.line import connect_line
from noren.demo.fill.orders import Past, Person, live_through
from noren.demo.fill.shop import SANDBOX, fill_shop
from noren.demo.fill.till import Till
from noren.demo.pictures import draw
from noren.kernel.actors import Actor, staff, system
from noren.kernel.clock import clock_at, today
from noren.platform.accounts.services.accounts import create_account
from noren.platform.accounts.types import Realm
from noren.platform.jobs.services.run import run_due
from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import shop_by_slug
from noren.shops.services.create import create_shop
from noren.shops.services.publish import open_shop

SELLER = "chizuru@koharu.example.jp"
OPERATOR = "operator@noren.example.jp"
_DAYS_OPEN = 190
# The same past at every first start.
_SEED = 20211021


@dataclass(frozen=True, slots=True)
class Installation:
    """What filling must know of the installation and its stand-ins."""

    home: Path
    base_url: str
    line_base: str
    provider_base: str


def is_filled(home: Path) -> bool:
    """Tell whether the demo was filled to its end: the file with its log-ins is written last."""
    return (home / "demo.json").exists()


def begin_anew(home: Path) -> None:
    """Clear away what a filling left that was cut off (Ctrl-C): only a demo's own, which its mark tells.

    Called before anything is migrated. An installation that was not begun here is left alone.
    """
    mark = home / "demo-filling"
    if mark.exists():
        for name in ("media", "standins"):
            shutil.rmtree(home / name, ignore_errors=True)
        for file in home.glob("noren.sqlite3*"):
            file.unlink()
    if not (home / "noren.sqlite3").exists():
        home.mkdir(parents=True, exist_ok=True)
        mark.touch()


def fill(installation: Installation, *, say: Callable[[str], object]) -> None:
    """Create accounts, shops, products and orders, connect LINE and the provider, write demo.json."""
    _hurry()
    password, operator_password = secrets.token_urlsafe(9), secrets.token_urlsafe(9)
    opened_at = datetime.now(UTC) - timedelta(days=_DAYS_OPEN)
    with clock_at(opened_at):
        seller = create_account(realm=Realm.STAFF, email=SELLER, password=password, name=KOHARU.shop.owner)
        create_account(realm=Realm.OPERATOR, email=OPERATOR, password=operator_password, name="運営")
    for content in (KOHARU, MINAMI):
        _fill_one(content, installation, opened_at, staff(seller.id), say)
    told = _told(installation, password, operator_password)
    (installation.home / "demo-filling").unlink(missing_ok=True)
    _write(installation.home / "demo.json", json.dumps(told, ensure_ascii=False, indent=2))


def hang_the_rest() -> None:
    """Draw and hang what pictures the demo's shops still miss. Safe to stop and to repeat."""
    for content in (KOHARU, MINAMI):
        shop = shop_by_slug(content.shop.slug)
        if shop is not None:
            with shop_scope(shop.id):
                hang_pictures(content, actor=system("demo"))


def _hurry() -> None:
    """Commit without waiting for the disk while filling: after a power cut the filling begins anew anyway."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")


def _fill_one(
    content: ShopContent,
    installation: Installation,
    opened_at: datetime,
    actor: Actor,
    say: Callable[[str], object],
) -> None:
    till, keys = _contract(content, installation)
    with clock_at(opened_at):
        shop = create_shop(slug=content.shop.slug, name=content.shop.name, actor=actor)
    with shop_scope(shop.id):
        with clock_at(opened_at):
            say(f"{content.shop.name}: drawing and shelving {len(content.products)} products ...")
            variants = fill_catalogue(content, actor=actor)
            fill_shop(
                content.shop,
                logo=draw(f"{content.shop.slug}/logo"),
                hero=draw(f"{content.shop.slug}/banners/1"),
                actor=actor,
                **keys,
            )
            open_shop(actor=actor)
            run_due(limit=100_000, least_priority=0)
        past = Past(actor, variants, _people(content), till)
        lived = orders(_SEED, today(), content=content)
        say(f"{content.shop.name}: living through {len(lived)} orders ...")
        live_through(lived, past)
        settle_stock(content, variants, actor=actor)
        connect_line(
            content.shop, line_base=installation.line_base, base_url=installation.base_url, actor=actor
        )
        run_due(limit=100_000, least_priority=0)
    till.send_notices_to(f"{installation.base_url}/callbacks/payments/{SANDBOX}/{shop.slug}")
    for line in past.skipped:
        say(f"  not placed: {line}")


def _contract(content: ShopContent, installation: Installation) -> tuple[Till, dict[str, str]]:
    """Sign up at the stand-in provider; it gets the address for its notices when the past is over."""
    keys = {
        "merchant": content.shop.slug,
        "secret_key": f"sk_{secrets.token_hex(16)}",
        "webhook_secret": f"whsec_{secrets.token_hex(24)}",
    }
    till = Till(installation.provider_base, name=content.shop.name, **keys)
    till.sign_up()
    return till, keys


def _people(content: ShopContent) -> dict[str, Person]:
    return {
        one.key: Person(one.full_name, f"{one.family_kana} {one.given_kana}", one.email, one.phone)
        for one in content.customers
    }


def _told(installation: Installation, password: str, operator_password: str) -> dict[str, object]:
    base, slug = installation.base_url, KOHARU.shop.slug
    return {
        "base_url": base,
        "shop": slug,
        "storefront": f"{base}/{slug}/",
        "console": f"{base}/console/",
        "operator": f"{base}/operator/",
        "line_phone": f"{installation.line_base}/?person=sakura",
        "payments": f"{installation.provider_base}/",
        "staff": {"email": SELLER, "password": password},
        "operator_login": {"email": OPERATOR, "password": operator_password},
    }


def _write(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
