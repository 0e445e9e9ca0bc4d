"""Reading messages and LINE settings."""

from __future__ import annotations

from uuid import UUID

from noren.messaging.models import Delivery, LineChannels
from noren.messaging.states import DeliveryState
from noren.messaging.types import ChannelName, Credentials, DeliveryInfo, Finding, LineSettings

_SHOWN_LETTERS = 4


def line_settings() -> LineSettings:
    """Return the LINE channels of the shop in scope, as staff may see them."""
    row = LineChannels.objects.first() or LineChannels()
    return LineSettings(
        provider_id=row.provider_id,
        login_channel_id=row.login_channel_id,
        login_secret_end=row.login_secret[-_SHOWN_LETTERS:],
        messaging_channel_id=row.messaging_channel_id,
        messaging_secret_end=row.messaging_secret[-_SHOWN_LETTERS:],
        bot_name=row.bot_name,
        bot_basic_id=row.bot_basic_id,
        findings=tuple(Finding(value) for value in row.findings),
        checked_at=row.checked_at,
        quota_reached_at=row.quota_reached_at,
        refused_at=row.refused_at,
    )


def login_credentials() -> Credentials | None:
    """Return the shop's LINE Login channel, or None while it has none."""
    row = LineChannels.objects.first()
    complete = row is not None and row.provider_id and row.login_channel_id and row.login_secret
    return Credentials(row.login_channel_id, row.login_secret) if row and complete else None


def messaging_credentials() -> Credentials | None:
    """Return the shop's Messaging API channel, or None while it has none."""
    row = LineChannels.objects.first()
    complete = row is not None and row.provider_id and row.messaging_channel_id and row.messaging_secret
    return Credentials(row.messaging_channel_id, row.messaging_secret) if row and complete else None


def deliveries_to(customer_id: UUID, *, limit: int = 20) -> list[DeliveryInfo]:
    """Return the newest notices to a customer."""
    return [_info(row) for row in Delivery.objects.filter(customer_id=customer_id).order_by("-id")[:limit]]


def deliveries_of(dedupe_key: str) -> list[DeliveryInfo]:
    """Return the notices of a fact."""
    return [_info(row) for row in Delivery.objects.filter(dedupe_key=dedupe_key).order_by("id")]


def _info(row: Delivery) -> DeliveryInfo:
    return DeliveryInfo(
        id=row.pk,
        kind=row.kind,
        state=DeliveryState(row.state),
        channel=ChannelName(row.channel) if row.channel else None,
        problem=row.problem,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )
