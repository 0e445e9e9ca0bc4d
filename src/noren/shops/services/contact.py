"""What people ask the shop through its form, and the record that it was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, NotAllowed, Problem, conflict, not_found
from noren.platform.accounts.services.limits import Limit, network_of, take
from noren.platform.tenancy.scope import current_shop_id
from noren.platform.transactions.write import write
from noren.shops.events import ContactReceived
from noren.shops.jobs import mail_contact_request
from noren.shops.models import ContactRequest
from noren.shops.services.numbers import next_number
from noren.shops.services.profile import email_problems
from noren.shops.states import ContactState
from noren.shops.types import ContactTopic

_LONGEST_BODY = 4000
# A person writes a few times; a program that fills in forms is stopped, and only for the shop it writes to.
PER_NETWORK = Limit("contact", 5, timedelta(minutes=10))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A filled-in form."""

    topic: ContactTopic
    name: str
    email: str
    body: str
    order_number: str = ""
    language: str = "ja"


def receive_contact(new: NewContact, *, actor: Actor, address: str) -> int:
    """Record a request to the shop in scope and mail it to the seller by a job. Returns its number.

    `address` is the sender's network address. Raises InvalidInput naming each wrong field, NotAllowed after many requests
    from one network.
    """
    problems = list(_problems(new))
    if problems:
        raise InvalidInput(*problems)
    if not take(PER_NETWORK, str(current_shop_id()), network_of(address)):
        raise NotAllowed(
            Problem(
                "too_many_requests",
                "お問い合わせが続いたため、一時的に受け付けを止めています。しばらく待ってから、もう一度お試しください。",
            )
        )
    with write(actor) as change:
        row = ContactRequest(
            number=next_number("contact"),
            topic=new.topic,
            name=new.name.strip(),
            email=new.email.strip(),
            order_number=new.order_number.strip(),
            body=new.body.strip(),
            language=new.language,
            created_at=now(),
        )
        row.save(force_insert=True)
        change.audit("contact.received", row, new={"number": row.number, "topic": row.topic})
        change.publish(ContactReceived(contact_id=row.pk))
        mail_contact_request.enqueue(contact_id=str(row.pk))
    return row.number


def mark_answered(contact_id: UUID, *, note: str, actor: Actor) -> None:
    """Record that the seller answered, with a note for the shop. Raises NotFound, Conflict when that is recorded already."""
    if len(note) > _LONGEST_BODY:
        raise InvalidInput(
            Problem("too_long", "%(longest)s文字までで入力してください。", "note", {"longest": _LONGEST_BODY})
        )
    with write(actor) as change:
        row = ContactRequest.objects.select_for_update().filter(pk=contact_id).first()
        if row is None:
            raise not_found("contact_unknown", "このお問い合わせは見つかりません。")
        moved = ContactRequest.objects.filter(pk=contact_id, state=ContactState.OPEN).update(
            state=ContactState.ANSWERED, answered_at=now()
        )
        if not moved:
            raise conflict("contact_answered", "このお問い合わせは、すでに対応済みです。")
        row.refresh_from_db()
        row.answer_note = note.strip()
        row.save(update_fields=["answer_note"])
        change.audit(
            "contact.answered",
            row,
            old={"state": ContactState.OPEN.value},
            new={"state": ContactState.ANSWERED.value, "note": row.answer_note},
        )


def _problems(new: NewContact) -> Iterator[Problem]:
    if not 1 <= len(new.name.strip()) <= 120:
        yield Problem("name_missing", "お名前を入力してください。", "name")
    if not new.email.strip():
        yield Problem("email_missing", "お返事をお送りするメールアドレスを入力してください。", "email")
    yield from email_problems(new.email.strip())
    if not 1 <= len(new.body.strip()) <= _LONGEST_BODY:
        yield Problem(
            "body_missing", "内容を1〜%(longest)s文字で入力してください。", "body", {"longest": _LONGEST_BODY}
        )
    if len(new.order_number) > 40:
        yield Problem("too_long", "%(longest)s文字までで入力してください。", "order_number", {"longest": 40})
