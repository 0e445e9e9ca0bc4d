"""What payment needs before a shop opens."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from noren.payments.selectors import all_method_settings
from noren.shops.opening import requirement


def _missing() -> tuple[str, ...]:
    offered = any(settings.enabled and settings.ready for settings in all_method_settings())
    return () if offered else (_("お支払い方法"),)


requirement("payments.method", _("お支払い方法"), area="payments", position=20, missing=_missing)
