"""The worker process: a few threads that claim and run jobs until told to stop."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.db import close_old_connections, connections

from noren.platform.jobs.services.run import claim_next, purge_finished, run_claimed

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.25
PURGE_EVERY_SECONDS = 3600.0
KEEP_FINISHED = timedelta(days=7)


class Worker:
    """Runs jobs in `threads` threads; `stop()` lets the running ones finish."""

    def __init__(self, *, threads: int = 2) -> None:
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._loop, name=f"worker-{n}") for n in range(threads)]
        self._threads.append(threading.Thread(target=self._purge_loop, name="worker-purge"))

    def start(self) -> None:
        """Start working."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Claim nothing more; return when the running jobs are finished."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def wait(self) -> None:
        """Block until `stop()` is called."""
        self._stopping.wait()

    def request_stop(self) -> None:
        """Ask the worker to end; safe in a signal handler."""
        self._stopping.set()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            if not self._step():
                self._stopping.wait(IDLE_SECONDS)
        connections.close_all()

    def _step(self) -> bool:
        try:
            claim = claim_next()
            if claim is None:
                return False
            run_claimed(claim)
        except Exception:
            # The database may be away for a while (restart, failover): try again, do not die.
            log.exception("worker could not claim or finish a job")
            close_old_connections()
            return False
        return True

    def _purge_loop(self) -> None:
        while not self._stopping.wait(PURGE_EVERY_SECONDS):
            try:
                purge_finished(older_than=KEEP_FINISHED)
            except Exception:
                log.exception("purging finished jobs failed")
                close_old_connections()
        connections.close_all()
