"""Counters in Prometheus' text format. Labels hold neither shops nor people."""

from __future__ import annotations

import threading
from collections import Counter

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_SURFACES = frozenset({"console", "operator", "callbacks", "media", "static", "health", "metrics", "api"})


class Metrics:
    """Requests by surface and status, how long they took, and pages from the cache."""

    def __init__(self) -> None:
        self.hits = 0
        self._requests: Counter[tuple[str, str]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._lock = threading.Lock()

    def count(self, path: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        first = path.split("/", 2)[1] if "/" in path else ""
        surface = first if first in _SURFACES else "storefront"
        with self._lock:
            self._requests[surface, f"{status // 100}xx"] += 1
            self._seconds += seconds
            for bound in _BUCKETS:
                if seconds <= bound:
                    self._buckets[bound] += 1

    def text(self) -> str:
        """Return all counters."""
        with self._lock:
            total = sum(self._requests.values())
            lines = ["# TYPE noren_requests_total counter"]
            lines += [
                f'noren_requests_total{{surface="{surface}",status="{status}"}} {count}'
                for (surface, status), count in sorted(self._requests.items())
            ]
            lines.append("# TYPE noren_request_seconds histogram")
            lines += [
                f'noren_request_seconds_bucket{{le="{bound}"}} {self._buckets[bound]}' for bound in _BUCKETS
            ]
            lines += [
                f'noren_request_seconds_bucket{{le="+Inf"}} {total}',
                f"noren_request_seconds_sum {self._seconds:.6f}",
            ]
            lines += [f"noren_request_seconds_count {total}", "# TYPE noren_page_cache_hits_total counter"]
            return "\n".join([*lines, f"noren_page_cache_hits_total {self.hits}", ""])
