"""The stand-in's own API under /_standin/: what no real provider has, for tests and the demo."""

import base64
import binascii
import secrets
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.payments import cards, deliveries, validation
from noren.standins.payments.context import Context, context_of
from noren.standins.payments.errors import ApiError, conflict, invalid, not_found
from noren.standins.payments.faults import (
    ENDPOINTS,
    EVERY,
    ONLY_AT,
    Fault,
    NewRule,
    WebhookFault,
    add_rule,
    clear_rules,
    list_rules,
)
from noren.standins.payments.model import Failure, Json, Merchant, Payment
from noren.standins.payments.rendering import CHAIN_NAMES
from noren.standins.payments.states import OPEN

EVENT_TYPES = (
    "payment.pending",
    "payment.authorized",
    "payment.captured",
    "payment.failed",
    "payment.cancelled",
    "payment.expired",
    "payment.refunded",
    "refund.failed",
)
MOST_USES = 10_000
LONGEST_SECONDS = 86_400.0
TEN_YEARS = 3_650 * 86_400.0


def put_merchant(context: Context, body: Json) -> Json:
    """Creates or replaces a merchant account; keys left out are made up and told."""
    validation.only(body, ("id", "name", "secret_key", "webhook_url", "webhook_secret"))
    merchant = Merchant(
        id=validation.text(body, "id", longest=64),
        name=validation.text(body, "name", longest=100),
        secret_key=_secret_key(body),
        webhook_url=validation.url(body, "webhook_url") if body.get("webhook_url") is not None else None,
        webhook_secret=_webhook_secret(body),
    )
    owner = context.store.merchant_by_key(merchant.secret_key)
    if owner is not None and owner.id != merchant.id:
        raise conflict("secret_key_in_use", "Another merchant has this secret_key.", "secret_key")
    context.store.put_merchant(merchant)
    return merchant.as_json()


def _secret_key(body: Json) -> str:
    key = (
        validation.text(body, "secret_key", longest=200)
        if "secret_key" in body
        else f"sk_{secrets.token_hex(16)}"
    )
    if not key.startswith("sk_") or " " in key:
        raise invalid("secret_key", "secret_key must start with sk_.")
    return key


def _webhook_secret(body: Json) -> str:
    if "webhook_secret" not in body:
        return f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
    secret = validation.text(body, "webhook_secret", longest=200)
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise invalid("webhook_secret", "webhook_secret must be whsec_ and Base64.") from error
    if not (secret.startswith("whsec_") and 24 <= len(key) <= 64):
        raise invalid("webhook_secret", "webhook_secret must be whsec_ and Base64 of 24 to 64 bytes.")
    return secret


def list_merchants(context: Context, body: Json) -> Json:
    return {"data": [merchant.as_json() for merchant in context.store.merchants()]}


def set_clock(context: Context, body: Json) -> Json:
    """Moves the stand-in's clock and lets expire what is due then."""
    validation.only(body, ("offset_seconds",))
    offset = validation.number(body, "offset_seconds", least=-TEN_YEARS, most=TEN_YEARS)
    if offset is None:
        raise invalid("offset_seconds", "offset_seconds is required.")
    context.store.set_clock_offset(offset)
    context.provider.expire_due()
    return get_clock(context, body)


def get_clock(context: Context, body: Json) -> Json:
    return {"offset_seconds": context.store.clock_offset(), "now": context.store.now()}


def add_fault(context: Context, body: Json) -> Json:
    kind = Fault(validation.choice(body, "kind", tuple(Fault)))
    endpoint = validation.choice(body, "endpoint", (*ENDPOINTS, EVERY), default=EVERY)
    if kind in ONLY_AT and endpoint not in ONLY_AT[kind]:
        raise invalid("endpoint", f"{kind} fits only: {', '.join(sorted(ONLY_AT[kind]))}.")
    add_rule(
        context.store, _rule(context, body, scope="api", target=endpoint, target_name="endpoint", kind=kind)
    )
    return get_faults(context, body)


def add_webhook_fault(context: Context, body: Json) -> Json:
    kind = WebhookFault(validation.choice(body, "kind", tuple(WebhookFault)))
    event = validation.choice(body, "type", (*EVENT_TYPES, EVERY), default=EVERY)
    add_rule(
        context.store, _rule(context, body, scope="webhook", target=event, target_name="type", kind=kind)
    )
    return get_faults(context, body)


def _rule(
    context: Context, body: Json, *, scope: str, target: str, target_name: str, kind: Fault | WebhookFault
) -> NewRule:
    validation.only(body, ("kind", target_name, "merchant", "count", "seconds", "amount"))
    merchant_id = validation.text(body, "merchant", longest=64) if "merchant" in body else None
    if merchant_id is not None and context.store.merchant(merchant_id) is None:
        raise not_found("merchant")
    return NewRule(
        scope=scope,
        target=target,
        kind=kind,
        count=validation.integer({"count": 1, **body}, "count", least=1, most=MOST_USES),
        merchant_id=merchant_id,
        seconds=validation.number(body, "seconds", least=0, most=LONGEST_SECONDS),
        amount=validation.integer(body, "amount", least=-9_999_999, most=9_999_999)
        if "amount" in body
        else None,
    )


def get_faults(context: Context, body: Json) -> Json:
    return {"data": list_rules(context.store)}


def forget_faults(context: Context, body: Json) -> Json:
    clear_rules(context.store)
    return get_faults(context, body)


def clear(context: Context, body: Json) -> Json:
    context.store.clear()
    return {"cleared": True}


def resend(context: Context, event_id: str) -> Json:
    """Sends the event's webhook again, whole and well, under its first webhook-id."""
    event = context.store.event(event_id)
    if event is None:
        raise not_found("event")
    deliveries.add_delivery(context.store, event, None)
    context.wake.set()
    return {"queued": event.id}


def act(context: Context, payment: Payment, body: Json) -> Json:
    """Does what a customer does on the hosted page, without a browser."""
    validation.only(body, ("action", "chain", "late"))
    provider = context.provider
    actions: dict[str, Callable[[], Payment]] = {
        "open": lambda: provider.open_page(payment),
        "approve": lambda: provider.approve(_opened(context, payment, "card", "paypay"), _card_for(payment)),
        "fail": lambda: provider.fail(
            _opened(context, payment, "card", "paypay"),
            Failure(cards.Outcome.DECLINED.value, cards.FAILURE_MESSAGES[cards.Outcome.DECLINED]),
        ),
        "cancel": lambda: provider.cancel(payment),
        "choose_konbini": lambda: provider.choose_konbini(
            _opened(context, payment, "konbini"),
            validation.choice(body, "chain", tuple(CHAIN_NAMES), default="lawson"),
        ),
        "pay_konbini": lambda: provider.pay_at_till(payment, late=body.get("late") is True),
    }
    return provider.payment_json(actions[validation.choice(body, "action", tuple(actions))]())


def _opened(context: Context, payment: Payment, *methods: str) -> Payment:
    if payment.request.method not in methods or payment.state not in OPEN:
        raise conflict(
            "invalid_state", f"This does not fit a {payment.state.value} {payment.request.method} payment."
        )
    return context.provider.open_page(payment)


def _card_for(payment: Payment) -> cards.Card | None:
    return cards.keep(cards.TEST_CARDS[0].number) if payment.request.method == "card" else None


def settle_refund(context: Context, refund_id: str, body: Json) -> Json:
    validation.only(body, ("state",))
    refund = context.store.refund(refund_id)
    if refund is None:
        raise not_found("refund")
    succeeded = validation.choice(body, "state", ("succeeded", "failed")) == "succeeded"
    return context.provider.settle_refund(refund, succeeded=succeeded).as_json()


def _plain(work: Callable[[Context, Json], Json]) -> Callable[[Request], Awaitable[Response]]:
    return _route(lambda context, request, body: work(context, body))


def _route(work: Callable[[Context, Request, Json], Json]) -> Callable[[Request], Awaitable[Response]]:
    async def run(request: Request) -> Response:
        context = context_of(request)
        try:
            raw = await request.body()
            body = validation.parse_object(raw) if raw else {}
            with context.store.transaction():
                return JSONResponse(work(context, request, body))
        except ApiError as error:
            return JSONResponse(error.body(), error.status)

    return run


def _payment_in_path(context: Context, request: Request) -> Payment:
    payment = context.store.payment(request.path_params["payment_id"])
    if payment is None:
        raise not_found("payment")
    return payment


def _act_route(context: Context, request: Request, body: Json) -> Json:
    return act(context, _payment_in_path(context, request), body)


def _resend_route(context: Context, request: Request, body: Json) -> Json:
    return resend(context, request.path_params["event_id"])


def _settle_route(context: Context, request: Request, body: Json) -> Json:
    return settle_refund(context, request.path_params["refund_id"], body)


def _webhooks_route(context: Context, request: Request, body: Json) -> Json:
    return {"data": deliveries.listing(context.store, payment_id=request.query_params.get("payment"))}


ROUTES = [
    Route("/_standin/merchants", _plain(put_merchant), methods=["PUT", "POST"]),
    Route("/_standin/merchants", _plain(list_merchants), methods=["GET"]),
    Route("/_standin/clock", _plain(set_clock), methods=["PUT", "POST"]),
    Route("/_standin/clock", _plain(get_clock), methods=["GET"]),
    Route("/_standin/faults", _plain(add_fault), methods=["POST"]),
    Route("/_standin/faults", _plain(get_faults), methods=["GET"]),
    Route("/_standin/faults", _plain(forget_faults), methods=["DELETE"]),
    Route("/_standin/webhook-faults", _plain(add_webhook_fault), methods=["POST"]),
    Route("/_standin/webhooks", _route(_webhooks_route), methods=["GET"]),
    Route("/_standin/webhooks/{event_id}/resend", _route(_resend_route), methods=["POST"]),
    Route("/_standin/payments/{payment_id}/act", _route(_act_route), methods=["POST"]),
    Route("/_standin/refunds/{refund_id}/settle", _route(_settle_route), methods=["POST"]),
    Route("/_standin/clear", _plain(clear), methods=["POST"]),
]
