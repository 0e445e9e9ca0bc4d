"""The tabs over the order list: which pile each shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from noren.orders.states import Desk
from noren.orders.types import DeskCounts


@dataclass(frozen=True, slots=True)
class Queue:
    """A tab: its key in the address, its name, and what it holds."""

    key: str
    name: str | Promise
    desk: Desk | None = None
    attention: bool = False

    def count(self, counts: DeskCounts) -> int:
        """Return how many lie there, as far as they are counted."""
        if self.attention:
            return counts.attention
        known = {
            Desk.TO_CONFIRM: counts.to_confirm,
            Desk.TO_SHIP: counts.to_ship,
            Desk.WAITING: counts.waiting,
        }
        return known.get(self.desk, 0) if self.desk is not None else 0

    @property
    def urgent(self) -> bool:
        """Whether its number stands out."""
        return self.attention or self.desk in (Desk.TO_CONFIRM, Desk.TO_SHIP)


QUEUES = (
    Queue("to_confirm", gettext_lazy("未確認"), Desk.TO_CONFIRM),
    Queue("to_ship", gettext_lazy("発送待ち"), Desk.TO_SHIP),
    Queue("waiting", gettext_lazy("入金待ち"), Desk.WAITING),
    Queue("on_the_way", gettext_lazy("発送済み"), Desk.ON_THE_WAY),
    Queue("attention", gettext_lazy("要確認"), attention=True),
    Queue("all", gettext_lazy("すべて")),
)


def queue_of(key: str) -> Queue:
    """Return the tab of a key; an unknown one shows all."""
    return next((queue for queue in QUEUES if queue.key == key), QUEUES[-1])
