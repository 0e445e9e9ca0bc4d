"""What payment providers tell us. Anybody can call this; only the provider's signature opens it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from noren.kernel.errors import InvalidInput, NotAllowed, NotFound
from noren.payments.services.receive import receive_event
from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import shop_by_slug

LARGEST_BODY_BYTES = 262_144


@require_POST
def receive(request: HttpRequest, provider: str, shop: str) -> HttpResponse:
    """Store a webhook: 200 (also for one that came before), 401 for a wrong signature, 400 for what contradicts our books."""
    found = shop_by_slug(shop)
    if found is None:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY_BYTES:
        return _answer("too_large", 413)
    with shop_scope(found.id):
        try:
            fresh = receive_event(provider, headers=request.headers, body=request.body)
        except NotFound as error:
            raise Http404 from error
        except NotAllowed:
            return _answer("bad_signature", 401)
        except InvalidInput as error:
            return _answer(error.problems[0].code, 400)
    return _answer("stored" if fresh else "known", 200)


def _answer(result: str, status: int) -> HttpResponse:
    return JsonResponse({"result": result}, status=status)
