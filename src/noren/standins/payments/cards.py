"""Test cards and the checks a card form makes. A whole card number never leaves this module's callers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    APPROVED = "approved"
    CHALLENGE = "challenge"
    AUTHENTICATION_FAILED = "authentication_failed"
    DECLINED = "card_declined"
    INSUFFICIENT_FUNDS = "insufficient_funds"


@dataclass(frozen=True)
class TestCard:
    number: str
    outcome: Outcome
    note: str

    @property
    def spaced(self) -> str:
        return " ".join(self.number[start : start + 4] for start in range(0, len(self.number), 4))


TEST_CARDS = (
    TestCard("4242424242424242", Outcome.APPROVED, "支払い成功（本人認証なし）"),
    TestCard("4100000000000100", Outcome.APPROVED, "支払い成功（3Dセキュア・追加入力なし）"),
    TestCard("4100000000005000", Outcome.CHALLENGE, "3Dセキュアの確認画面（コード 123456）"),
    TestCard("4100000000500000", Outcome.AUTHENTICATION_FAILED, "3Dセキュアの認証に失敗"),
    TestCard("4000000000000002", Outcome.DECLINED, "カード会社が拒否"),
    TestCard("4123111111111000", Outcome.INSUFFICIENT_FUNDS, "残高・利用枠の不足"),
)
CHALLENGE_CODE = "123456"

FAILURE_MESSAGES = {
    Outcome.AUTHENTICATION_FAILED: "本人認証（3Dセキュア）を完了できませんでした。別のカードをお試しください。",
    Outcome.DECLINED: "カード会社の承認が得られませんでした。別のカードをお試しください。",
    Outcome.INSUFFICIENT_FUNDS: "ご利用可能額が不足しています。別のカードをお試しください。",
}


@dataclass(frozen=True)
class Card:
    """What may be kept of a card."""

    brand: str
    last4: str


@dataclass(frozen=True)
class CardEntry:
    """The card form as typed; lives for one request only."""

    number: str
    expiry: str
    cvc: str
    name: str

    @property
    def digits(self) -> str:
        return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", self.number))

    def __repr__(self) -> str:
        return f"CardEntry(last4={self.digits[-4:]!r})"


def luhn_valid(digits: str) -> bool:
    """ISO/IEC 7812-1 check digit."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


BRAND_PATTERNS = (
    ("visa", re.compile(r"4\d{15}")),
    ("jcb", re.compile(r"35(2[89]|[3-8]\d)\d{12}")),
    ("mastercard", re.compile(r"(5[1-5]\d\d|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720))\d{12}")),
    ("amex", re.compile(r"3[47]\d{13}")),
    ("diners", re.compile(r"3(0[0-5]|[68]\d)\d{11}")),
)


def brand_of(digits: str) -> str | None:
    return next((brand for brand, pattern in BRAND_PATTERNS if pattern.fullmatch(digits)), None)


def number_error(digits: str) -> str | None:
    if not digits:
        return "カード番号を入力してください。"
    if not (digits.isascii() and digits.isdigit()):
        return "カード番号は数字で入力してください。"
    if brand_of(digits) is None or not luhn_valid(digits):
        return "カード番号に誤りがあります。もう一度お確かめください。"
    return None


def expiry_error(typed: str, now: datetime) -> str | None:
    """`typed` is MM/YY; a card is good through the last day of its month (`now` in Japan time)."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed))
    if not text:
        return "有効期限を入力してください。"
    match = re.fullmatch(r"(0[1-9]|1[0-2])/?(\d\d)", text, re.ASCII)
    if match is None:
        return "有効期限は「月/年」（例：04/29）の形で入力してください。"
    month, year = int(match[1]), 2000 + int(match[2])
    if (year, month) < (now.year, now.month):
        return "有効期限が過ぎています。"
    if year > now.year + 20:
        return "有効期限の年に誤りがあります。"
    return None


def cvc_error(typed: str, brand: str | None) -> str | None:
    text = unicodedata.normalize("NFKC", typed).strip()
    if brand == "amex":
        return (
            None
            if re.fullmatch(r"\d{4}", text, re.ASCII)
            else "セキュリティコードは4桁の数字で入力してください。"
        )
    return (
        None
        if re.fullmatch(r"\d{3}", text, re.ASCII)
        else "セキュリティコードは3桁の数字で入力してください。"
    )


def name_error(typed: str) -> str | None:
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return "カードの名義を入力してください。"
    if not re.fullmatch(r"[A-Za-z][A-Za-z .'-]{0,44}", text):
        return "名義はカードの表記どおり、半角のローマ字で入力してください。"
    return None


def entry_errors(entry: CardEntry, now: datetime) -> dict[str, str]:
    """Errors by field name; empty when the card can be tried."""
    found = {
        "number": number_error(entry.digits),
        "expiry": expiry_error(entry.expiry, now),
        "cvc": cvc_error(entry.cvc, brand_of(entry.digits)),
        "name": name_error(entry.name),
    }
    return {field: message for field, message in found.items() if message is not None}


def outcome_of(digits: str) -> Outcome:
    """A real-looking number that is no test card is declined, as a provider's test mode does."""
    return next((card.outcome for card in TEST_CARDS if card.number == digits), Outcome.DECLINED)


def keep(digits: str) -> Card:
    return Card(brand=brand_of(digits) or "unknown", last4=digits[-4:])
