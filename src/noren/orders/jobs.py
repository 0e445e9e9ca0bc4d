"""What the system does on orders when its time has come. Named by path in schedule.py."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from noren.kernel.actors import system
from noren.orders.services.deliver import assume_arrival as assume
from noren.orders.services.deliver import complete_when_due

JOBS = system("orders")


@task()
def assume_arrival(subject_id: str) -> None:
    """Take a parcel as arrived."""
    assume(UUID(subject_id), actor=JOBS)


@task()
def complete_delivered(subject_id: str) -> None:
    """Complete an order after its days of grace."""
    complete_when_due(UUID(subject_id), actor=JOBS)
