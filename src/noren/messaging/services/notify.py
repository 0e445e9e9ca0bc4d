"""Telling a person of a fact, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.ids import uuid7
from noren.messaging.jobs import deliver_notice
from noren.messaging.models import Delivery
from noren.messaging.types import JSONValue, MailText
from noren.platform.privacy.crypto import lookup_hash
from noren.platform.transactions.write import write

# LINE takes so many messages in one call (Messaging API, "Send push message").
MOST_LINE_MESSAGES = 5


def notify(
    *,
    kind: str,
    dedupe_key: str,
    line: Sequence[Mapping[str, JSONValue]],
    mail: MailText | None,
    language: str,
    actor: Actor,
    customer_id: UUID | None = None,
    email: str = "",
) -> None:
    """Send a notice to a customer, or to a guest's e-mail address; of one fact (`dedupe_key`) at most one to each person.

    It goes out after the commit of the running write: by LINE to friends of the shop's account, else by e-mail to `email` or
    the customer's own address. `line` are LINE message objects (up to 5), `mail` the same in text; None or empty where the
    notice has no such form. Calling again with the same key and person does nothing.
    """
    if customer_id is None and not email:
        raise ValueError("a notice needs a customer or an e-mail address")
    if len(line) > MOST_LINE_MESSAGES:
        raise ValueError(f"LINE takes {MOST_LINE_MESSAGES} messages at once, not {len(line)}")
    row = Delivery(
        id=uuid7(),
        dedupe_key=dedupe_key,
        recipient=_recipient(customer_id, email),
        kind=kind,
        customer_id=customer_id,
        email=email,
        language=language,
        line_messages=[dict(message) for message in line],
        mail={"subject": mail.subject, "text": mail.text} if mail else {},
        retry_key=uuid4(),
        created_at=now(),
    )
    with write(actor):
        # The unique key decides, not a look beforehand: two workers may tell of the same fact at the same moment.
        Delivery.objects.bulk_create([row], ignore_conflicts=True)
        if Delivery.objects.filter(pk=row.pk).exists():
            deliver_notice.enqueue(str(row.pk))


def _recipient(customer_id: UUID | None, email: str) -> str:
    if customer_id is not None:
        return f"customer:{customer_id.hex}"
    return lookup_hash("delivery.email", email.strip().casefold())
