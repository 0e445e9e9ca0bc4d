"""Guessing is slowed down; owners get in."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from noren.kernel.clock import clock_shifted
from noren.platform.accounts.models import Account, AttemptBucket
from noren.platform.accounts.services.accounts import create_account
from noren.platform.accounts.services.limits import Limit, give_back, network_of, take
from noren.platform.accounts.services.log_in import LoggedIn, TooManyAttempts, try_log_in
from noren.platform.accounts.types import Realm

PASSWORD = "kyoto-no-noren-1"
OWNER = "hanako@example.jp"
THREE = Limit("three", 3, timedelta(minutes=15))


@pytest.fixture
def owner() -> None:
    create_account(realm=Realm.STAFF, email=OWNER, password=PASSWORD)


def attempt(
    password: str = "wrong", *, email: str = OWNER, address: str = "192.0.2.1", device_mark: str = ""
) -> LoggedIn | None:
    return try_log_in(
        realm=Realm.STAFF, email=email, password=password, address=address, device_mark=device_mark
    )


@pytest.mark.django_db
def test_a_limit_lets_through_exactly_as_many_as_it_says_and_again_after_its_window() -> None:
    assert [take(THREE, "a") for _ in range(5)] == [True, True, True, False, False]
    assert take(THREE, "b")
    with clock_shifted(timedelta(minutes=16)):
        assert [take(THREE, "a") for _ in range(4)] == [True, True, True, False]
    give_back(THREE, "b")
    assert [take(THREE, "b") for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_counts_that_are_over_are_swept_and_name_nobody() -> None:
    for number in range(10):
        take(THREE, f"{number}@example.jp")
    assert not any("example" in key for key in AttemptBucket.objects.values_list("key_hash", flat=True))
    with clock_shifted(timedelta(minutes=16)):
        take(THREE, "new@example.jp")
        assert AttemptBucket.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
    ],
)
def test_one_subscriber_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.django_db
@pytest.mark.usefixtures("owner")
def test_the_sixth_guess_from_a_network_is_not_even_looked_at() -> None:
    assert [attempt() for _ in range(5)] == [None] * 5
    with pytest.raises(TooManyAttempts):
        attempt(PASSWORD)
    with clock_shifted(timedelta(minutes=16)):
        assert attempt(PASSWORD) is not None


@pytest.mark.django_db
@pytest.mark.usefixtures("owner")
def test_an_address_nobody_has_is_braked_just_the_same() -> None:
    def story(email: str) -> list[str]:
        said = []
        for _ in range(7):
            try:
                said.append(str(attempt(email=email)))
            except TooManyAttempts as error:
                said.append(str(error))
        return said

    assert story(OWNER) == story("nobody@example.jp")


@pytest.mark.django_db
@pytest.mark.usefixtures("owner")
def test_a_stranger_who_uses_up_the_guesses_does_not_lock_the_owner_out() -> None:
    logged_in = attempt(PASSWORD, address="198.51.100.9")
    assert logged_in is not None
    for network in range(10):
        for _ in range(5):
            try:
                attempt(address=f"203.0.113.{network}")
            except TooManyAttempts:
                break
    with pytest.raises(TooManyAttempts):
        attempt(PASSWORD, address="203.0.113.200")
    assert attempt(PASSWORD, address="203.0.113.200", device_mark=logged_in.device_mark) is not None


@pytest.mark.django_db
@pytest.mark.usefixtures("owner")
def test_a_mark_helps_only_its_own_account_and_only_unchanged() -> None:
    create_account(realm=Realm.STAFF, email="jiro@example.jp", password=PASSWORD)
    other = attempt(PASSWORD, email="jiro@example.jp")
    assert other is not None
    for _ in range(5):
        attempt()
    for mark in (other.device_mark, other.device_mark[:-1] + "x", "nonsense"):
        with pytest.raises(TooManyAttempts):
            attempt(PASSWORD, device_mark=mark)


@pytest.mark.django_db
@pytest.mark.usefixtures("owner")
def test_a_stolen_mark_is_good_for_ten_guesses() -> None:
    logged_in = attempt(PASSWORD)
    assert logged_in is not None
    for _ in range(10):
        assert attempt(device_mark=logged_in.device_mark) is None
    with pytest.raises(TooManyAttempts):
        attempt(PASSWORD, device_mark=logged_in.device_mark)


@pytest.mark.django_db
@pytest.mark.usefixtures("owner")
def test_an_account_of_one_realm_does_not_exist_in_the_other() -> None:
    assert try_log_in(realm=Realm.OPERATOR, email=OWNER, password=PASSWORD, address="192.0.2.1") is None


@pytest.mark.django_db
def test_the_commands_open_an_operators_account_and_change_its_password(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("create_operator", "operator@example.jp", "--name", "運営")
    password = capsys.readouterr().out.split("password ")[1].strip()
    entered = {"realm": Realm.OPERATOR, "email": "operator@example.jp", "address": "192.0.2.1"}
    assert try_log_in(password=password, **entered) is not None  # type: ignore[arg-type]
    with pytest.raises(CommandError):
        call_command("create_operator", "operator@example.jp")
    call_command("set_password", "operator@example.jp", "--realm", "operator")
    assert try_log_in(password=password, **entered) is None  # type: ignore[arg-type]
    with pytest.raises(CommandError):
        call_command("set_password", "nobody@example.jp")
    assert Account.objects.count() == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_a_burst_of_guesses_gets_no_more_than_the_limit() -> None:
    gate = threading.Barrier(12)

    def guess(_: int) -> bool:
        gate.wait()
        try:
            return take(THREE, "burst")
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as threads:
        assert Counter(threads.map(guess, range(12))) == {True: 3, False: 9}
