"""The Starlette application."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from noren.standins.line import control, errors, seed
from noren.standins.line.faults import Gateway
from noren.standins.line.login import linking, pages
from noren.standins.line.login import tokens as login_tokens
from noren.standins.line.messaging import accounts, endpoints, richmenus, sending
from noren.standins.line.messaging import tokens as channel_tokens
from noren.standins.line.phone import views
from noren.standins.line.standin import Options, StandIn

STATIC = Path(__file__).parent / "static"
MODULES = (
    pages,
    linking,
    login_tokens,
    sending,
    accounts,
    endpoints,
    channel_tokens,
    richmenus,
    control,
    views,
)


def create_app(
    data: Path, *, options: Options | None = None, seeds: Mapping[str, object] | None = None
) -> Starlette:
    """Build the application. State lives in ``data``/line.sqlite3; ``seeds`` (control API's shape) is applied at start-up."""
    stand = StandIn(data, options or Options())

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        seed.add_demo_people(stand)
        seed.apply(stand, seeds or {})
        sender = asyncio.create_task(stand.sender.run())
        yield
        stand.hub.close()
        sender.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sender
        stand.database.close()

    app = Starlette(
        routes=[*(route for module in MODULES for route in module.ROUTES), Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(Gateway, stand_in=stand)],
        exception_handlers={
            errors.MessagingError: errors.as_response, errors.LoginError: errors.as_response,
            errors.ControlError: errors.as_response, 404: errors.unknown_path, 405: errors.wrong_method,
        },
        lifespan=lifespan,
    )  # fmt: skip
    app.router.redirect_slashes = False
    app.state.stand_in = stand
    return app
