"""The shop's ways to pay and its contracts with providers."""

from __future__ import annotations

import re
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, Problem, conflict, not_found
from noren.payments import later
from noren.payments.models import Incident, MethodSetting, ProviderAccount
from noren.payments.providers.registry import known, provider, provider_for
from noren.payments.selectors import account_settings, method_settings
from noren.payments.services.compare import next_night
from noren.payments.types import AccountSettings, MethodSettings, PaymentMethod
from noren.platform.transactions.write import write
from noren.shops.services.content import raise_content_version

_LONGEST_DEADLINE_DAYS = 14
_LARGEST_FEE = 5_000
_LONGEST_BANK_TEXT = 400
_MERCHANT = re.compile(r"^[A-Za-z0-9_-]{1,64}$")


def set_method(
    method: PaymentMethod,
    *,
    enabled: bool,
    fee_amount: int = 0,
    deadline_days: int = 0,
    bank_account: str = "",
    minimum_amount: int = 0,
    maximum_amount: int = 0,
    actor: Actor,
) -> MethodSettings:
    """Set how the shop takes one way to pay. Amounts in minor units; 0 days or limits mean the usual ones.

    Raises InvalidInput.
    """
    values = {
        "enabled": enabled,
        "fee_amount": fee_amount,
        "deadline_days": deadline_days,
        "bank_account": bank_account.strip(),
        "minimum_amount": minimum_amount,
        "maximum_amount": maximum_amount,
    }
    problems = _problems(method, values)
    if problems:
        raise InvalidInput(*problems)
    with write(actor) as change:
        row, _ = MethodSetting.objects.get_or_create(method=method)
        MethodSetting.objects.filter(pk=row.pk).update(**values)
        change.audit(
            "payments.method_set", row, new={"method": method, "enabled": enabled, "fee": fee_amount}
        )
        raise_content_version()
    return method_settings(method)


def set_account(
    provider_code: str, *, merchant: str, secret_key: str = "", webhook_secret: str = "", actor: Actor
) -> AccountSettings:
    """Store the shop's contract with a provider; an empty secret keeps the one there is. Raises InvalidInput."""
    before = account_settings(provider_code)
    problems = _account_problems(before, provider_code, merchant, secret_key, webhook_secret)
    if problems:
        raise InvalidInput(*problems)
    with write(actor) as change:
        row = ProviderAccount.objects.select_for_update().filter(provider=provider_code).first()
        fresh = row is None
        row = row or ProviderAccount(provider=provider_code)
        row.merchant = merchant
        row.secret_key = secret_key or row.secret_key
        row.webhook_secret = webhook_secret or row.webhook_secret
        row.save()
        change.audit(
            "payments.account_set", row, old={"merchant": before.merchant}, new={"merchant": merchant}
        )
        if fresh:
            later.compare(provider_code, next_night())
        raise_content_version()
    return account_settings(provider_code)


def resolve_incident(incident_id: UUID, *, resolution: str, actor: Actor) -> None:
    """Note how a person settled an open question. Raises InvalidInput, NotFound, Conflict."""
    text = resolution.strip()
    if not text or len(text) > 200:
        raise InvalidInput(
            Problem(
                "resolution_needed", "どのように対応したかを200文字以内で入力してください。", "resolution"
            )
        )
    with write(actor) as change:
        row = Incident.objects.filter(pk=incident_id).first()
        if row is None:
            raise not_found("incident_missing", "この確認事項は見つかりません。")
        open_one = Incident.objects.filter(pk=incident_id, resolved_at=None)
        if not open_one.update(resolved_at=now(), resolution=text):
            raise conflict("incident_resolved", "この確認事項はすでに対応済みです。")
        change.audit("payment.incident_resolved", row, new={"resolution": text})


def _problems(method: PaymentMethod, values: dict[str, object]) -> list[Problem]:
    found = []
    fee, days = int(str(values["fee_amount"])), int(str(values["deadline_days"]))
    if not 0 <= fee <= _LARGEST_FEE:
        found.append(Problem("fee_range", "手数料は0〜5,000円で入力してください。", "fee_amount"))
    if not 0 <= days <= _LONGEST_DEADLINE_DAYS:
        found.append(Problem("days_range", "お支払い期限は1〜14日で入力してください。", "deadline_days"))
    if len(str(values["bank_account"])) > _LONGEST_BANK_TEXT:
        found.append(Problem("bank_long", "振込先は400文字以内で入力してください。", "bank_account"))
    if not values["enabled"]:
        return found
    if method is PaymentMethod.BANK_TRANSFER and not values["bank_account"]:
        found.append(Problem("bank_needed", "振込先の口座を入力してください。", "bank_account"))
    if not method.by_hand and not account_settings(provider_for(method)).complete:
        found.append(Problem("account_needed", "先に決済サービスの契約情報を登録してください。", "enabled"))
    return found + _limit_problems(method, values)


def _limit_problems(method: PaymentMethod, values: dict[str, object]) -> list[Problem]:
    least, most = int(str(values["minimum_amount"])), int(str(values["maximum_amount"]))
    allowed = provider(provider_for(method)).limits[method] if not method.by_hand else (1, 9_999_999)
    if least and most and least > most:
        return [Problem("limits_order", "下限金額は上限金額以下にしてください。", "minimum_amount")]
    if least > allowed[1] or (most and most < allowed[0]):
        return [Problem("limits_range", "この支払い方法では使えない金額です。", "maximum_amount")]
    return []


def _account_problems(
    before: AccountSettings, code: str, merchant: str, secret_key: str, webhook_secret: str
) -> list[Problem]:
    found = []
    if not known(code):
        found.append(Problem("provider_unknown", "この決済サービスには対応していません。"))
    if not _MERCHANT.match(merchant):
        found.append(Problem("merchant_invalid", "加盟店IDを半角英数字で入力してください。", "merchant"))
    if not before.secret_key_hint and not secret_key:
        found.append(Problem("secret_key_needed", "シークレットキーを入力してください。", "secret_key"))
    if secret_key and not (secret_key.startswith("sk_") and secret_key.isascii() and " " not in secret_key):
        found.append(
            Problem("secret_key_invalid", "シークレットキーは「sk_」で始まる文字列です。", "secret_key")
        )
    if not before.has_webhook_secret and not webhook_secret:
        found.append(
            Problem("webhook_secret_needed", "Webhook署名キーを入力してください。", "webhook_secret")
        )
    if webhook_secret and not webhook_secret.startswith("whsec_"):
        found.append(
            Problem(
                "webhook_secret_invalid", "Webhook署名キーは「whsec_」で始まる文字列です。", "webhook_secret"
            )
        )
    return found
