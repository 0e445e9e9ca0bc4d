"""GET /: what was paid lately and what waits at the till, for the person who shows the demo."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.payments.context import context_of
from noren.standins.payments.rendering import page
from noren.standins.payments.states import OPEN

SHOWN = 50


async def dashboard(request: Request) -> Response:
    context = context_of(request)
    context.provider.expire_due()
    return page(
        "dashboard.html",
        payments=context.store.latest_payments(SHOWN),
        waiting=context.store.payments_waiting_at_till(),
        names={merchant.id: merchant.name for merchant in context.store.merchants()},
        open_states=OPEN,
        now=context.store.now(),
        offset=context.store.clock_offset(),
    )


async def ready(request: Request) -> Response:
    return JSONResponse({"ready": True})


ROUTES = [Route("/", dashboard, methods=["GET"]), Route("/_standin/ready", ready, methods=["GET"])]
