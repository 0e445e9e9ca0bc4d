"""A guest finds an order again by its number and the e-mail address it was placed with."""

from __future__ import annotations

import hmac
from datetime import timedelta

from django.db.models import F

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import conflict, invalid
from noren.kernel.japanese import normalize
from noren.orders.hashes import email_hash
from noren.orders.models import LookupBrake, Order
from noren.platform.transactions.write import write

FAILURES_ALLOWED = 5
BRAKE_LASTS = timedelta(hours=1)


def key_by_email(number: str, email: str, *, actor: Actor) -> str:
    """Return the key that opens the order's page.

    The answer is the same whether the number or the address is wrong. Order numbers can be guessed, so after five failures for
    one address it answers nothing for an hour: Conflict. Raises InvalidInput naming `number`.
    """
    wanted = email_hash(email)
    brake = LookupBrake.objects.filter(email_hash=wanted, since__gt=now() - BRAKE_LASTS).first()
    if brake is not None and brake.failures >= FAILURES_ALLOWED:
        raise conflict(
            "lookup_braked",
            "続けて見つからなかったため、しばらく検索できません。1時間ほどおいてお試しください。",
        )
    row = Order.objects.filter(number=normalize(number).lstrip("#")).first()
    if row is not None and wanted and hmac.compare_digest(row.email_hash, wanted):
        return row.secret
    if wanted:
        _count_failure(wanted, actor=actor)
    raise invalid(
        "order_not_found_by_email",
        "この番号とメールアドレスのご注文は見つかりません。確認のお知らせに書かれた番号をご確認ください。",
        field_name="number",
    )


def _count_failure(wanted: str, *, actor: Actor) -> None:
    with write(actor):
        LookupBrake.objects.filter(email_hash=wanted, since__lte=now() - BRAKE_LASTS).delete()
        LookupBrake.objects.bulk_create([LookupBrake(email_hash=wanted, since=now())], ignore_conflicts=True)
        LookupBrake.objects.filter(email_hash=wanted).update(failures=F("failures") + 1)
