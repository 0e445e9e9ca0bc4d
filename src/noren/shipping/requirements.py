"""What delivery needs before a shop opens."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from noren.shipping.selectors import has_complete_fees
from noren.shops.opening import requirement

requirement(
    "shipping.fees",
    _("配送方法と送料"),
    area="shipping",
    position=10,
    missing=lambda: () if has_complete_fees() else (_("送料"),),
)
