"""The buyers' side of the payment stand-in, for orders of the past."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import httpx

from noren.payments.models import PaymentAttempt
from noren.payments.services.sync import sync


class Till:
    """Pays, through the stand-in's control address, what the shop has opened there."""

    def __init__(self, base: str, *, name: str, merchant: str, secret_key: str, webhook_secret: str) -> None:
        self._http = httpx.Client(base_url=base, timeout=10)
        self._merchant = {
            "id": merchant,
            "name": name,
            "secret_key": secret_key,
            "webhook_secret": webhook_secret,
        }

    def sign_up(self) -> None:
        """Become a merchant of the provider. No notices yet: nobody listens while the past is lived through."""
        self._http.put("/_standin/merchants", json=self._merchant).raise_for_status()

    def send_notices_to(self, address: str) -> None:
        """Give the provider the address for its notices."""
        body = {**self._merchant, "webhook_url": address}
        self._http.put("/_standin/merchants", json=body).raise_for_status()

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
