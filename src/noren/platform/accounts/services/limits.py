"""How often somebody may try something. Counted in the database, so that all processes share one count."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from noren.kernel.clock import now
from noren.platform.accounts.models import AttemptBucket
from noren.platform.privacy.crypto import installation_lookup_hash

_SWEEP = 20


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` attempts within `window`, counted from the first one."""

    name: str
    most: int
    window: timedelta


def take(limit: Limit, *who: str) -> bool:
    """Count one attempt and tell whether it is still within the limit. Safe under concurrency: the count is taken before
    what it guards is tried."""
    key = _key(limit, who)
    moment = now()
    current = AttemptBucket.objects.filter(key_hash=key, expires_at__gt=moment)
    if current.filter(count__lt=limit.most).update(count=F("count") + 1):
        return True
    if current.exists():
        return False
    return _begin(limit, key)


def give_back(limit: Limit, *who: str) -> None:
    """Forget the attempts counted so far (after a success)."""
    AttemptBucket.objects.filter(key_hash=_key(limit, who)).delete()


def network_of(address: str) -> str:
    """Return what counts as one network: an IPv4 address, or the /64 an IPv6 subscriber gets (RFC 6177)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))


def _begin(limit: Limit, key: str) -> bool:
    moment = now()
    until = moment + limit.window
    _sweep()
    if AttemptBucket.objects.filter(key_hash=key, expires_at__lte=moment).update(count=1, expires_at=until):
        return True
    AttemptBucket.objects.bulk_create(
        [AttemptBucket(key_hash=key, count=0, expires_at=until)], ignore_conflicts=True
    )
    mine = AttemptBucket.objects.filter(key_hash=key, count__lt=limit.most).update(count=F("count") + 1)
    return bool(mine)


def _sweep() -> None:
    """Remove a few counts that are over; each new one pays for it, so the table stays small without a scan."""
    old = AttemptBucket.objects.filter(expires_at__lt=now()).values_list("pk", flat=True)[:_SWEEP]
    AttemptBucket.objects.filter(pk__in=list(old), expires_at__lt=now()).delete()


def _key(limit: Limit, who: tuple[str, ...]) -> str:
    return installation_lookup_hash(f"attempts:{limit.name}", "\0".join(who))
