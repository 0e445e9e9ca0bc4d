"""Puts the stand-in together."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from noren.standins.payments import api, control, dashboard, hosted, sender
from noren.standins.payments.context import Context, pause
from noren.standins.payments.errors import ApiError
from noren.standins.payments.provider import Provider
from noren.standins.payments.rendering import page
from noren.standins.payments.store import Store

EXPIRY_CHECK_SECONDS = 0.5
RETRY_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0)
MACHINE_PATHS = ("/v1/", "/_standin/")


def create_app(
    *,
    data: Path,
    public_url: str,
    seed: Path | None = None,
    retry_seconds: tuple[float, ...] = RETRY_SECONDS,
    stopping: asyncio.Event | None = None,
) -> Starlette:
    """The ASGI application. State lives in `data`/payments.sqlite3; `seed` is JSON {"merchants": [...]}.

    `public_url` begins every hosted_url; `retry_seconds[n]` follows a webhook's failed try n; setting `stopping`
    ends scripted waits at once.
    """
    data.mkdir(parents=True, exist_ok=True)
    store = Store(data / "payments.sqlite3")
    wake = asyncio.Event()
    context = Context(
        store=store,
        provider=Provider(store, public_url.rstrip("/"), wake.set),
        wake=wake,
        stopping=stopping or asyncio.Event(),
        retry_seconds=retry_seconds,
    )
    if seed is not None:
        _seed(context, seed)
    static = Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app = Starlette(
        routes=[*api.ROUTES, *hosted.ROUTES, *control.ROUTES, *dashboard.ROUTES, static],
        exception_handlers={ApiError: _api_error, HTTPException: _http_error, Exception: _bug},
        lifespan=_lifespan,
    )
    app.state.context = context
    return app


def _seed(context: Context, path: Path) -> None:
    seeded = json.loads(path.read_text("utf-8"))
    with context.store.transaction():
        for merchant in seeded["merchants"]:
            control.put_merchant(context, merchant)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    context: Context = app.state.context
    tasks = [asyncio.create_task(sender.run(context)), asyncio.create_task(_expire(context))]
    yield
    context.stopping.set()
    context.wake.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    context.store.close()


async def _expire(context: Context) -> None:
    while not context.stopping.is_set():
        context.provider.expire_due()
        await pause(context, EXPIRY_CHECK_SECONDS)


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith(MACHINE_PATHS)


async def _api_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    return JSONResponse(error.body(), error.status) if _wants_json(request) else _error_page(error.status)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if not _wants_json(request):
        return _error_page(error.status_code)
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "error")
    body = ApiError(error.status_code, code, str(error.detail)).body()
    return JSONResponse(body, error.status_code, dict(error.headers or {}))


async def _bug(request: Request, error: Exception) -> Response:
    body = ApiError(500, "internal_error", "The stand-in has a bug; its log says more.").body()
    return JSONResponse(body, 500) if _wants_json(request) else _error_page(500)


def _error_page(status: int) -> Response:
    return page("missing.html", status=status)
