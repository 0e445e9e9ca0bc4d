"""Letting threads of many buyers start at one signal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import UUID

from django.db import connections

from noren.kernel.errors import NorenError
from noren.platform.tenancy.scope import shop_scope

Result = TypeVar("Result")
# As many as a server's thread pool and PostgreSQL's connections carry; the others queue in front, as buyers do.
WORKERS = 40


def at_once(shop_id: UUID, acts: Sequence[Callable[[], Result]]) -> list[Result | NorenError]:
    """Run acts in threads that all wait for one start signal; returns what each gave or how it was refused, in order.

    Anything but a refusal in words is a fault and is raised.
    """
    go = threading.Event()

    def run(act: Callable[[], Result]) -> Result | NorenError:
        go.wait()
        try:
            with shop_scope(shop_id):
                return act()
        except NorenError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(min(len(acts), WORKERS)) as pool:
        waiting = [pool.submit(run, act) for act in acts]
        go.set()
        return [one.result() for one in waiting]
