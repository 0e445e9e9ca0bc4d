"""The sandbox provider: the HTTP API of `standins/payments/README.md`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import cast

from django.conf import settings
from standardwebhooks import Webhook, WebhookVerificationError

from noren.kernel.money import Money
from noren.payments.providers.base import (
    Account,
    BadSignature,
    EventPage,
    NewPayment,
    Notice,
    OutcomeUnknown,
    ProviderPayment,
    ProviderRefund,
)
from noren.payments.providers.calling import Caller, Circuit
from noren.payments.states import AttemptState, RefundState
from noren.payments.types import PaymentMethod

_STATES: dict[str, AttemptState] = {
    "created": AttemptState.WAITING,
    "pending": AttemptState.WAITING,
    "authorized": AttemptState.AUTHORIZED,
    "captured": AttemptState.CAPTURED,
    "partially_refunded": AttemptState.CAPTURED,
    "refunded": AttemptState.CAPTURED,
    "failed": AttemptState.FAILED,
    "cancelled": AttemptState.CANCELLED,
    "expired": AttemptState.EXPIRED,
}
_REFUND_STATES: dict[str, RefundState] = {
    "pending": RefundState.SENT,
    "succeeded": RefundState.CONFIRMED,
    "failed": RefundState.FAILED,
}
Json = Mapping[str, object]


class SandboxProvider:
    """Cards with 3-D Secure, convenience stores and a PayPay-like wallet on the provider's hosted page."""

    code = "sandbox"
    limits: Mapping[PaymentMethod, tuple[int, int]] = MappingProxyType(
        {
            PaymentMethod.CARD: (50, 9_999_999),
            PaymentMethod.KONBINI: (120, 300_000),
            PaymentMethod.PAYPAY: (1, 1_000_000),
        }
    )

    def __init__(self) -> None:
        self.circuit = Circuit()
        self._caller = Caller(circuit=self.circuit)

    def available(self) -> bool:
        """Tell whether it is configured and its circuit closed."""
        return bool(settings.NOREN.sandbox_provider_base) and self.circuit.closed()

    def request_for(self, new: NewPayment) -> dict[str, object]:
        """Return the body of POST /v1/payments: what the till takes at once, elsewhere held until we capture."""
        by_till = new.method is PaymentMethod.KONBINI
        return {
            "amount": new.amount.amount,
            "currency": new.amount.currency,
            "method": new.method.value,
            "capture": "automatic" if by_till else "manual",
            "reference": new.reference,
            "description": new.number,
            "return_url": new.return_url,
            "cancel_url": new.cancel_url,
            "customer": {name: value for name, value in new.payer.items() if value},
            "locale": new.language if new.language in ("ja", "ko", "en") else "ja",
            "expires_at": new.expires_at.replace(microsecond=0).isoformat(),
        }

    def create(self, account: Account, request: Json, *, key: str) -> ProviderPayment:
        """POST /v1/payments."""
        return _payment(self._post(account, "/v1/payments", request, key))

    def fetch(self, account: Account, payment_id: str) -> ProviderPayment:
        """GET /v1/payments/{id}."""
        return _payment(self._get(account, f"/v1/payments/{payment_id}"))

    def find(self, account: Account, reference: str) -> ProviderPayment | None:
        """GET /v1/payments?reference=."""
        found = _list(self._get(account, "/v1/payments", {"reference": reference}), "data")
        return _payment(found[0]) if found else None

    def capture(self, account: Account, payment_id: str, *, key: str) -> ProviderPayment:
        """POST /v1/payments/{id}/capture."""
        return _payment(self._post(account, f"/v1/payments/{payment_id}/capture", {}, key))

    def cancel(self, account: Account, payment_id: str, *, key: str) -> ProviderPayment:
        """POST /v1/payments/{id}/cancel."""
        return _payment(self._post(account, f"/v1/payments/{payment_id}/cancel", {}, key))

    def refund(
        self, account: Account, payment_id: str, *, amount: Money, note: str, key: str
    ) -> ProviderRefund:
        """POST /v1/payments/{id}/refunds."""
        body = {"amount": amount.amount, "reason": note}
        return _refund(self._post(account, f"/v1/payments/{payment_id}/refunds", body, key))

    def events_after(self, account: Account, last: str) -> EventPage:
        """GET /v1/events."""
        page = self._get(account, "/v1/events", {"limit": "100"} | ({"after": last} if last else {}))
        notices = tuple(_notice(_text(entry, "id"), entry) for entry in _list(page, "data"))
        return EventPage(notices, notices[-1].event_id if notices else last, page.get("has_more") is True)

    def read_notice(self, account: Account, headers: Mapping[str, str], body: bytes) -> Notice:
        """Check the signature by Standard Webhooks (five minutes of tolerance) and read the event."""
        lowered = {name.lower(): value for name, value in headers.items()}
        try:
            found = Webhook(account.webhook_secret).verify(body, lowered)
            return _notice(lowered["webhook-id"], cast("Json", found))
        except (WebhookVerificationError, OutcomeUnknown, ValueError, KeyError) as error:
            raise BadSignature(type(error).__name__) from error

    def _get(self, account: Account, path: str, query: Mapping[str, str] | None = None) -> Json:
        return self._caller.get(self._url(path), secret_key=account.secret_key, query=query)

    def _post(self, account: Account, path: str, body: Json, key: str) -> Json:
        return self._caller.post(self._url(path), secret_key=account.secret_key, body=body, key=key)

    @staticmethod
    def _url(path: str) -> str:
        return f"{settings.NOREN.sandbox_provider_base}{path}"


def _notice(event_id: str, event: Json) -> Notice:
    data = event.get("data")
    payment = data.get("payment") if isinstance(data, dict) else None
    if not isinstance(payment, dict):
        raise OutcomeUnknown("an event without a payment")
    return Notice(event_id, _text(event, "type"), _payment(payment))


def _payment(found: Json) -> ProviderPayment:
    konbini, failure = found.get("konbini"), found.get("failure")
    ticket: Json = konbini if isinstance(konbini, dict) else {}
    state = _STATES.get(_text(found, "state"))
    if state is None:
        raise OutcomeUnknown("a state we do not know")
    return ProviderPayment(
        id=_text(found, "id"),
        merchant=_text(found, "merchant"),
        reference=_text(found, "reference"),
        state=state,
        version=_number(found, "version"),
        amount=_number(found, "amount"),
        captured=_number(found, "amount_captured"),
        refunded=_number(found, "amount_refunded"),
        currency=_text(found, "currency"),
        hosted_url=_text(found, "hosted_url"),
        konbini_chain=_text(ticket, "chain") if ticket else "",
        konbini_number=_text(ticket, "number") if ticket else "",
        konbini_expires_at=_moment(ticket, "expires_at") if ticket else None,
        failure_code=_text(failure, "code") if isinstance(failure, dict) else "",
        refunds=tuple(_refund(entry) for entry in _list(found, "refunds")),
    )


def _refund(found: Json) -> ProviderRefund:
    failure = found.get("failure")
    state = _REFUND_STATES.get(_text(found, "state"))
    if state is None:
        raise OutcomeUnknown("a refund's state we do not know")
    return ProviderRefund(
        id=_text(found, "id"),
        amount=_number(found, "amount"),
        state=state,
        note=_text(found, "reason"),
        failure_code=_text(failure, "code") if isinstance(failure, dict) else "",
    )


def _text(found: Json, name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str):
        raise OutcomeUnknown(f"no {name} in the answer")
    return value


def _number(found: Json, name: str) -> int:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise OutcomeUnknown(f"no {name} in the answer")
    return value


def _moment(found: Json, name: str) -> datetime:
    try:
        return datetime.fromisoformat(_text(found, name))
    except ValueError as error:
        raise OutcomeUnknown(f"no {name} in the answer") from error


def _list(found: Json, name: str) -> list[Json]:
    value = found.get(name)
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise OutcomeUnknown(f"no {name} in the answer")
    return cast("list[Json]", value)
