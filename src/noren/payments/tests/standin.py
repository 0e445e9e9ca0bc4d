"""The real stand-in provider, in a process of its own, with a merchant account for each test."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from noren.kernel.actors import guest
from noren.payments.models import PaymentAttempt
from noren.payments.providers.registry import provider_for
from noren.payments.services.configure import set_account, set_method
from noren.payments.services.start import start
from noren.payments.tests.factories import SETUP, make_payment
from noren.payments.types import PaymentInfo, PaymentMethod, PaymentStart

RETURN = "https://shop.example.jp/koharu/checkout/return"
OUTSIDE = (PaymentMethod.CARD, PaymentMethod.KONBINI, PaymentMethod.PAYPAY)
LONGEST_WAIT_SECONDS = 10.0


@dataclass
class Standin:
    """A merchant's view of the stand-in, and the strings a test pulls."""

    url: str
    merchant: str
    secret_key: str
    webhook_secret: str

    def accept(self, *methods: PaymentMethod) -> None:
        """Let the shop in scope take payments with this merchant account."""
        for method in methods or OUTSIDE:
            set_account(
                provider_for(method),
                merchant=self.merchant,
                secret_key=self.secret_key,
                webhook_secret=self.webhook_secret,
                actor=SETUP,
            )
            set_method(method, enabled=True, actor=SETUP)

    def fault(self, kind: str, endpoint: str = "*", *, count: int = 1, seconds: float | None = None) -> None:
        """Let the next calls of this merchant go wrong."""
        body: dict[str, object] = {
            "kind": kind,
            "endpoint": endpoint,
            "merchant": self.merchant,
            "count": count,
        }
        self.control("POST", "faults", body | ({"seconds": seconds} if seconds is not None else {}))

    def webhook_fault(self, kind: str, event: str = "*", *, seconds: float | None = None) -> None:
        """Let the next webhook of this merchant go wrong."""
        body: dict[str, object] = {"kind": kind, "type": event, "merchant": self.merchant}
        self.control("POST", "webhook-faults", body | ({"seconds": seconds} if seconds is not None else {}))

    def act(self, payment_id: str, action: str, **more: object) -> dict[str, Any]:
        """Do what the customer does on the hosted page."""
        return self.control("POST", f"payments/{payment_id}/act", {"action": action, **more})

    def send_webhooks_to(self, url: str) -> None:
        """Set this merchant's webhook address."""
        self._put(url)

    def webhooks(self, payment_id: str) -> list[dict[str, Any]]:
        """Return what was sent about a payment, with the outcome of each try."""
        found: list[dict[str, Any]] = self.control("GET", f"webhooks?payment={payment_id}", None)["data"]
        return found

    def payments(self, reference: str) -> list[dict[str, Any]]:
        """Return the provider's payments under a reference."""
        found: list[dict[str, Any]] = self._api(f"/v1/payments?reference={reference}")["data"]
        return found

    def payment(self, payment_id: str) -> dict[str, Any]:
        """Return a payment as the provider has it."""
        return self._api(f"/v1/payments/{payment_id}")

    def create_elsewhere(self, reference: str) -> str:
        """Take a payment with the same account, but not through us; returns its id."""
        body = {
            "amount": 777,
            "currency": "JPY",
            "method": "paypay",
            "reference": reference,
            "return_url": RETURN,
            "cancel_url": RETURN,
        }
        headers = self._headers() | {"Idempotency-Key": secrets.token_hex(8)}
        answer = httpx.post(f"{self.url}/v1/payments", json=body, headers=headers, trust_env=False)
        found: str = answer.raise_for_status().json()["id"]
        return found

    def control(self, method: str, path: str, body: dict[str, object] | None) -> dict[str, Any]:
        """Call the stand-in's control API."""
        answer = httpx.request(method, f"{self.url}/_standin/{path}", json=body, timeout=10, trust_env=False)
        assert answer.status_code < 300, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def _put(self, webhook_url: str | None) -> None:
        body: dict[str, object] = {
            "id": self.merchant,
            "name": "暮らしの道具 こはる",
            "secret_key": self.secret_key,
            "webhook_secret": self.webhook_secret,
        }
        self.control("PUT", "merchants", body | ({"webhook_url": webhook_url} if webhook_url else {}))

    def _api(self, path: str) -> dict[str, Any]:
        answer = httpx.get(f"{self.url}{path}", headers=self._headers(), timeout=10, trust_env=False)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret_key}"}


def new_merchant(url: str) -> Standin:
    """Make a merchant account of its own at the stand-in."""
    token = secrets.token_hex(6)
    webhook_secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
    found = Standin(url, f"m_{token}", f"sk_{token}", webhook_secret)
    found._put(None)
    return found


def begin(info: PaymentInfo) -> PaymentStart:
    """Start paying, as the checkout does."""
    return start(info.id, return_url=RETURN, cancel_url=RETURN, actor=guest())


def begun(method: PaymentMethod = PaymentMethod.CARD) -> tuple[PaymentInfo, str]:
    """Open and start a payment; returns it and the provider's id."""
    info = make_payment(method)
    begin(info)
    return info, provider_id(info)


def provider_id(info: PaymentInfo) -> str:
    """Return the provider's id of the payment's last attempt."""
    return last_attempt(info).provider_payment_id


def last_attempt(info: PaymentInfo) -> PaymentAttempt:
    """Return the payment's last attempt."""
    return PaymentAttempt.objects.filter(payment_id=info.id).order_by("-number")[0]


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
