"""The operator's work on plans and campaigns, and the plan of a shop."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now, today
from noren.kernel.errors import conflict, invalid, not_found
from noren.platform.transactions.write import write
from noren.settlement.models import FeeCampaign, FeePlan, FeeRate, ShopFeePlan
from noren.settlement.types import CampaignInfo, FeeKind, Rate

_ALL = 10_000


def begin_campaign(
    name: str,
    *,
    starts_on: date,
    ends_on: date,
    waives_sales_fee: bool = True,
    waives_payment_fee: bool = False,
) -> CampaignInfo:
    """Announce "no fees until `ends_on`" to all shops: days in Japan, both included. The installation's own: no shop.

    Raises InvalidInput.
    """
    title = name.strip()
    if not title or len(title) > 80:
        raise invalid("campaign_name", "キャンペーン名を1〜80文字で入力してください。", field_name="name")
    if ends_on < starts_on:
        raise invalid("campaign_days", "終了日は開始日以降にしてください。", field_name="ends_on")
    if not (waives_sales_fee or waives_payment_fee):
        raise invalid("campaign_empty", "無料にする手数料を選んでください。", field_name="waives_sales_fee")
    row = FeeCampaign.objects.create(
        name=title,
        starts_on=starts_on,
        ends_on=ends_on,
        waives_sales_fee=waives_sales_fee,
        waives_payment_fee=waives_payment_fee,
        created_at=now(),
    )
    return CampaignInfo(row.pk, title, starts_on, ends_on, waives_sales_fee, waives_payment_fee)


def end_campaign(campaign_id: UUID, *, ends_on: date) -> None:
    """Move the last day of a campaign. What was agreed for past sales stays. Raises NotFound, InvalidInput."""
    row = FeeCampaign.objects.filter(pk=campaign_id).first()
    if row is None:
        raise not_found("campaign_missing", "このキャンペーンは見つかりません。")
    if ends_on < max(row.starts_on, today()):
        raise invalid("campaign_days", "終了日は今日以降にしてください。", field_name="ends_on")
    FeeCampaign.objects.filter(pk=campaign_id).update(ends_on=ends_on)


def set_rate(plan_code: str, kind: FeeKind, rate: Rate, *, starts_on: date) -> None:
    """Set a plan's fee from a day on, which must still come: sellers are told before. Raises InvalidInput."""
    if starts_on <= today():
        raise invalid("rate_day", "手数料の変更は明日以降の日付にしてください。", field_name="starts_on")
    if not 0 <= rate.basis_points <= _ALL or rate.fixed < 0:
        raise invalid("rate_range", "手数料率は0〜100%で入力してください。", field_name="basis_points")
    plan, _ = FeePlan.objects.get_or_create(code=plan_code, defaults={"name": plan_code})
    FeeRate.objects.update_or_create(
        plan=plan,
        kind=kind,
        starts_on=starts_on,
        defaults={"basis_points": rate.basis_points, "fixed_amount": rate.fixed},
    )


def agree_plan(plan_code: str, *, starts_on: date, actor: Actor) -> None:
    """Put the shop in scope on a plan from a day on. Raises NotFound, Conflict when that day has one already."""
    plan = FeePlan.objects.filter(code=plan_code).first()
    if plan is None:
        raise not_found("plan_missing", "この料金プランは見つかりません。")
    with write(actor) as change:
        row = ShopFeePlan(plan=plan, starts_on=starts_on)
        if ShopFeePlan.objects.filter(starts_on=starts_on).exists():
            raise conflict("plan_day_taken", "この日からの料金プランはすでに登録されています。")
        row.save(force_insert=True)
        change.audit("fees.plan_agreed", row, new={"plan": plan_code, "starts_on": str(starts_on)})
