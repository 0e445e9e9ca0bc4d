"""What staff do to stock: receive, correct, count, decide whether to count at all."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from noren.inventory.levels import Step, add, announce, ensure_level, level_info, record, remove
from noren.inventory.models import StockLevel
from noren.inventory.states import MovementKind
from noren.inventory.types import StockInfo
from noren.kernel.actors import Actor
from noren.kernel.errors import conflict, invalid
from noren.platform.transactions.write import Change, write

MAX_PIECES = 9_999_999
REASON_LIMIT = 200


def receive(variant_id: UUID, delta: int, *, reason: str = "", actor: Actor) -> StockInfo:
    """Add pieces that came in (入荷). Raises InvalidInput naming `delta` unless it is above zero."""
    if not 0 < delta <= MAX_PIECES:
        raise invalid("stock_delta", "入荷した数を1以上で入力してください。", field_name="delta")
    return _shift(variant_id, delta, kind=MovementKind.RECEIVED, reason=reason, actor=actor)


def adjust(variant_id: UUID, delta: int, *, reason: str = "", actor: Actor) -> StockInfo:
    """Add or take pieces (broken, lost, found). Raises InvalidInput for zero, Conflict if fewer are there to take."""
    if not delta or abs(delta) > MAX_PIECES:
        raise invalid("stock_delta", "増減する数を入力してください（例: -2）。", field_name="delta")
    return _shift(variant_id, delta, kind=MovementKind.ADJUSTED, reason=reason, actor=actor)


def set_counted(
    variant_id: UUID, counted: int, *, expected: int | None = None, reason: str = "", actor: Actor
) -> StockInfo:
    """Set how many pieces may be sold, not counting those kept for orders. Nothing is written if it is so already.

    `expected` is what the person saw: if buyers changed it since, Conflict. Raises InvalidInput naming `counted`.
    """
    if not 0 <= counted <= MAX_PIECES:
        raise invalid("stock_counted", "在庫数を0以上で入力してください。", field_name="counted")
    with write(actor) as change:
        row = _locked(variant_id)
        before = level_info(row, variant_id)
        if expected is not None and before.net != expected:
            raise conflict(
                "stock_moved",
                "入力の間に在庫数が %(expected)s から %(current)s に変わりました。もう一度ご確認ください。",
                expected=expected,
                current=before.net,
            )
        if before.net == counted:
            return before
        StockLevel.objects.filter(pk=row.pk).update(available=counted, backordered=0)
        step = Step(variant_id, MovementKind.COUNTED, counted - before.net, reason=reason[:REASON_LIMIT])
        return _finish(change, row, before, step)


def set_policy(variant_id: UUID, *, tracked: bool, continue_selling: bool, actor: Actor) -> StockInfo:
    """Decide whether a variant is counted, and whether it goes on selling at zero."""
    with write(actor) as change:
        row = _locked(variant_id)
        before = level_info(row, variant_id)
        after = replace(before, tracked=tracked, continue_selling=continue_selling)
        if before == after:
            return before
        StockLevel.objects.filter(pk=row.pk).update(tracked=tracked, continue_selling=continue_selling)
        change.audit(
            "stock.policy",
            row,
            old={"tracked": before.tracked, "continue_selling": before.continue_selling},
            new={"tracked": tracked, "continue_selling": continue_selling},
        )
        announce(change, {variant_id: before}, {variant_id: after})
    return after


def _shift(variant_id: UUID, delta: int, *, kind: MovementKind, reason: str, actor: Actor) -> StockInfo:
    with write(actor) as change:
        row = _locked(variant_id)
        before = level_info(row, variant_id)
        step = Step(variant_id, kind, delta, reason=reason.strip()[:REASON_LIMIT])
        done = add(step) if delta > 0 else remove(variant_id, -delta)
        if not done:
            raise conflict(
                "stock_too_little",
                "販売できる在庫は %(available)s 個です。それより多くは減らせません。",
                available=before.available,
            )
        return _finish(change, row, before, step)


def _finish(change: Change, row: StockLevel, before: StockInfo, step: Step) -> StockInfo:
    record(change, [step])
    after = level_info(StockLevel.objects.get(pk=row.pk), step.variant_id)
    change.audit(
        f"stock.{step.kind}",
        row,
        old={"net": before.net},
        new={"net": after.net, "reason": step.reason},
    )
    return after


def _locked(variant_id: UUID) -> StockLevel:
    ensure_level(variant_id)
    return StockLevel.objects.select_for_update().get(variant_id=variant_id)
