"""Sends webhooks: signed by Standard Webhooks, in order per merchant, merchants side by side."""

import asyncio
import json
import time
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from secrets import token_bytes

import httpx
from standardwebhooks import Webhook

from noren.standins.payments import deliveries
from noren.standins.payments.context import Context
from noren.standins.payments.deliveries import Delivery, Outcome
from noren.standins.payments.faults import DEFAULT_SECONDS, WebhookFault
from noren.standins.payments.model import Merchant

RECEIVER_SECONDS = 5.0
LONGEST_SLEEP_SECONDS = 1.0
SPOILT_FIELDS: dict[str, tuple[str, object]] = {
    WebhookFault.WRONG_CURRENCY.value: ("currency", "USD"),
    WebhookFault.WRONG_MERCHANT.value: ("merchant", "m_somebody_else"),
}


async def run(context: Context) -> None:
    """Until stopped. Each merchant has at most one webhook (or one simultaneous pair) under way."""
    busy: dict[str, asyncio.Task[None]] = {}
    async with httpx.AsyncClient(timeout=RECEIVER_SECONDS, trust_env=False) as client:
        while not context.stopping.is_set():
            context.wake.clear()
            busy = {merchant: task for merchant, task in busy.items() if not task.done()}
            for merchant_id in deliveries.merchants_with_due(context.store):
                if merchant_id not in busy:
                    busy[merchant_id] = asyncio.create_task(_send_next(context, client, merchant_id))
            await _sleep(context)
        for task in busy.values():
            task.cancel()
        await asyncio.gather(*busy.values(), return_exceptions=True)


async def _sleep(context: Context) -> None:
    due = deliveries.seconds_until_next(context.store)
    seconds = LONGEST_SLEEP_SECONDS if due is None else min(max(due, 0.02), LONGEST_SLEEP_SECONDS)
    try:
        await asyncio.wait_for(context.wake.wait(), timeout=seconds)
    except TimeoutError:
        return


async def _send_next(context: Context, client: httpx.AsyncClient, merchant_id: str) -> None:
    merchant = context.store.merchant(merchant_id)
    batch = deliveries.next_batch(context.store, merchant_id)
    if merchant is not None and batch:
        outcomes = await asyncio.gather(*(_send(client, merchant, delivery) for delivery in batch))
        for delivery, outcome in zip(batch, outcomes, strict=True):
            deliveries.record(context.store, delivery, outcome, retry_seconds=context.retry_seconds)
    context.wake.set()


async def _send(client: httpx.AsyncClient, merchant: Merchant, delivery: Delivery) -> Outcome:
    if merchant.webhook_url is None:
        return Outcome(None, "the merchant has no webhook_url")
    body = _body(delivery)
    headers = _headers(merchant, delivery, body)
    try:
        response = await client.post(merchant.webhook_url, content=body.encode(), headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Outcome(None, type(error).__name__)
    return Outcome(response.status_code, None)


def _body(delivery: Delivery) -> str:
    fault = delivery.fault
    if fault != WebhookFault.WRONG_AMOUNT and fault not in SPOILT_FIELDS:
        return delivery.event.body
    body = json.loads(delivery.event.body)
    payment = body["data"]["payment"]
    field, value = SPOILT_FIELDS.get(fault or "", ("amount", payment["amount"] + 1))
    payment[field] = value
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _headers(merchant: Merchant, delivery: Delivery, body: str) -> dict[str, str]:
    """Signed with real time, not the stand-in's clock: receivers compare with their own."""
    moment = datetime.fromtimestamp(int(time.time()), UTC)
    if delivery.fault == WebhookFault.OLD_TIMESTAMP:
        moment -= timedelta(seconds=DEFAULT_SECONDS[WebhookFault.OLD_TIMESTAMP])
    forged = delivery.fault == WebhookFault.WRONG_SIGNATURE
    secret = b64encode(token_bytes(24)).decode() if forged else merchant.webhook_secret
    signature = Webhook(secret).sign(delivery.event.id, moment, body)
    return {
        "content-type": "application/json",
        "user-agent": "StandinPayments/1",
        "webhook-id": delivery.event.id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signature,
    }
