"""What the law's notice needs before the shop opens."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from noren.shops.legal import LABELS, missing_fields
from noren.shops.opening import requirement
from noren.shops.selectors import legal_notice_settings


def _missing_in_notice() -> list[str]:
    return [LABELS[name] for name in missing_fields(legal_notice_settings())]


requirement(
    "shops.legal_notice",
    _("特定商取引法に基づく表記"),
    area="legal",
    position=30,
    missing=_missing_in_notice,
)
