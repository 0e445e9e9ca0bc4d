"""What every part of the running stand-in shares."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request

from noren.standins.payments.provider import Provider
from noren.standins.payments.store import Store


@dataclass(frozen=True)
class Context:
    """`stopping` ends every wait at once, so that the server stops within its two seconds."""

    store: Store
    provider: Provider
    wake: asyncio.Event
    stopping: asyncio.Event
    retry_seconds: tuple[float, ...]


def context_of(request: Request) -> Context:
    context = request.app.state.context
    assert isinstance(context, Context)
    return context


async def pause(context: Context, seconds: float) -> None:
    try:
        await asyncio.wait_for(context.stopping.wait(), timeout=seconds)
    except TimeoutError:
        return
