"""出荷: parcels leave the shop."""

from __future__ import annotations

from uuid import UUID

from noren.kernel import japanese
from noren.kernel.actors import Actor
from noren.kernel.errors import InvalidInput, Problem, conflict, invalid, not_found
from noren.orders.events import OrderShipped
from noren.orders.models import OrderLine, Shipment, ShipmentLine
from noren.orders.schedule import schedule_arrival
from noren.orders.services.acting import Act, acting
from noren.orders.states import LineState
from noren.orders.types import OrderInfo, Quantities
from noren.orders.views import info_of
from noren.orders.wording import checked_message
from noren.shipping.carriers.directory import carriers

_TRACKING_LENGTH = 40


def ship(
    order_id: UUID,
    *,
    carrier: str,
    tracking_number: str = "",
    quantities: Quantities | None = None,
    message: str = "",
    actor: Actor,
) -> OrderInfo:
    """Send off confirmed pieces: all that is left, or `quantities` by line id; the rest can follow in another parcel.

    `carrier` is a code of the carriers' directory. Raises InvalidInput (carrier, tracking_number, message, quantities),
    Conflict when nothing is there to ship, NotFound.
    """
    words, number = checked_message(message), _checked_number(tracking_number)
    _check_carrier(carrier)
    with acting(order_id, "shipped", actor=actor, message=words) as act:
        chosen = _chosen(act, quantities)
        shipment = Shipment(order=act.order, carrier=carrier, tracking_number=number, shipped_at=act.at)
        shipment.save(force_insert=True)
        ShipmentLine.objects.bulk_create(
            [ShipmentLine(shipment=shipment, line=line, quantity=count) for line, count in chosen]
        )
        for line, count in chosen:
            act.ship(line, count)
        schedule_arrival(shipment.pk, shipped_at=act.at)
        act.publish(OrderShipped(order_id=order_id, act_id=act.id, shipment_id=shipment.pk))
    return info_of(act.order)


def correct_tracking(shipment_id: UUID, *, carrier: str, tracking_number: str, actor: Actor) -> None:
    """Put right a carrier or number that was mistyped; the buyer's page shows it at once.

    Raises InvalidInput (carrier, tracking_number), NotFound.
    """
    number = _checked_number(tracking_number)
    _check_carrier(carrier)
    shipment = Shipment.objects.filter(pk=shipment_id).first()
    if shipment is None:
        raise not_found("shipment_not_found", "この荷物は見つかりません。")
    with acting(shipment.order_id, "tracking_corrected", actor=actor):
        Shipment.objects.filter(pk=shipment_id).update(carrier=carrier, tracking_number=number)


def _check_carrier(code: str) -> None:
    if code not in {carrier.code for carrier in carriers()}:
        raise invalid("carrier_unknown", "配送会社を選んでください。", field_name="carrier")


def _checked_number(tracking_number: str) -> str:
    number = japanese.normalize(tracking_number).upper()
    if len(number) > _TRACKING_LENGTH or not all(
        sign.isascii() and (sign.isalnum() or sign == "-") for sign in number
    ):
        raise invalid(
            "tracking_number_invalid",
            "追跡番号は半角の英数字とハイフンで、40文字以内で入力してください。",
            field_name="tracking_number",
        )
    return number


def _chosen(act: Act, quantities: Quantities | None) -> list[tuple[OrderLine, int]]:
    in_shop = {
        line.pk: (line, line.remaining_quantity - line.shipped_quantity)
        for line in act.live_lines()
        if line.state == LineState.CONFIRMED
    }
    if not in_shop:
        raise conflict(
            "order_nothing_to_ship",
            "注文 %(number)s に、発送できる商品がありません。先に注文を確認してください。",
            number=act.order.number,
        )
    if quantities is None:
        return list(in_shop.values())
    chosen = [(line_id, count) for line_id, count in quantities.items() if count]
    if not chosen:
        raise invalid("quantities_missing", "発送する商品の数を入力してください。", field_name="quantities")
    if any(line_id not in in_shop or not 0 < count <= in_shop[line_id][1] for line_id, count in chosen):
        raise InvalidInput(
            Problem("quantity_too_many", "発送できる数を超えています。数を確かめてください。", "quantities")
        )
    return [(in_shop[line_id][0], count) for line_id, count in chosen]
