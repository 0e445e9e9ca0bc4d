"""An operator stops a shop from selling, and lets it sell again. Orders that exist are still shipped and refunded."""

from __future__ import annotations

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import invalid
from noren.platform.tenancy.scope import current_shop_id
from noren.platform.transactions.write import write
from noren.shops.events import ShopReopened, ShopSuspended
from noren.shops.models import Suspension
from noren.shops.services.publish import move_shop
from noren.shops.states import ShopState

_LONGEST_REASON = 1000


def suspend_shop(*, reason: str, actor: Actor) -> None:
    """Stop the open shop in scope; the seller reads the reason. Raises InvalidInput naming `reason`, Conflict."""
    words = _checked_reason(reason)
    with write(actor) as change:
        move_shop(ShopState.SUSPENDED, frozenset({ShopState.OPEN}), change, "shop.suspended")
        row = Suspension(reason=words, began_at=now())
        row.save(force_insert=True)
        change.audit("shop.suspension_noted", row, new={"reason": words})
        change.publish(ShopSuspended(shop_id=current_shop_id()))


def reopen_shop(*, reason: str, actor: Actor) -> None:
    """Let the suspended shop in scope sell again. Raises InvalidInput naming `reason`, Conflict."""
    words = _checked_reason(reason)
    with write(actor) as change:
        move_shop(ShopState.OPEN, frozenset({ShopState.SUSPENDED}), change, "shop.reopened")
        Suspension.objects.filter(ended_at__isnull=True).update(ended_at=now())
        change.audit("shop.suspension_ended", ("shops.Suspension", None), new={"reason": words})
        change.publish(ShopReopened(shop_id=current_shop_id()))


def _checked_reason(reason: str) -> str:
    words = reason.strip()
    if not 1 <= len(words) <= _LONGEST_REASON:
        raise invalid(
            "reason_missing",
            "理由を1〜%(longest)s文字で入力してください。",
            field_name="reason",
            longest=_LONGEST_REASON,
        )
    return words
