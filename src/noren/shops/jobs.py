"""The shops' work outside requests."""

from __future__ import annotations

from uuid import UUID

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from noren.shops.models import ContactRequest
from noren.shops.selectors import current_shop, legal_notice_settings
from noren.shops.wording import TOPIC_LABELS


@task()
def mail_contact_request(*, contact_id: str) -> None:
    """Mail a request to the seller, so that answering the mail answers the buyer.

    Without an address of the seller's the request waits in the console, where it is anyway.
    """
    row = ContactRequest.objects.get(pk=UUID(contact_id))
    to = legal_notice_settings().email
    if not to:
        return
    shop = current_shop()
    with translation.override(shop.language):
        values = {"shop": shop.name, "number": row.number, "topic": _(TOPIC_LABELS[row.topic])}
        lines = [
            _("お名前: %(name)s") % {"name": row.name},
            _("メールアドレス: %(email)s") % {"email": row.email},
        ]
        if row.order_number:
            lines.append(_("ご注文番号: %(number)s") % {"number": row.order_number})
        EmailMessage(
            subject=_("【%(shop)s】お問い合わせ %(number)s（%(topic)s）") % values,
            body="\n".join([*lines, "", row.body]),
            to=[to],
            reply_to=[row.email],
        ).send()
