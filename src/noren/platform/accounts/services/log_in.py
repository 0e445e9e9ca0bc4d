"""Logging in, with a brake on guessing that does not lock the owner out.

Guesses are counted three ways: per account and network, per network, and per account over all networks. A stranger can
use up only the counts of the networks he sits in, and the last one; a browser in which the account has logged in before
carries a signed device mark and is counted by itself alone (OWASP, "Slow down online guessing attacks with device
cookies"), so the owner at the usual machine always gets in.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from noren.kernel.errors import NotAllowed, Problem
from noren.platform.accounts.services.accounts import AccountInfo, authenticate, login_hash
from noren.platform.accounts.services.limits import Limit, give_back, network_of, take
from noren.platform.accounts.types import Realm

PER_PAIR = Limit("log-in-pair", 5, timedelta(minutes=15))
PER_NETWORK = Limit("log-in-network", 40, timedelta(minutes=15))
PER_ACCOUNT = Limit("log-in-account", 30, timedelta(hours=1))
PER_DEVICE = Limit("log-in-device", 10, timedelta(minutes=15))
DEVICE_LASTS = timedelta(days=365)
_SALT = "noren.accounts.device"


class TooManyAttempts(NotAllowed):
    """The brake is on; says nothing about whether the account exists or the password was right."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A log-in that worked, and the mark to leave in the browser."""

    account: AccountInfo
    device_mark: str


def try_log_in(
    *, realm: Realm, email: str, password: str, address: str, device_mark: str = ""
) -> LoggedIn | None:
    """Check a password. None for a wrong address or a wrong password, which can't be told apart.

    `address` is the client's network address. Raises TooManyAttempts.
    """
    who = login_hash(realm, email)
    device = _device(device_mark, who)
    network = network_of(address)
    allowed = take(PER_DEVICE, who, device) if device else _take_as_stranger(realm, who, network)
    if not allowed:
        raise TooManyAttempts(
            Problem(
                "too_many_attempts",
                "ログインの試行が続いたため、一時的に受け付けを止めています。15分ほど待ってから、もう一度お試しください。",
            )
        )
    account = authenticate(realm=realm, email=email, password=password)
    if account is None:
        return None
    give_back(PER_PAIR, who, network)
    if device:
        give_back(PER_DEVICE, who, device)
    return LoggedIn(account, device_mark if device else new_device_mark(realm=realm, email=email))


def new_device_mark(*, realm: Realm, email: str) -> str:
    """Return a signed mark for a browser in which the account has just logged in."""
    return signing.dumps([login_hash(realm, email), secrets.token_urlsafe(12)], salt=_SALT)


def _take_as_stranger(realm: Realm, who: str, network: str) -> bool:
    return take(PER_PAIR, who, network) and take(PER_NETWORK, realm, network) and take(PER_ACCOUNT, who)


def _device(mark: str, who: str) -> str:
    """Return the device's own name if the mark is genuine, fresh and this account's, else empty."""
    try:
        account, device = signing.loads(mark, salt=_SALT, max_age=DEVICE_LASTS)
    except (signing.BadSignature, ValueError):
        return ""
    return str(device) if account == who else ""
