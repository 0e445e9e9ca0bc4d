"""Log-in with LINE against the real stand-in, and every ID token that must be refused."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from noren.customers.models import Customer, LineIdentity
from noren.customers.selectors import customer
from noren.customers.services.visits import open_visit
from noren.kernel.actors import guest
from noren.kernel.clock import clock_shifted
from noren.kernel.errors import Conflict, Unavailable
from noren.messaging.login import identity
from noren.messaging.login.errors import LogInRejected
from noren.messaging.login.identity import verify_id_token
from noren.messaging.login.requests import code_challenge
from noren.messaging.models import LineLogIn
from noren.messaging.services.log_in import LogInRefused, finish_log_in, start_log_in
from noren.messaging.tests.standin import (
    LOGIN_ID,
    LOGIN_SECRET,
    PROVIDER,
    RETURN,
    Line,
    connect_shop,
)
from noren.messaging.types import Credentials, LoggedIn
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

CHANNEL = Credentials(LOGIN_ID, LOGIN_SECRET)
SUBJECT = "U" + "0123456789abcdef" * 2


def begin(next_path: str = "/koharu/checkout") -> tuple[UUID, str]:
    _, visit = open_visit()
    url = start_log_in(visit.id, redirect_uri=RETURN, next_path=next_path, language="ja", actor=guest())
    return visit.id, url


def finish(visit_id: UUID | None, answer: dict[str, str]) -> LoggedIn:
    return finish_log_in(visit_id, answer, language="ja", actor=guest())


def code_of(refusal: pytest.ExceptionInfo[Any]) -> str:
    code: str = refusal.value.problems[0].code
    return code


def test_the_challenge_is_that_of_the_rfc() -> None:
    # RFC 7636, appendix B
    assert code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == (
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


def test_line_is_asked_for_everything_a_safe_log_in_needs(line: Line, shop_id: UUID) -> None:
    connect_shop()
    _, url = begin()
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    row = LineLogIn.objects.get()
    assert url.startswith(f"{line.url}/oauth2/v2.1/authorize?")
    assert query["code_challenge"] == code_challenge(row.code_verifier)
    assert (query["code_challenge_method"], query["response_type"]) == ("S256", "code")
    assert (query["client_id"], query["redirect_uri"]) == (LOGIN_ID, RETURN)
    assert (query["bot_prompt"], query["scope"]) == ("normal", "openid profile")
    assert query["nonce"] == row.nonce
    assert len(row.code_verifier) >= 43
    # the state itself is nowhere on record
    assert query["state"] not in str(LineLogIn.objects.values().get())


def test_a_first_log_in_makes_a_customer_and_the_next_finds_it(line: Line, shop_id: UUID) -> None:
    connect_shop()
    visit_id, url = begin()
    first = finish(visit_id, line.consent(url, "sakura", friend=True))
    assert (first.next_path, first.became_friend) == ("/koharu/checkout", True)
    known = customer(first.customer_id)
    assert known is not None
    assert known.line is not None
    assert (known.line.provider_id, known.line.subject) == (PROVIDER, line.user_id("sakura"))
    assert (known.shown_name, known.line.is_friend, known.guest) == ("佐藤 さくら", True, False)
    # when the same person comes from another browser
    visit_id, url = begin()
    second = finish(visit_id, line.consent(url, "sakura"))
    # then it is the same customer, and nobody became a friend
    assert (second.customer_id, second.became_friend) == (first.customer_id, False)
    assert Customer.objects.count() == 1


def test_who_does_not_become_a_friend_is_kept_as_none(line: Line, shop_id: UUID) -> None:
    connect_shop()
    visit_id, url = begin()
    done = finish(visit_id, line.consent(url, "haruto"))
    known = customer(done.customer_id)
    assert known is not None
    assert known.line is not None
    assert (done.became_friend, known.line.is_friend) == (False, False)
    assert known.line.friend_as_of is not None


@pytest.mark.django_db
def test_the_same_person_is_another_customer_in_another_shop(line: Line) -> None:
    found = []
    for shop in (make_shop(), make_shop()):
        with shop_scope(shop.id):
            connect_shop()
            visit_id, url = begin()
            found.append(finish(visit_id, line.consent(url, "sakura")).customer_id)
            assert customer(found[0]) is not None if len(found) == 1 else customer(found[0]) is None
    assert len(set(found)) == 2


def test_an_answer_works_once(line: Line, shop_id: UUID) -> None:
    connect_shop()
    visit_id, url = begin()
    answer = line.consent(url, "sakura")
    finish(visit_id, answer)
    calls = len(line.calls("/oauth2/v2.1/token"))
    with pytest.raises(LogInRefused) as refusal:
        finish(visit_id, answer)
    assert code_of(refusal) == "line_log_in_expired"
    assert len(line.calls("/oauth2/v2.1/token")) == calls


@pytest.mark.parametrize("whose", ["another", "none"])
def test_an_answer_in_another_browser_is_refused(line: Line, shop_id: UUID, whose: str) -> None:
    connect_shop()
    _, url = begin()
    answer = line.consent(url, "sakura")
    stranger = open_visit()[1].id if whose == "another" else None
    with pytest.raises(LogInRefused) as refusal:
        finish(stranger, answer)
    assert code_of(refusal) == "line_log_in_expired"
    assert Customer.objects.count() == 0
    assert line.calls("/oauth2/v2.1/token") == []


def test_a_state_that_was_never_given_or_is_old_is_refused(line: Line, shop_id: UUID) -> None:
    connect_shop()
    visit_id, url = begin()
    answer = line.consent(url, "sakura")
    for wrong in ({**answer, "state": "x"}, {"code": answer["code"]}):
        with pytest.raises(LogInRefused):
            finish(visit_id, wrong)
    with clock_shifted(timedelta(minutes=21)), pytest.raises(LogInRefused):
        finish(visit_id, answer)
    assert Customer.objects.count() == 0


def test_cancelling_on_lines_page_leads_back(line: Line, shop_id: UUID) -> None:
    connect_shop()
    visit_id, url = begin()
    with pytest.raises(LogInRefused) as refusal:
        finish(visit_id, line.decline(url))
    assert (code_of(refusal), refusal.value.next_path) == ("line_log_in_cancelled", "/koharu/checkout")
    assert Customer.objects.count() == 0


def test_a_code_of_another_log_in_is_refused(line: Line, shop_id: UUID) -> None:
    # given a code that was got for another verifier (stolen on the way)
    connect_shop()
    _, theirs = begin()
    stolen = line.consent(theirs, "sakura")["code"]
    visit_id, mine = begin()
    answer = line.consent(mine, "haruto")
    with pytest.raises(LogInRefused) as refusal:
        finish(visit_id, {**answer, "code": stolen})
    assert code_of(refusal) == "line_log_in_rejected"
    assert Customer.objects.count() == 0


@pytest.mark.parametrize("path", ["/oauth2/v2.1/token"])
def test_while_line_is_down_nothing_is_changed(line: Line, shop_id: UUID, path: str) -> None:
    connect_shop()
    visit_id, url = begin()
    answer = line.consent(url, "sakura")
    line.fault(path, "status_500")
    with pytest.raises(Unavailable):
        finish(visit_id, answer)
    assert Customer.objects.count() == 0


def test_a_friendship_line_does_not_tell_is_left_unknown(line: Line, shop_id: UUID) -> None:
    connect_shop()
    visit_id, url = begin()
    answer = line.consent(url, "sakura", friend=True)
    line.fault("/friendship/v1/status", "status_500")
    done = finish(visit_id, answer)
    assert done.became_friend is False
    assert LineIdentity.objects.get().friend_as_of is None


def test_a_shop_without_a_channel_offers_no_log_in(shop_id: UUID) -> None:
    _, visit = open_visit()
    with pytest.raises(Conflict):
        start_log_in(visit.id, redirect_uri=RETURN, next_path="/", language="ja", actor=guest())
    assert LineLogIn.objects.count() == 0


def claims(**changes: Any) -> dict[str, Any]:
    moment = int(time.time())
    whole = {
        "iss": "https://access.line.me",
        "sub": SUBJECT,
        "aud": LOGIN_ID,
        "exp": moment + 3600,
        "iat": moment,
        "nonce": "n-1",
        "name": "さくら",
    } | changes
    return {name: value for name, value in whole.items() if value is not None}


def hs256(content: dict[str, Any], key: str = LOGIN_SECRET) -> str:
    return jwt.encode(content, key, algorithm="HS256")


def test_a_good_token_is_accepted() -> None:
    found = verify_id_token(hs256(claims()), credentials=CHANNEL, nonce="n-1")
    assert (found.subject, found.name, found.email) == (SUBJECT, "さくら", "")


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "1650000099"},
        {"aud": [LOGIN_ID, "1650000099"]},
        {"aud": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"exp": "soon"},
        {"iat": 4_000_000_000},
        {"iat": None},
        {"nonce": "n-2"},
        {"nonce": None},
        {"nonce": 1},
        {"sub": None},
        {"sub": "U123"},
        {"sub": SUBJECT + "\n"},
    ],
    ids=str,
)
def test_a_token_with_a_wrong_claim_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(LogInRejected):
        verify_id_token(hs256(claims(**changes)), credentials=CHANNEL, nonce="n-1")


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_a_token_signed_by_anybody_else_is_refused() -> None:
    good = hs256(claims())
    head, body, _ = good.split(".")
    forged = [
        hs256(claims(), "another-secret-0123456789abcdef01"),
        jwt.encode(claims(), "", algorithm="none"),
        jwt.encode(claims(), LOGIN_SECRET, algorithm="HS512"),
        f"{head}.{body}.",
        "not a token",
        "",
    ]
    for token in forged:
        with pytest.raises(LogInRejected):
            verify_id_token(token, credentials=CHANNEL, nonce="n-1")


def test_tokens_of_lines_apps_are_checked_with_its_published_keys(line: Line) -> None:
    answer = line.control("POST", "/people/sakura/app-tokens", {"client_id": LOGIN_ID, "nonce": "n-1"})
    found = verify_id_token(answer["id_token"], credentials=CHANNEL, nonce="n-1")
    assert found.subject == line.user_id("sakura")


def test_a_key_line_never_published_is_refused(line: Line) -> None:
    foreign = ec.generate_private_key(ec.SECP256R1())
    token = jwt.encode(claims(), foreign, algorithm="ES256", headers={"kid": "foreign"})
    with pytest.raises(LogInRejected):
        verify_id_token(token, credentials=CHANNEL, nonce="n-1")
    # and asking again at once does not ask LINE again
    before = len(line.calls("/oauth2/v2.1/certs"))
    with pytest.raises(LogInRejected):
        verify_id_token(token, credentials=CHANNEL, nonce="n-1")
    assert len(line.calls("/oauth2/v2.1/certs")) == before == 1


def test_a_foreign_signature_under_a_published_key_id_is_refused(line: Line) -> None:
    answer = line.control("POST", "/people/sakura/app-tokens", {"client_id": LOGIN_ID, "nonce": "n-1"})
    key_id = jwt.get_unverified_header(answer["id_token"])["kid"]
    foreign = ec.generate_private_key(ec.SECP256R1())
    token = jwt.encode(claims(), foreign, algorithm="ES256", headers={"kid": key_id})
    with pytest.raises(LogInRejected):
        verify_id_token(token, credentials=CHANNEL, nonce="n-1")
    assert identity._keys
