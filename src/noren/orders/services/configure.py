"""How a shop's orders move by themselves."""

from __future__ import annotations

from noren.kernel.actors import Actor
from noren.kernel.errors import InvalidInput, Problem
from noren.orders.models import OrderSettings
from noren.platform.transactions.write import write

MOST_DAYS = 60


def set_order_settings(*, complete_after_days: int, arrival_after_days: int, actor: Actor) -> None:
    """Set the days from arrival to completion, and from shipping until a parcel is taken as arrived.

    What is already under way keeps its time. Raises InvalidInput naming the fields.
    """
    values = {"complete_after_days": complete_after_days, "arrival_after_days": arrival_after_days}
    problems = [
        Problem("days_out_of_range", "日数は1〜%(most)dで入力してください。", name, {"most": MOST_DAYS})
        for name, days in values.items()
        if not 1 <= days <= MOST_DAYS
    ]
    if problems:
        raise InvalidInput(*problems)
    with write(actor) as change:
        row = OrderSettings.objects.first() or OrderSettings()
        old = {name: getattr(row, name) for name in values}
        for name, days in values.items():
            setattr(row, name, days)
        row.save()
        change.audit("orders.settings_set", row, old=old, new=values)
