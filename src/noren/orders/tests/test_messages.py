"""The buyer's notices: valid by LINE's rules, in the order's language, saying what happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from linebot.v3.messaging import FlexMessage

from noren.inventory.tests.factories import stocked_variant
from noren.kernel.clock import now
from noren.kernel.money import yen
from noren.messaging.models import Delivery
from noren.orders import selectors
from noren.orders.messages import Notice, NoticeFacts, NoticeKind, build
from noren.orders.services.cancel import cancel
from noren.orders.services.confirm import confirm
from noren.orders.services.deliver import complete, mark_delivered
from noren.orders.services.expire import expire
from noren.orders.services.pay import record_payment
from noren.orders.services.refund import record_refund_by_hand
from noren.orders.services.ship import ship
from noren.orders.tests.factories import PROVIDER, STAFF, Wanted, make_order, paid_order
from noren.orders.types import CancelReason, OrderView
from noren.payments.types import KonbiniTicket, PaymentInstructions, PaymentMethod
from noren.platform.jobs.services.run import run_due
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db

ADDRESS = "https://noren.example.jp/koharu/orders/261123-00001?key=abc"
LANGUAGES = ("ja", "ko", "en")


@pytest.fixture
def order() -> Iterator[OrderView]:
    with shop_scope(make_shop().id):
        wanted = [Wanted(stocked_variant(), 1, title=f"蚊帳生地のふきん {name}") for name in "あいうえお"]
        placed = paid_order(wanted, delivery_date=date(2026, 11, 28), delivery_slot_label="午前中")
        confirm(placed.id, message="藍色は在庫が最後の一枚でした。\nお届けをお楽しみに。", actor=STAFF)
        ship(placed.id, carrier="yamato", tracking_number="123456789012", actor=STAFF)
        found = selectors.order(placed.id)
        assert found is not None
        yield found


def facts(order: OrderView, **changes: Any) -> NoticeFacts:
    return replace(
        NoticeFacts(
            order=order,
            shop_name="暮らしの道具 こはる",
            address=ADDRESS,
            color="#1F3A5F",
            act=next(act for act in order.history if act.act == "confirmed"),
            amount=yen(1320),
            shipment=order.shipments[0],
            instructions=PaymentInstructions(
                PaymentMethod.KONBINI,
                "レジでお支払い番号をお伝えください。",
                now(),
                KonbiniTicket("seven", "セブン-イレブン", "1234567890123", now()),
            ),
        ),
        **changes,
    )


def components(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for value in node.values():
            yield from components(value)
    elif isinstance(node, list):
        for value in node:
            yield from components(value)


def words(notice: Notice) -> str:
    return "\n".join(part["text"] for part in components(notice.line) if part["type"] == "text")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_is_a_flex_message_that_line_accepts(
    kind: NoticeKind, language: str, order: OrderView
) -> None:
    notice = build(kind, facts(replace(order, language=language)))
    assert FlexMessage.from_dict(notice.line).to_dict() == notice.line
    assert len(json.dumps(notice.line["contents"], ensure_ascii=False).encode()) < 30_000
    assert 0 < len(str(notice.line["altText"])) <= 400
    for part in components(notice.line["contents"]):
        if part["type"] == "text":
            assert part["text"].strip()
        if part["type"] == "uri":
            assert part["uri"].startswith("https://")
            assert 0 < len(part["uri"]) <= 1000
            assert 0 < len(part["label"]) <= 40


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_is_also_a_mail_with_the_way_to_the_order(kind: NoticeKind, order: OrderView) -> None:
    notice = build(kind, facts(order))
    assert order.number in notice.mail_subject
    assert "暮らしの道具 こはる" in notice.mail_subject
    assert notice.mail_body.startswith("髙橋 美咲 様\n")
    assert ADDRESS in notice.mail_body
    assert "\n\n\n" not in notice.mail_body


def test_the_shipped_notice_says_carrier_number_and_where_to_follow_it(order: OrderView) -> None:
    notice = build(NoticeKind.SHIPPED, facts(order, instructions=None))
    assert "ヤマト運輸 お問い合わせ番号" in words(notice)
    assert "123456789012" in words(notice)
    assert "ほか2点" in words(notice)
    uris = [part["uri"] for part in components(notice.line) if part["type"] == "uri"]
    assert "123456789012" in uris[0]
    assert uris[1] == ADDRESS
    assert "123456789012" in notice.mail_body


def test_the_confirmed_notice_carries_the_shops_words_and_the_wished_day(order: OrderView) -> None:
    notice = build(NoticeKind.CONFIRMED, facts(order, shipment=None, instructions=None))
    assert "ショップからのメッセージ\n藍色は在庫が最後の一枚でした。\nお届けをお楽しみに。" in words(notice)
    assert "11月28日(土) 午前中" in words(notice)
    assert "7,370円" in words(notice)


def test_the_payment_notice_names_the_till_its_number_and_the_deadline(order: OrderView) -> None:
    unpaid = replace(order, paid=yen(0))
    notice = build(NoticeKind.PAYMENT_DUE, facts(unpaid, shipment=None, act=None))
    assert "セブン-イレブンのお支払い番号\n1234567890123" in words(notice)
    assert "お支払い期限" in words(notice)


def test_a_notice_speaks_the_orders_language(order: OrderView) -> None:
    korean = words(build(NoticeKind.PAID, facts(replace(order, language="ko"), instructions=None)))
    english = words(build(NoticeKind.PAID, facts(replace(order, language="en"), instructions=None)))
    assert "결제를 확인했습니다" in korean
    assert "We have received your payment" in english


def told() -> list[tuple[str, int]]:
    return [(row.kind, len(row.line_messages)) for row in Delivery.objects.order_by("id")]


def test_each_act_tells_the_buyer_once_and_a_card_payment_once_for_both() -> None:
    with shop_scope(make_shop().id):
        placed = paid_order()
        run_due()
        assert told() == [("order.paid", 2)]
        confirm(placed.id, actor=STAFF)
        ship(placed.id, carrier="yamato", tracking_number="123456789012", actor=STAFF)
        mark_delivered(placed.id, actor=STAFF)
        complete(placed.id, actor=STAFF)
        run_due()
        kinds = [kind for kind, _ in told()]
        assert kinds == ["order.paid", "order.confirmed", "order.shipped", "order.completed"]


def test_a_cancelled_order_tells_of_it_and_later_of_the_money() -> None:
    with shop_scope(make_shop().id):
        placed = make_order(method=PaymentMethod.BANK_TRANSFER)
        run_due()
        assert told() == [("order.payment_due", 1)]
        instructions = Delivery.objects.get().mail
        assert "京都中央銀行" in str(Delivery.objects.get().line_messages)
        assert "お支払い期限" in str(instructions)
        record_payment(placed.id, actor=STAFF)
        cancel(placed.id, reason=CancelReason.SOLD_OUT, message="申し訳ございません。", actor=STAFF)
        found = selectors.order(placed.id)
        assert found is not None
        record_refund_by_hand(found.refunds[0].id, actor=STAFF)
        run_due()
        assert [kind for kind, _ in told()] == [
            "order.payment_due", "order.paid", "order.cancelled", "order.refunded",
        ]  # fmt: skip
        assert "申し訳ございません。" in str(Delivery.objects.get(kind="order.cancelled").line_messages)


def test_an_order_paid_at_the_door_is_received_at_once_and_nobody_is_told_it_was_paid() -> None:
    with shop_scope(make_shop().id):
        placed = make_order(method=PaymentMethod.CASH_ON_DELIVERY, expires_at=None)
        record_payment(placed.id, actor=STAFF)
        run_due()
        assert told() == [("order.received", 1)]


def test_a_card_that_was_never_charged_is_not_written_to() -> None:
    with shop_scope(make_shop().id):
        placed = make_order()
        expire(placed.id, actor=PROVIDER)
        run_due()
        assert told() == []
