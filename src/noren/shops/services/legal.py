"""The notice the law asks for (特商法 11条)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, Problem
from noren.platform.transactions.write import write
from noren.shops.legal import missing_problems
from noren.shops.models import LegalNotice
from noren.shops.selectors import current_shop, legal_notice_settings
from noren.shops.services.content import raise_content_version
from noren.shops.services.profile import email_problems, phone_problems
from noren.shops.states import ShopState
from noren.shops.types import LegalNoticeInfo, SellerKind

_LONGEST_LINE = 200
_LONGEST_TEXT = 3000
_LINES = ("seller_name", "representative", "phone_hours")
_TEXTS = (
    "address", "price_terms", "extra_charges", "payment_terms", "delivery_time", "return_policy", "application_period",
    "special_conditions", "environment",
)  # fmt: skip


def save_legal_notice(notice: LegalNoticeInfo, *, actor: Actor) -> LegalNoticeInfo:
    """Store the notice of the shop in scope as a whole.

    A shop in preparation may leave fields empty; one that is public must have all the law needs. Raises InvalidInput naming
    each wrong or missing field.
    """
    cleaned = _cleaned(notice)
    problems = list(_problems(cleaned))
    with write(actor) as change:
        # The row is locked before the state is read: opening locks it too, so an open shop never lacks a field.
        row = LegalNotice.objects.select_for_update().get()
        if current_shop().state not in (ShopState.PREPARING, ShopState.CLOSED):
            problems += missing_problems(cleaned)
        if problems:
            raise InvalidInput(*problems)
        old, new = asdict(legal_notice_settings()), asdict(cleaned)
        changed = [name for name in new if new[name] != old[name]]
        for name in changed:
            setattr(row, name, new[name])
        row.updated_at = now()
        row.save()
        change.audit(
            "shop.legal_notice_saved",
            row,
            old={name: old[name] for name in changed},
            new={name: new[name] for name in changed},
        )
        raise_content_version()
    return cleaned


def _cleaned(notice: LegalNoticeInfo) -> LegalNoticeInfo:
    texts = {name: getattr(notice, name).strip() for name in (*_LINES, *_TEXTS, "phone", "email")}
    return replace(notice, **texts)


def _problems(notice: LegalNoticeInfo) -> Iterator[Problem]:
    for names, longest in ((_LINES, _LONGEST_LINE), (_TEXTS, _LONGEST_TEXT)):
        for name in names:
            if len(getattr(notice, name)) > longest:
                yield Problem(
                    "too_long", "%(longest)s文字までで入力してください。", name, {"longest": longest}
                )
    if notice.disclose_on_request and notice.seller_kind is SellerKind.CORPORATION:
        yield Problem(
            "disclosure_for_persons",
            "請求があったときに開示する方法を使えるのは、個人の方だけです。",
            "disclose_on_request",
        )
    yield from phone_problems(notice.phone)
    yield from email_problems(notice.email)
