"""Giving up reservations nobody paid in time."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from noren.inventory.services import expire as expire_service


@task()
def expire_reservation(reservation_id: str) -> None:
    """Release a reservation that is still held after its time. Safe to repeat; an extended one is left alone."""
    expire_service.expire(UUID(reservation_id))
