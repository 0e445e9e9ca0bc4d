"""Who does something. Every write names one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """The realms an act can come from."""

    BUYER = "buyer"
    STAFF = "staff"
    OPERATOR = "operator"
    AGENT = "agent"
    PROVIDER = "provider"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a program or the system itself; `id` is the account's or customer's, None for guests and the system.

    `name` says which part of the system or which provider acts; it never holds a person's name.
    """

    kind: ActorKind
    id: UUID | None = None
    name: str = ""


def system(name: str) -> Actor:
    """Return the actor for the system's own work, such as `jobs` or `import`."""
    return Actor(ActorKind.SYSTEM, None, name)


def guest() -> Actor:
    """Return the actor for a buyer who has not logged in."""
    return Actor(ActorKind.BUYER)


def buyer(customer_id: UUID) -> Actor:
    """Return the actor for a known customer of the current shop."""
    return Actor(ActorKind.BUYER, customer_id)


def staff(account_id: UUID) -> Actor:
    """Return the actor for a person who works in a shop."""
    return Actor(ActorKind.STAFF, account_id)
