"""Opening a shop to buyers, and taking it back into preparation."""

from __future__ import annotations

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Conflict, Problem, conflict
from noren.platform.tenancy.scope import current_shop_id
from noren.platform.transactions.write import Change, write
from noren.shops.events import ShopHidden, ShopOpened
from noren.shops.models import LegalNotice, Shop
from noren.shops.opening import checklist
from noren.shops.selectors import current_shop
from noren.shops.services.content import raise_content_version
from noren.shops.states import SHOP_STATES, ShopState
from noren.shops.types import ChecklistItem, ShopInfo


class NotReadyToOpen(Conflict):
    """Something the shop needs is missing; `missing` holds the checklist's items that lack something."""

    def __init__(self, missing: list[ChecklistItem]) -> None:
        super().__init__(
            *(
                Problem(
                    "opening_requirement_missing",
                    "開店の前に「%(label)s」の設定が必要です。",
                    item.key,
                    {"label": item.label},
                )
                for item in missing
            )
        )
        self.missing = missing


def open_shop(*, actor: Actor) -> ShopInfo:
    """Make the shop in scope public. Raises NotReadyToOpen while a required part is missing, Conflict if it is not in
    preparation."""
    with write(actor) as change:
        # Held until the commit: the notice can't lose a field between the check and the opening (see save_legal_notice).
        LegalNotice.objects.select_for_update().get()
        missing = [item for item in checklist() if item.required and not item.done]
        if missing:
            raise NotReadyToOpen(missing)
        move_shop(ShopState.OPEN, frozenset({ShopState.PREPARING}), change, "shop.opened")
        Shop.objects.filter(pk=current_shop_id()).update(
            opened_at=Coalesce(F("opened_at"), Value(now(), output_field=DateTimeField()))
        )
        change.publish(ShopOpened(shop_id=current_shop_id()))
        return current_shop()


def hide_shop(*, actor: Actor) -> ShopInfo:
    """Take the open shop in scope back into preparation: buyers see that it is being prepared. Raises Conflict."""
    with write(actor) as change:
        move_shop(ShopState.PREPARING, frozenset({ShopState.OPEN}), change, "shop.hidden")
        change.publish(ShopHidden(shop_id=current_shop_id()))
        return current_shop()


def move_shop(new: ShopState, sources: frozenset[ShopState], change: Change, action: str) -> None:
    """Compare and swap the state of the shop in scope, inside a write. Raises Conflict when it is in none of `sources`."""
    old = current_shop().state
    if old in sources:
        SHOP_STATES.check(old, new)
    moved = old in sources and Shop.objects.filter(pk=current_shop_id(), state=old).update(state=new)
    if not moved:
        raise conflict(
            "shop_state_changed", "ショップの状態が変わっています。画面を読み込み直してご確認ください。"
        )
    change.audit(
        action, ("shops.Shop", current_shop_id()), old={"state": old.value}, new={"state": new.value}
    )
    raise_content_version()
