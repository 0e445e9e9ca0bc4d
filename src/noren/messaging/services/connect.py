"""Connecting a shop to its own LINE channels."""

from __future__ import annotations

import re
from collections.abc import Iterator

import urllib3
from django.utils.translation import gettext_noop
from linebot.v3.messaging import ApiClient, ApiException, MessagingApi, SetWebhookEndpointRequest

from noren.customers.selectors import has_line_identities
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, Problem, Unavailable, conflict
from noren.kernel.japanese import normalize
from noren.messaging.channels.line import (
    TIMEOUT,
    LineRefusedCredentials,
    LineSilent,
    configuration,
    forget_token,
    token_of,
)
from noren.messaging.models import LineChannels
from noren.messaging.selectors import login_credentials, messaging_credentials
from noren.messaging.types import Credentials, Finding, NewLineSettings
from noren.platform.transactions.write import write
from noren.shops.services.content import raise_content_version

_CHANNEL_ID = re.compile(r"[0-9]{8,15}")
_PROVIDER_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_SECRET = re.compile(r"[0-9A-Za-z_-]{16,128}")
_LOW = 10  # percent of the month's messages


def save_line_settings(new: NewLineSettings, *, actor: Actor) -> None:
    """Store the channels; an empty secret keeps the one there is. Raises InvalidInput.

    The provider of a channel never changes (LINE Developers), and customers are known by their ids within it.
    """
    cleaned = _cleaned(new)
    with write(actor) as change:
        row = LineChannels.objects.select_for_update().first() or LineChannels()
        problems = list(_problems(cleaned, row))
        if problems:
            raise InvalidInput(*problems)
        old = _public(row)
        row.provider_id = cleaned.provider_id
        row.login_channel_id = cleaned.login_channel_id
        row.login_secret = cleaned.login_secret or row.login_secret
        if row.messaging_channel_id != cleaned.messaging_channel_id:
            row.bot_user_id = row.bot_name = row.bot_basic_id = ""
        row.messaging_channel_id = cleaned.messaging_channel_id
        row.messaging_secret = cleaned.messaging_secret or row.messaging_secret
        row.findings, row.checked_at, row.refused_at, row.quota_reached_at = [], None, None, None
        row.save()
        change.audit("messaging.line_saved", row, old=old, new=_public(row))
        # Whether a page offers the log-in with LINE may have changed.
        raise_content_version()


def check_line(*, webhook_url: str, actor: Actor) -> tuple[Finding, ...]:
    """Ask LINE whether the channels work, and keep what was found."""
    findings = tuple(_findings(webhook_url, actor))
    with write(actor):
        LineChannels.objects.update(findings=list(findings), checked_at=now())
    return findings


def register_webhook(*, webhook_url: str, actor: Actor) -> None:
    """Enter our address as the channel's webhook at LINE, in place of any other. Raises Conflict, Unavailable."""
    credentials = messaging_credentials()
    if credentials is None:
        raise conflict("line_not_connected", "先にメッセージのチャネルIDとシークレットを保存してください。")
    try:
        with ApiClient(configuration(token_of(credentials))) as client:
            request = SetWebhookEndpointRequest(endpoint=webhook_url)
            MessagingApi(client).set_webhook_endpoint(request, _request_timeout=TIMEOUT)
    except (ApiException, LineRefusedCredentials) as refusal:
        raise conflict(
            "webhook_refused",
            "LINEがこのURLを受け付けませんでした。LINE Developersで直接貼り付けてください。",
        ) from refusal
    except (LineSilent, urllib3.exceptions.HTTPError, OSError, ValueError) as silent:
        message = gettext_noop("LINEからの応答がありません。少し時間をおいて、もう一度お試しください。")
        raise Unavailable(Problem("line_silent", message)) from silent
    with write(actor) as change:
        row = LineChannels.objects.get()
        change.audit("messaging.webhook_registered", row, new={"url": webhook_url})


def _findings(webhook_url: str, actor: Actor) -> Iterator[Finding]:
    login, messaging = login_credentials(), messaging_credentials()
    if login is not None:
        yield _works(login, Finding.LOGIN_OK, Finding.LOGIN_REFUSED)
    if messaging is not None:
        found = _works(messaging, Finding.MESSAGING_OK, Finding.MESSAGING_REFUSED)
        yield found
        if found is Finding.MESSAGING_OK:
            yield from _account_findings(messaging, webhook_url, actor)


def _works(credentials: Credentials, good: Finding, bad: Finding) -> Finding:
    forget_token(credentials)
    try:
        token_of(credentials)
    except LineRefusedCredentials:
        return bad
    except LineSilent:
        return Finding.LINE_SILENT
    return good


def _account_findings(credentials: Credentials, webhook_url: str, actor: Actor) -> Iterator[Finding]:
    try:
        with ApiClient(configuration(token_of(credentials))) as client:
            api = MessagingApi(client)
            _keep_bot(api.get_bot_info(_request_timeout=TIMEOUT), actor)
            yield _webhook_finding(api, webhook_url)
            if _quota_low(api):
                yield Finding.QUOTA_LOW
    except (
        ApiException,
        LineSilent,
        LineRefusedCredentials,
        urllib3.exceptions.HTTPError,
        OSError,
        ValueError,
    ):
        yield Finding.LINE_SILENT


def _keep_bot(bot: object, actor: Actor) -> None:
    with write(actor):
        LineChannels.objects.update(
            bot_user_id=getattr(bot, "user_id", "") or "",
            bot_name=getattr(bot, "display_name", "") or "",
            bot_basic_id=getattr(bot, "basic_id", "") or "",
        )


def _webhook_finding(api: MessagingApi, webhook_url: str) -> Finding:
    try:
        found = api.get_webhook_endpoint(_request_timeout=TIMEOUT)
    except ApiException as refusal:
        if refusal.status == 404:
            return Finding.WEBHOOK_MISSING
        raise
    if found.endpoint != webhook_url:
        return Finding.WEBHOOK_MISSING
    return Finding.WEBHOOK_OK if found.active else Finding.WEBHOOK_OFF


def _quota_low(api: MessagingApi) -> bool:
    limit = api.get_message_quota(_request_timeout=TIMEOUT).value
    if not limit:
        return False
    used = api.get_message_quota_consumption(_request_timeout=TIMEOUT).total_usage
    return bool((limit - used) * 100 < limit * _LOW)


def _cleaned(new: NewLineSettings) -> NewLineSettings:
    return NewLineSettings(
        provider_id=normalize(new.provider_id),
        login_channel_id=normalize(new.login_channel_id),
        login_secret=new.login_secret.strip(),
        messaging_channel_id=normalize(new.messaging_channel_id),
        messaging_secret=new.messaging_secret.strip(),
    )


def _problems(new: NewLineSettings, row: LineChannels) -> Iterator[Problem]:
    if not _PROVIDER_ID.fullmatch(new.provider_id):
        yield Problem("provider_missing", "プロバイダーIDを入力してください。", "provider_id")
    elif _moves_a_channel(new, row) and has_line_identities(row.provider_id):
        message = gettext_noop(
            "チャネルのプロバイダーは変わりません。このプロバイダーで、すでにお客様がログインしています。"
        )
        yield Problem("provider_fixed", message, "provider_id")
    login_kept = bool(row.login_secret) and new.login_channel_id == row.login_channel_id
    messaging_kept = bool(row.messaging_secret) and new.messaging_channel_id == row.messaging_channel_id
    yield from _channel_problems("login", new.login_channel_id, new.login_secret, kept=login_kept)
    yield from _channel_problems(
        "messaging", new.messaging_channel_id, new.messaging_secret, kept=messaging_kept
    )
    if new.login_channel_id and new.login_channel_id == new.messaging_channel_id:
        message = gettext_noop(
            "ログインとメッセージは別々のチャネルです。それぞれのチャネルIDを入力してください。"
        )
        yield Problem("channels_same", message, "messaging_channel_id")


def _channel_problems(prefix: str, channel_id: str, secret: str, *, kept: bool) -> Iterator[Problem]:
    if not channel_id and not secret:
        return
    if not _CHANNEL_ID.fullmatch(channel_id):
        yield Problem(
            "channel_id_malformed",
            "チャネルIDは数字だけです。もう一度ご確認ください。",
            f"{prefix}_channel_id",
        )
    if secret and not _SECRET.fullmatch(secret):
        yield Problem(
            "secret_malformed",
            "チャネルシークレットは英数字だけです。前後の空白や改行が入っていないかご確認ください。",
            f"{prefix}_secret",
        )
    if not secret and not kept:
        yield Problem("secret_missing", "チャネルシークレットを入力してください。", f"{prefix}_secret")


def _moves_a_channel(new: NewLineSettings, row: LineChannels) -> bool:
    if not row.provider_id or new.provider_id == row.provider_id:
        return False
    pairs = (
        (new.login_channel_id, row.login_channel_id),
        (new.messaging_channel_id, row.messaging_channel_id),
    )
    return any(given and given == before for given, before in pairs)


def _public(row: LineChannels) -> dict[str, str]:
    return {
        "provider": row.provider_id,
        "login_channel": row.login_channel_id,
        "messaging_channel": row.messaging_channel_id,
    }
