"""Making and stopping coupons."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import IntegrityError

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, Problem, invalid, not_found
from noren.platform.transactions.write import write
from noren.promotions.codes import is_code, normalize_code
from noren.promotions.models import Coupon
from noren.promotions.selectors import info
from noren.promotions.types import CouponInfo, CouponKind, CouponTerms


def create_coupon(*, code: str, terms: CouponTerms, actor: Actor) -> CouponInfo:
    """Make a coupon that can be used at once, within its dates. Raises InvalidInput with a problem per field."""
    compared = normalize_code(code)
    problems = [*_code_problems(compared), *_problems(terms)]
    if problems:
        raise InvalidInput(*problems)
    try:
        with write(actor) as change:
            row = Coupon(
                code=compared,
                title=terms.title.strip(),
                kind=terms.kind.value,
                value=terms.value,
                minimum_amount=terms.minimum.amount,
                currency=terms.minimum.currency,
                starts_at=terms.starts_at,
                ends_at=terms.ends_at,
                uses_limit=terms.uses_limit,
                uses_per_customer=terms.uses_per_customer,
                created_at=now(),
            )
            row.save(force_insert=True)
            change.audit("coupon.created", row, new={"code": compared, "kind": row.kind, "value": row.value})
    except IntegrityError as error:
        raise invalid("coupon_code_taken", "同じコードのクーポンがあります。", field_name="code") from error
    return info(row)


def set_active(coupon_id: UUID, *, active: bool, actor: Actor) -> CouponInfo:
    """Stop a coupon, or let it be used again. Raises NotFound."""
    with write(actor) as change:
        changed = Coupon.objects.filter(pk=coupon_id, active=not active).update(active=active)
        row = Coupon.objects.filter(pk=coupon_id).first()
        if row is None:
            raise not_found("coupon_not_found", "クーポンが見つかりません。")
        if changed:
            change.audit("coupon.activated" if active else "coupon.stopped", row, old={"active": not active})
    return info(row)


def _code_problems(code: str) -> Iterator[Problem]:
    if not is_code(code):
        yield Problem(
            "coupon_code_invalid",
            "コードは半角の英数字・ハイフン・アンダーバーで、3〜32文字にしてください。",
            "code",
        )


def _problems(terms: CouponTerms) -> Iterator[Problem]:
    if not 1 <= len(terms.title.strip()) <= 80:
        yield Problem("coupon_title_invalid", "クーポンの名前を1〜80文字で入力してください。", "title")
    if terms.kind is CouponKind.PERCENT and not 1 <= terms.value <= 100:
        yield Problem("coupon_percent_invalid", "割引率は1〜100の数字で入力してください。", "value")
    if terms.kind is CouponKind.AMOUNT and terms.value < 1:
        yield Problem("coupon_amount_invalid", "割引額は1以上の数字で入力してください。", "value")
    if terms.minimum.amount < 0:
        yield Problem("coupon_minimum_invalid", "最低購入額は0以上の数字で入力してください。", "minimum")
    if terms.starts_at and terms.ends_at and terms.ends_at <= terms.starts_at:
        yield Problem("coupon_dates_invalid", "終了日時は開始日時より後にしてください。", "ends_at")
    for name, limit in (("uses_limit", terms.uses_limit), ("uses_per_customer", terms.uses_per_customer)):
        if limit is not None and limit < 1:
            yield Problem("coupon_limit_invalid", "利用回数は1以上の数字で入力してください。", name)
