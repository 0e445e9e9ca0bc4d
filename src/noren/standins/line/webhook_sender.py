"""Sends queued webhook events, one after the other per official account."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import httpx

from noren.standins.line.clock import Clock
from noren.standins.line.database import JsonObject, dump
from noren.standins.line.directory import Directory, MessagingChannel
from noren.standins.line.webhooks import QueuedEvent, Webhooks, sign

IDLE_SECONDS = 5.0
USER_AGENT = "LineBotWebhook/2.0"


class WebhookSender:
    """The background task behind the queue. ``redelivery_delays`` are seconds between attempts."""

    def __init__(
        self,
        webhooks: Webhooks,
        directory: Directory,
        clock: Clock,
        *,
        redelivery_delays: Sequence[float],
        timeout_seconds: float,
    ) -> None:
        self._webhooks = webhooks
        self._directory = directory
        self._clock = clock
        self._delays = tuple(redelivery_delays)
        self._timeout = timeout_seconds
        self._wake = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._client: httpx.AsyncClient | None = None

    def wake(self) -> None:
        """Look at the queue now."""
        self._wake.set()

    async def run(self) -> None:
        """Serve the queue until cancelled."""
        async with httpx.AsyncClient(timeout=self._timeout, trust_env=False) as client:
            self._client = client
            try:
                while True:
                    self._wake.clear()
                    pause = self._start_due()
                    await self._sleep(pause)
            finally:
                for task in self._busy.values():
                    task.cancel()

    async def idle(self, *, timeout_seconds: float) -> bool:
        """Wait until nothing is waiting to be sent; False when time runs out first."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout_seconds
        while self._webhooks.waiting() or self._busy:
            if loop.time() > end:
                return False
            await asyncio.sleep(0.02)
        return True

    async def post(
        self, channel: MessagingChannel, events: list[JsonObject], *, url: str, wrong_signature: bool = False
    ) -> int:
        """POST one signed body and return the status; raises httpx.HTTPError when nothing came back."""
        if self._client is None:
            raise RuntimeError("the sender is not running")
        body = dump({"destination": channel.bot_user_id, "events": events}).encode()
        secret = f"not-{channel.secret}" if wrong_signature else channel.secret
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": USER_AGENT,
            "x-line-signature": sign(secret, body),
        }
        answer = await self._client.post(url, content=body, headers=headers)
        return answer.status_code

    def _start_due(self) -> float:
        now = self._clock.milliseconds()
        pause = IDLE_SECONDS
        for channel_id, due in self._webhooks.waiting().items():
            if channel_id in self._busy:
                continue
            if due <= now:
                self._busy[channel_id] = asyncio.create_task(self._serve(channel_id))
            else:
                pause = min(pause, (due - now) / 1000)
        return pause

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), max(seconds, 0.005))
        except TimeoutError:
            return

    async def _serve(self, channel_id: str) -> None:
        try:
            while (event := self._webhooks.next_due(channel_id)) is not None:
                await self._send(event)
        finally:
            del self._busy[channel_id]
            self._wake.set()

    async def _send(self, event: QueuedEvent) -> None:
        channel = self._directory.messaging_channel(event.channel)
        if channel is None or not channel.webhook_active or not channel.webhook_url:
            self._webhooks.drop(event)
            return
        try:
            status = await self.post(
                channel, [event.event], url=channel.webhook_url, wrong_signature=event.wrong_signature
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self._fail(event, channel, status=None, reason=type(error).__name__)
            return
        if 200 <= status < 300:
            self._webhooks.delivered(event, status=status)
        else:
            self._fail(event, channel, status=status, reason="error_status_code")

    def _fail(
        self, event: QueuedEvent, channel: MessagingChannel, *, status: int | None, reason: str
    ) -> None:
        again = channel.redelivery and event.attempts < len(self._delays)
        self._webhooks.failed(
            event, status=status, reason=reason, retry_in=self._delays[event.attempts] if again else None
        )
