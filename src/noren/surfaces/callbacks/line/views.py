"""What LINE tells us. Anybody can call this; only the signature of the shop's channel opens it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from noren.kernel.errors import InvalidInput, NotAllowed
from noren.messaging.services.receive import receive
from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import shop_by_slug

LARGEST_BODY_BYTES = 1_048_576


@require_POST
def receive_webhook(request: HttpRequest, shop: str) -> HttpResponse:
    """Store the events and answer at once: 200 (also for events that came before), 401 for a wrong signature.

    A shop that does not exist answers like a wrong signature, so that nobody learns which do.
    """
    found = shop_by_slug(shop)
    if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY_BYTES:
        return _answer("too_large", 413)
    if found is None:
        return _answer("bad_signature", 401)
    with shop_scope(found.id):
        try:
            new = receive(request.body, request.headers.get("X-Line-Signature", ""))
        except NotAllowed:
            return _answer("bad_signature", 401)
        except InvalidInput as error:
            return _answer(error.problems[0].code, 400)
    return _answer("stored" if new else "known", 200)


def _answer(result: str, status: int) -> HttpResponse:
    return JsonResponse({"result": result}, status=status)
