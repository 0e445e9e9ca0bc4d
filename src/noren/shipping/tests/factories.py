"""Truthful delivery methods for tests."""

from __future__ import annotations

from noren.kernel.actors import system
from noren.kernel.money import Money, yen
from noren.shipping.services.settings import save_method
from noren.shipping.types import MethodSettings


def method_settings(*, fee: int = 700, free_from: Money | None = None, **changes: object) -> MethodSettings:
    """Return a method that goes to all prefectures for one fee, Okinawa for 1,500 yen."""
    values: dict[str, object] = {
        "id": None,
        "name": "宅急便",
        "carrier": "yamato",
        "active": True,
        "free_from": free_from,
        "lead_days_min": 1,
        "lead_days_max": 3,
        "cutoff_hour": 12,
        "closed_weekdays": (6, 7),
        "offers_date": True,
        "date_horizon_days": 14,
        "offers_slot": True,
        "fees": {code: yen(1500 if code == 47 else fee) for code in range(1, 48)},
        "transit_days": {},
    }
    return MethodSettings(**{**values, **changes})  # type: ignore[arg-type]


def make_method(**changes: object) -> MethodSettings:
    """Save such a method for the shop in scope."""
    return save_method(method_settings(**changes), actor=system("test"))  # type: ignore[arg-type]
