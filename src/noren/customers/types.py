"""What other apps know of a buyer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VisitInfo:
    """A buyer's visit; `customer_id` is None for guests."""

    id: UUID
    customer_id: UUID | None
