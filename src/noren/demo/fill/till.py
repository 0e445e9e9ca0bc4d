"""The buyers' side of the payment stand-in, for orders of the past."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import httpx

from noren.payments.models import PaymentAttempt
from noren.payments.services.sync import sync


class Till:
    """Pays, through the stand-in's control address, what the shop has opened there."""

    def __init__(self, base: str, *, secret_key: str) -> None:
        self._http = httpx.Client(
            base_url=base, timeout=10, headers={"Authorization": f"Bearer {secret_key}"}
        )

    def set_clock(self, moment: datetime) -> None:
        """Let the provider live at `moment` too: a deadline in the past is none."""
        offset = (moment - datetime.now(UTC)).total_seconds()
        self._http.put("/_standin/clock", json={"offset_seconds": offset}).raise_for_status()

    def approve(self, order_id: UUID) -> None:
        """Pay by card or PayPay."""
        self._act(order_id, {"action": "approve"})

    def choose_konbini(self, order_id: UUID) -> None:
        """Choose a convenience store and get the number for its till."""
        self._act(order_id, {"action": "choose_konbini", "chain": "lawson"})

    def pay_konbini(self, order_id: UUID) -> None:
        """Pay at the till."""
        self._act(order_id, {"action": "pay_konbini"})

    def _act(self, order_id: UUID, body: dict[str, str]) -> None:
        attempt = PaymentAttempt.objects.filter(payment__payable_id=order_id).order_by("-number").first()
        if attempt is None or not attempt.provider_payment_id:
            return
        self._http.post(f"/_standin/payments/{attempt.provider_payment_id}/act", json=body).raise_for_status()
        sync(attempt.payment_id)
