"""The merchants' API under /v1: authentication, idempotency, faults, and one short function per endpoint."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.payments import idempotency, misbehave, validation
from noren.standins.payments.context import Context, context_of
from noren.standins.payments.errors import ApiError, invalid, not_found
from noren.standins.payments.faults import Fault, Rule, take_rule
from noren.standins.payments.idempotency import Answer
from noren.standins.payments.model import Event, Json, Merchant, Payment

LARGEST_BODY_BYTES = 65_536
BIGGEST_AMOUNT = 9_999_999
MOST_EVENTS = 100


@dataclass(frozen=True)
class Call:
    """One authenticated API call; `body` is empty for GET."""

    context: Context
    merchant: Merchant
    request: Request
    body: Json
    rule: Rule | None

    def payment(self) -> Payment:
        """The payment in the path. A payment of another merchant does not exist for this one."""
        payment = self.context.store.payment(self.request.path_params["payment_id"])
        if payment is None or payment.merchant_id != self.merchant.id:
            raise not_found("payment")
        return payment


Handler = Callable[[Call], Answer]


def create_payment(call: Call) -> Answer:
    now = call.context.store.now()
    payment = call.context.provider.create(call.merchant, validation.payment_request(call.body, now=now))
    return Answer(201, call.context.provider.payment_json(payment))


def get_payment(call: Call) -> Answer:
    return Answer(200, call.context.provider.payment_json(call.payment()))


def list_payments(call: Call) -> Answer:
    query = _query(call, "reference")
    if "reference" not in query:
        raise invalid("reference", "reference is required.")
    found = call.context.store.payments_by_reference(call.merchant.id, query["reference"])
    return Answer(200, {"data": [call.context.provider.payment_json(payment) for payment in found]})


def capture_payment(call: Call) -> Answer:
    validation.only(call.body, ("amount",))
    payment = call.payment()
    amount = payment.amount
    if "amount" in call.body:
        amount = validation.integer(call.body, "amount", least=1, most=BIGGEST_AMOUNT)
    return Answer(200, call.context.provider.payment_json(call.context.provider.capture(payment, amount)))


def cancel_payment(call: Call) -> Answer:
    validation.only(call.body, ())
    return Answer(200, call.context.provider.payment_json(call.context.provider.cancel(call.payment())))


def create_refund(call: Call) -> Answer:
    validation.only(call.body, ("amount", "reason"))
    payment = call.payment()
    amount = validation.integer(call.body, "amount", least=1, most=BIGGEST_AMOUNT)
    reason = validation.text(call.body, "reason", longest=200)
    kind = call.rule.kind if call.rule else None
    slow = kind in (Fault.REFUND_PENDING, Fault.REFUND_FAILED)
    refund = call.context.provider.refund(payment, amount=amount, reason=reason, pending=slow)
    if kind == Fault.REFUND_FAILED:
        refund = call.context.provider.settle_refund(refund, succeeded=False)
    return Answer(201, refund.as_json())


def get_refund(call: Call) -> Answer:
    refund = call.context.store.refund(call.request.path_params["refund_id"])
    payment = call.context.store.payment(refund.payment_id) if refund else None
    if refund is None or payment is None or payment.merchant_id != call.merchant.id:
        raise not_found("refund")
    return Answer(200, refund.as_json())


def list_events(call: Call) -> Answer:
    query = _query(call, "after", "limit")
    limit = query.get("limit", "20")
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= MOST_EVENTS):
        raise invalid("limit", f"limit must be between 1 and {MOST_EVENTS}.")
    after = call.context.store.event(query["after"]) if "after" in query else None
    if "after" in query and (after is None or after.merchant_id != call.merchant.id):
        raise invalid("after", "after must be the id of an event.")
    sequence = after.sequence if after else 0
    found = call.context.store.events_after(call.merchant.id, sequence, int(limit) + 1)
    page = found[: int(limit)]
    return Answer(200, {"data": [_event_json(event) for event in page], "has_more": len(found) > len(page)})


def _event_json(event: Event) -> Json:
    body: Json = json.loads(event.body)
    return {"id": event.id, **body}


def _query(call: Call, *allowed: str) -> dict[str, str]:
    pairs = call.request.query_params.multi_items()
    for name, _ in pairs:
        if name not in allowed:
            raise ApiError(400, "unknown_parameter", f"Unknown parameter: {name[:60]}", name[:60])
    if len(dict(pairs)) != len(pairs):
        raise ApiError(400, "invalid_parameter", "A parameter is given twice.")
    return dict(pairs)


def _authenticate(context: Context, request: Request) -> Merchant:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    merchant = context.store.merchant_by_key(key.strip()) if scheme.lower() == "bearer" else None
    if merchant is None:
        raise ApiError(401, "unauthorized", "A valid secret key is needed: Authorization: Bearer sk_…")
    return merchant


async def _posted(request: Request) -> Json:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ApiError(400, "invalid_content_type", "Content-Type must be application/json.")
    raw = await request.body()
    if len(raw) > LARGEST_BODY_BYTES:
        raise ApiError(413, "body_too_large", f"The body may have at most {LARGEST_BODY_BYTES} bytes.")
    return validation.parse_object(raw)


def endpoint(name: str, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Wraps a handler; `name` is what fault rules call it."""

    async def run(request: Request) -> Response:
        context = context_of(request)
        try:
            merchant = _authenticate(context, request)
            posting = request.method == "POST"
            body = await _posted(request) if posting else {}
            key = idempotency.checked_key(request.headers.get("idempotency-key")) if posting else None
        except ApiError as error:
            return JSONResponse(error.body(), error.status)
        rule = take_rule(context.store, scope="api", target=name, merchant_id=merchant.id)
        spoilt = await misbehave.before(context, request, rule)
        if spoilt is not None:
            return spoilt
        answer = _answer(Call(context, merchant, request, body, rule), handler, key)
        return await misbehave.after(context, request, rule, answer)

    return run


def _answer(call: Call, handler: Handler, key: str | None) -> JSONResponse:
    store = call.context.store
    call.context.provider.expire_due()
    try:
        with store.transaction():
            answer = handler(call) if key is None else _once(call, handler, key)
    except ApiError as error:
        return JSONResponse(error.body(), error.status)
    return JSONResponse(answer.body, answer.status)


def _once(call: Call, handler: Handler, key: str) -> Answer:
    """Only what was carried out is remembered; a refused request changed nothing and may be sent again."""
    store, merchant_id = call.context.store, call.merchant.id
    seen = idempotency.fingerprint(call.request.url.path, call.body)
    earlier = idempotency.recall(store, merchant_id=merchant_id, key=key, seen=seen)
    if earlier is not None:
        return earlier
    answer = handler(call)
    idempotency.remember(store, merchant_id=merchant_id, key=key, seen=seen, answer=answer)
    return answer


PAYMENT_PATH = "/v1/payments/{payment_id}"
ROUTES = [
    Route("/v1/payments", endpoint("payments.create", create_payment), methods=["POST"]),
    Route("/v1/payments", endpoint("payments.list", list_payments), methods=["GET"]),
    Route(PAYMENT_PATH, endpoint("payments.get", get_payment), methods=["GET"]),
    Route(f"{PAYMENT_PATH}/capture", endpoint("payments.capture", capture_payment), methods=["POST"]),
    Route(f"{PAYMENT_PATH}/cancel", endpoint("payments.cancel", cancel_payment), methods=["POST"]),
    Route(f"{PAYMENT_PATH}/refunds", endpoint("refunds.create", create_refund), methods=["POST"]),
    Route("/v1/refunds/{refund_id}", endpoint("refunds.get", get_refund), methods=["GET"]),
    Route("/v1/events", endpoint("events.list", list_events), methods=["GET"]),
]
