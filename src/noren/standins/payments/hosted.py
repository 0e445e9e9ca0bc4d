"""The customer's pages: card, convenience store, wallet. Plain forms; every POST may arrive twice."""

import re
import unicodedata
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from noren.standins.payments import cards
from noren.standins.payments.cards import CardEntry, Outcome
from noren.standins.payments.context import Context, context_of
from noren.standins.payments.errors import not_found
from noren.standins.payments.model import Payment
from noren.standins.payments.provider import JAPAN, MOST_CARD_TRIES
from noren.standins.payments.rendering import CHAIN_NAMES, page
from noren.standins.payments.states import OPEN, State

LARGEST_FORM_BYTES = 16_384


async def show(request: Request) -> Response:
    """GET /pay/{token}: whatever the customer has to do next."""
    context = context_of(request)
    payment = load(context, request)
    if payment.state in OPEN:
        payment = context.provider.open_page(payment)
    return _step(context, payment)


async def submit_card(request: Request) -> Response:
    context, payment, form = await _posted(request, "card")
    # A second post of the same form carries a used-up attempt number: it gets the page, not another try.
    if (
        form.get("attempt") != str(payment.card.tries)
        or payment.card.challenge_open
        or payment.state not in OPEN
    ):
        return _next(payment)
    entry = CardEntry(*(form.get(name, "") for name in ("number", "expiry", "cvc", "name")))
    errors = cards.entry_errors(entry, datetime.fromtimestamp(context.store.now(), JAPAN))
    if errors:
        typed = {"number": entry.number, "expiry": entry.expiry, "name": entry.name}
        return _step(context, payment, typed=typed, errors=errors)
    return _next(_try_card(context, payment, entry))


def _try_card(context: Context, payment: Payment, entry: CardEntry) -> Payment:
    kept, outcome = cards.keep(entry.digits), cards.outcome_of(entry.digits)
    if outcome is Outcome.APPROVED:
        return context.provider.approve(payment, kept)
    if outcome is Outcome.CHALLENGE:
        return context.provider.open_challenge(payment, kept)
    return context.provider.refuse_card(payment, kept, outcome)


async def submit_challenge(request: Request) -> Response:
    context, payment, form = await _posted(request, "card")
    fresh = payment.card.challenge_open and form.get("attempt") == str(payment.card.challenge_tries)
    if payment.state not in OPEN or not fresh:
        return _next(payment)
    if unicodedata.normalize("NFKC", form.get("code", "")).strip() != cards.CHALLENGE_CODE:
        return _next(context.provider.refuse_challenge_code(payment))
    card = cards.Card(payment.card.brand or "unknown", payment.card.last4 or "")
    return _next(context.provider.approve(payment, card))


async def submit_konbini(request: Request) -> Response:
    context, payment, form = await _posted(request, "konbini")
    if payment.state not in OPEN or payment.konbini is not None:
        return _next(payment)
    errors = _konbini_errors(form)
    if errors:
        return _step(context, payment, typed=form, errors=errors)
    return _next(context.provider.choose_konbini(payment, form["chain"]))


def _konbini_errors(form: dict[str, str]) -> dict[str, str]:
    phone = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", form.get("phone", "")))
    errors = {}
    if form.get("chain") not in CHAIN_NAMES:
        errors["chain"] = "お支払いになるお店を選んでください。"
    if not form.get("name", "").strip():
        errors["name"] = "お名前を入力してください。"
    if not re.fullmatch(r"0\d{9,10}", phone, re.ASCII):
        errors["phone"] = "電話番号は市外局番から、10桁または11桁で入力してください。"
    return errors


async def submit_paypay(request: Request) -> Response:
    context, payment, _ = await _posted(request, "paypay")
    return _next(context.provider.approve(payment) if payment.state in OPEN else payment)


async def submit_cancel(request: Request) -> Response:
    context, payment, _ = await _posted(request, None)
    # With a number in hand the money may already be on its way, so the customer can no longer cancel here.
    may_cancel = payment.state in OPEN and payment.konbini is None
    return _next(context.provider.cancel(payment) if may_cancel else payment)


async def till(request: Request) -> Response:
    """GET and POST /till/{token}: the stand-in for a convenience store's till."""
    context = context_of(request)
    payment = load(context, request)
    if payment.konbini is None:
        raise not_found("payment")
    if request.method == "POST":
        form = await _form(request)
        if payment.state is State.PENDING:
            context.provider.pay_at_till(payment)
        return RedirectResponse("/" if form.get("from") == "list" else request.url.path, 303)
    merchant = context.store.merchant(payment.merchant_id)
    waiting = payment.state is State.PENDING
    return page(
        "till.html", locale=payment.request.locale, payment=payment, merchant=merchant, waiting=waiting
    )


def load(context: Context, request: Request) -> Payment:
    """Raises 404 for a token nobody was given."""
    context.provider.expire_due()
    payment = context.store.payment_by_token(request.path_params["token"])
    if payment is None:
        raise not_found("payment")
    return payment


async def _posted(request: Request, method: str | None) -> tuple[Context, Payment, dict[str, str]]:
    context = context_of(request)
    form = await _form(request)
    payment = load(context, request)
    if method is not None and payment.request.method != method:
        raise not_found("payment")
    # A form can be posted without its page ever having been opened here.
    return context, context.provider.open_page(payment), form


async def _form(request: Request) -> dict[str, str]:
    raw = await request.body()
    if len(raw) > LARGEST_FORM_BYTES:
        raise not_found("form")
    return dict(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True))


def _next(payment: Payment) -> Response:
    """After a POST, always a redirect: the next step here, or back to the shop when the customer's part is over."""
    if payment.state in OPEN or payment.state is State.EXPIRED:
        return RedirectResponse(f"/pay/{payment.token}", 303)
    return RedirectResponse(shop_link(payment), 303)


def shop_link(payment: Payment) -> str:
    """The shop's address with ?payment=ID; it says nothing about the outcome, which the shop asks the API for."""
    request = payment.request
    parts = urlsplit(request.cancel_url if payment.state is State.CANCELLED else request.return_url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("payment", payment.id)]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _step(
    context: Context,
    payment: Payment,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    prefilled = {
        name: payment.request.customer[name] for name in ("name", "phone") if name in payment.request.customer
    }
    prefilled = prefilled if payment.request.method == "konbini" else {}
    return page(
        _template(payment),
        locale=payment.request.locale,
        status=422 if errors else 200,
        form_targets=(payment.request.return_url, payment.request.cancel_url),
        payment=payment,
        merchant=context.store.merchant(payment.merchant_id),
        typed=prefilled if typed is None else typed,
        errors=errors or {},
        test_cards=cards.TEST_CARDS,
        tries_left=MOST_CARD_TRIES - payment.card.tries,
        return_link=shop_link(payment),
    )


def _template(payment: Payment) -> str:
    if payment.state not in OPEN:
        return "finished.html"
    if payment.request.method == "card":
        return "challenge.html" if payment.card.challenge_open else "card.html"
    if payment.request.method == "paypay":
        return "paypay.html"
    return "konbini.html" if payment.konbini is None else "konbini_number.html"


ROUTES = [
    Route("/pay/{token}", show, methods=["GET"]),
    Route("/pay/{token}/card", submit_card, methods=["POST"]),
    Route("/pay/{token}/challenge", submit_challenge, methods=["POST"]),
    Route("/pay/{token}/konbini", submit_konbini, methods=["POST"]),
    Route("/pay/{token}/paypay", submit_paypay, methods=["POST"]),
    Route("/pay/{token}/cancel", submit_cancel, methods=["POST"]),
    Route("/till/{token}", till, methods=["GET", "POST"]),
]
