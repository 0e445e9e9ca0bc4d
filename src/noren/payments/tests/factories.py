"""Truthful payments for tests."""

from __future__ import annotations

from noren.kernel.actors import Actor, guest, system
from noren.kernel.ids import uuid7
from noren.kernel.money import Money, yen
from noren.payments.providers.registry import provider_for
from noren.payments.services.configure import set_account, set_method
from noren.payments.services.open import open_payment
from noren.payments.types import Payable, PaymentInfo, PaymentMethod

WEBHOOK_SECRET = "whsec_" + "c2VjcmV0LWZvci10ZXN0cy1vbmx5LTI0LWJ5dGVz"
SECRET_KEY = "sk_test_koharu"
BANK = "京都中央銀行 四条支店 普通 1234567 コハル"
SETUP: Actor = system("tests")


def accept(
    *methods: PaymentMethod, merchant: str = "koharu", secret_key: str = SECRET_KEY, fee_amount: int = 0
) -> None:
    """Let the shop in scope take these ways to pay."""
    for method in methods or tuple(PaymentMethod):
        if not method.by_hand:
            set_account(
                provider_for(method),
                merchant=merchant,
                secret_key=secret_key,
                webhook_secret=WEBHOOK_SECRET,
                actor=SETUP,
            )
        bank = BANK if method is PaymentMethod.BANK_TRANSFER else ""
        set_method(method, enabled=True, fee_amount=fee_amount, bank_account=bank, actor=SETUP)


def make_payment(method: PaymentMethod = PaymentMethod.CARD, *, amount: Money | None = None) -> PaymentInfo:
    """Open a payment of ¥4,950 for an order of its own."""
    payable = Payable("order", uuid7(), "KH-100001")
    return open_payment(payable, amount=amount or yen(4950), method=method, actor=guest())
