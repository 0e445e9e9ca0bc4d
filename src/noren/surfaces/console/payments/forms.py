"""Reading what was typed into the payment settings; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noren.kernel.errors import InvalidInput, Problem
from noren.kernel.japanese import normalize
from noren.payments.types import MethodSettings

MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class MethodForm:
    """One way to pay, as typed."""

    enabled: bool
    fee_amount: str
    deadline_days: str
    bank_account: str
    minimum_amount: str
    maximum_amount: str

    def numbers(self) -> dict[str, int]:
        """Return the numbers; empty is 0. Raises InvalidInput for each that is none."""
        typed = {
            "fee_amount": self.fee_amount,
            "deadline_days": self.deadline_days,
            "minimum_amount": self.minimum_amount,
            "maximum_amount": self.maximum_amount,
        }
        problems = [
            Problem("not_a_number", "0以上の整数を入力してください。", name)
            for name, text in typed.items()
            if _number(text) is None
        ]
        if problems:
            raise InvalidInput(*problems)
        return {name: _number(text) or 0 for name, text in typed.items()}


def typed_method(post: Mapping[str, str]) -> MethodForm:
    """Return what was typed."""
    return MethodForm(
        enabled=post.get("enabled") == "on",
        fee_amount=post.get("fee_amount", ""),
        deadline_days=post.get("deadline_days", ""),
        bank_account=post.get("bank_account", "").replace("\r\n", "\n"),
        minimum_amount=post.get("minimum_amount", ""),
        maximum_amount=post.get("maximum_amount", ""),
    )


def stored_method(settings: MethodSettings) -> MethodForm:
    """Return what is stored, as it would have been typed."""
    return MethodForm(
        enabled=settings.enabled,
        fee_amount=str(settings.fee.amount),
        deadline_days=str(settings.deadline_days or ""),
        bank_account=settings.bank_account,
        minimum_amount=str(settings.minimum.amount),
        maximum_amount=str(settings.maximum.amount),
    )


def errors_of(problems: Sequence[Problem], translate: object) -> dict[str, str]:
    """Return the sentence for each field, "" for the whole form."""
    speak = translate if callable(translate) else str
    return {problem.field: problem.text(speak) for problem in reversed(problems)}


def _number(text: str) -> int | None:
    plain = normalize(text).replace(",", "")
    if not plain:
        return 0
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS else None
