"""LINE Login: codes, tokens, ID tokens, and what they open."""

from __future__ import annotations

import base64
import json
import uuid

import httpx
import jwt
import pytest

from noren.standins.line.testing import RunningStandIn
from noren.standins.line.tests.conftest import CALLBACK, LOGIN_ID, LOGIN_SECRET, befriend, user_id
from noren.standins.line.tests.test_login import log_in

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
FORM = {"client_id": LOGIN_ID, "client_secret": LOGIN_SECRET}


def exchange(client: httpx.Client, code: str, **changes: str) -> httpx.Response:
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        **FORM,
    }
    return client.post("/oauth2/v2.1/token", data={**fields, **changes})


def tokens(client: httpx.Client, scope: str = "profile openid email") -> dict[str, str]:
    answer = exchange(client, log_in(client, scope=scope)["code"])
    assert answer.status_code == 200, answer.text
    found: dict[str, str] = answer.json()
    return found


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_code_buys_tokens_and_an_id_token_that_pyjwt_verifies(
    client: httpx.Client, line: RunningStandIn
) -> None:
    answer = tokens(client)
    assert {key: answer[key] for key in ("token_type", "expires_in", "scope")} == {
        "token_type": "Bearer", "expires_in": 2592000, "scope": "profile openid email",
    }  # fmt: skip
    claims = jwt.decode(
        answer["id_token"],
        LOGIN_SECRET,
        algorithms=["HS256"],
        audience=LOGIN_ID,
        issuer="https://access.line.me",
    )
    assert claims == {
        "iss": "https://access.line.me", "sub": user_id(line, "sakura"), "aud": LOGIN_ID, "exp": claims["iat"] + 3600,
        "iat": claims["iat"], "nonce": "n-1", "amr": ["pwd"], "name": "佐藤 さくら",
        "picture": f"{line.url}/pictures/people/sakura.svg", "email": "sakura.sato@example.jp",
    }  # fmt: skip
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(answer["id_token"], "x" * 32, algorithms=["HS256"], audience=LOGIN_ID)


def test_the_scope_decides_what_the_id_token_says(client: httpx.Client) -> None:
    claims = jwt.decode(tokens(client, scope="openid")["id_token"], options={"verify_signature": False})
    assert not {"name", "picture", "email"} & set(claims)
    assert "id_token" not in tokens(client, scope="profile")


def test_a_code_works_once(client: httpx.Client) -> None:
    code = log_in(client)["code"]
    assert exchange(client, code).status_code == 200
    again = exchange(client, code)
    assert (again.status_code, again.json()) == (
        400,
        {"error": "invalid_grant", "error_description": "invalid authorization code"},
    )


def test_a_code_lives_ten_minutes(client: httpx.Client, line: RunningStandIn) -> None:
    code = log_in(client)["code"]
    line.control("POST", "/clock", {"advance_seconds": 601})
    try:
        assert exchange(client, code).json()["error"] == "invalid_grant"
    finally:
        line.control("POST", "/clock", {"advance_seconds": -601})


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": "wrong"}, "invalid_grant"),
        ({"redirect_uri": CALLBACK + "/"}, "invalid_grant"),
        ({"code_verifier": VERIFIER[:-1] + "x"}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "1"}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_id": "1650000011", "client_secret": "other-login-secret-0123456789abc"}, "invalid_grant"),
    ],
)
def test_a_refused_exchange_leaves_the_code_unspent(
    client: httpx.Client, changes: dict[str, str], error: str
) -> None:
    code = log_in(client)["code"]
    refused = exchange(client, **{"code": code, **changes})
    assert (refused.status_code, refused.json()["error"]) == (400, error)
    assert exchange(client, code).status_code == 200


def test_the_token_endpoint_takes_forms_only(client: httpx.Client) -> None:
    answer = client.post("/oauth2/v2.1/token", json={"grant_type": "authorization_code", **FORM})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_access_tokens_verify_expire_refresh_and_can_be_revoked(
    client: httpx.Client, line: RunningStandIn
) -> None:
    first = tokens(client)
    live = client.get("/oauth2/v2.1/verify", params={"access_token": first["access_token"]})
    assert live.json() == {
        "scope": "profile openid email",
        "client_id": LOGIN_ID,
        "expires_in": pytest.approx(2592000, abs=5),
    }
    line.control("POST", "/clock", {"advance_seconds": 2592001})
    try:
        old = client.get("/oauth2/v2.1/verify", params={"access_token": first["access_token"]})
        assert (old.status_code, old.json()) == (
            400,
            {"error": "invalid_request", "error_description": "access token expired"},
        )
        fields = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], **FORM}
        fresh = client.post("/oauth2/v2.1/token", data=fields).json()
        assert fresh["refresh_token"] == first["refresh_token"]
        assert "id_token" not in fresh
        assert client.get("/v2/profile", headers=bearer(fresh["access_token"])).status_code == 200
        assert client.get("/v2/profile", headers=bearer(first["access_token"])).status_code == 401
        line.control("POST", "/clock", {"advance_seconds": 61 * 24 * 3600})
        assert client.post("/oauth2/v2.1/token", data=fields).json()["error"] == "invalid_grant"
        line.control("POST", "/clock", {"advance_seconds": -61 * 24 * 3600})
    finally:
        line.control("POST", "/clock", {"advance_seconds": -2592001})
    revoked = client.post("/oauth2/v2.1/revoke", data={"access_token": fresh["access_token"], **FORM})
    assert (revoked.status_code, revoked.content) == (200, b"")
    assert client.get("/v2/profile", headers=bearer(fresh["access_token"])).status_code == 401


def test_revoking_needs_the_secret(client: httpx.Client) -> None:
    access = tokens(client)["access_token"]
    refused = client.post(
        "/oauth2/v2.1/revoke", data={"access_token": access, **FORM, "client_secret": "wrong"}
    )
    assert refused.status_code == 400
    assert client.get("/v2/profile", headers=bearer(access)).status_code == 200


def verify(client: httpx.Client, **fields: str) -> httpx.Response:
    return client.post("/oauth2/v2.1/verify", data=fields)


def test_id_tokens_are_verified_claim_by_claim(client: httpx.Client, line: RunningStandIn) -> None:
    token = tokens(client)["id_token"]
    good = verify(client, id_token=token, client_id=LOGIN_ID, nonce="n-1", user_id=user_id(line, "sakura"))
    assert (good.status_code, good.json()["sub"]) == (200, user_id(line, "sakura"))
    cases = {
        "Invalid IdToken Audience.": {"client_id": "1650000011"},
        "Invalid IdToken Nonce.": {"nonce": "n-2"},
        "Invalid IdToken Subject Identifier.": {"user_id": user_id(line, "haruto")},
        "Invalid IdToken.": {"id_token": token[:-4] + "AAAA"},
    }
    for description, changes in cases.items():
        refused = verify(client, **{"id_token": token, "client_id": LOGIN_ID, **changes})
        assert (refused.status_code, refused.json()) == (
            400,
            {"error": "invalid_request", "error_description": description},
        )
    assert (
        verify(client, id_token="no.token", client_id=LOGIN_ID).json()["error_description"]
        == "Invalid IdToken."
    )


def test_id_tokens_of_another_maker_and_old_ones_are_refused(
    client: httpx.Client, line: RunningStandIn
) -> None:
    claims = jwt.decode(tokens(client)["id_token"], options={"verify_signature": False})
    foreign = jwt.encode({**claims, "iss": "https://example.com"}, LOGIN_SECRET, algorithm="HS256")
    assert (
        verify(client, id_token=foreign, client_id=LOGIN_ID).json()["error_description"]
        == "Invalid IdToken Issuer."
    )
    old = jwt.encode({**claims, "exp": claims["iat"] - 1}, LOGIN_SECRET, algorithm="HS256")
    assert verify(client, id_token=old, client_id=LOGIN_ID).json()["error_description"] == "IdToken expired."
    header = (
        base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).rstrip(b"=").decode()
    )
    unsigned = f"{header}.{old.split('.')[1]}."
    assert (
        verify(client, id_token=unsigned, client_id=LOGIN_ID).json()["error_description"]
        == "Invalid IdToken."
    )


def test_app_tokens_are_es256_and_verify_by_the_published_keys(
    client: httpx.Client, line: RunningStandIn
) -> None:
    issued = line.control("POST", "/people/kenji/app-tokens", {"client_id": LOGIN_ID})
    assert isinstance(issued, dict)
    keys = jwt.PyJWKSet.from_dict(
        client.get(client.get("/.well-known/openid-configuration").json()["jwks_uri"]).json()
    )
    kid = jwt.get_unverified_header(issued["id_token"])["kid"]
    claims = jwt.decode(issued["id_token"], keys[kid].key, algorithms=["ES256"], audience=LOGIN_ID)
    assert claims["sub"] == user_id(line, "kenji")
    assert verify(client, id_token=issued["id_token"], client_id=LOGIN_ID).status_code == 200
    assert (
        client.get("/v2/profile", headers=bearer(issued["access_token"])).json()["displayName"] == "伊藤 健司"
    )


def test_profile_and_user_info_follow_the_scope(client: httpx.Client, line: RunningStandIn) -> None:
    full = bearer(tokens(client)["access_token"])
    assert client.get("/v2/profile", headers=full).json() == {
        "userId": user_id(line, "sakura"), "displayName": "佐藤 さくら", "statusMessage": "うつわとお茶が好きです",
        "pictureUrl": f"{line.url}/pictures/people/sakura.svg",
    }  # fmt: skip
    assert client.post("/oauth2/v2.1/userinfo", headers=full).json()["name"] == "佐藤 さくら"
    narrow = bearer(tokens(client, scope="openid")["access_token"])
    assert client.get("/oauth2/v2.1/userinfo", headers=narrow).json() == {"sub": user_id(line, "sakura")}
    assert client.get("/v2/profile", headers=narrow).status_code == 403
    profile_only = bearer(tokens(client, scope="profile")["access_token"])
    assert client.get("/oauth2/v2.1/userinfo", headers=profile_only).status_code == 403
    assert client.get("/v2/profile").status_code == 401
    assert client.get("/v2/profile", headers=bearer("wrong")).status_code == 401


def test_friendship_status_tells_about_the_linked_account(client: httpx.Client, line: RunningStandIn) -> None:
    access = bearer(tokens(client)["access_token"])
    assert client.get("/friendship/v1/status", headers=access).json() == {"friendFlag": False}
    befriend(line, "sakura")
    assert client.get("/friendship/v1/status", headers=access).json() == {"friendFlag": True}
    line.control("POST", "/people/sakura/friendships", {"channel": "1650000002", "action": "block"})
    assert client.get("/friendship/v1/status", headers=access).json() == {"friendFlag": False}


def test_deauthorizing_takes_back_tokens_and_consent(client: httpx.Client) -> None:
    access = tokens(client)["access_token"]
    channel = client.post("/oauth2/v3/token", data={"grant_type": "client_credentials", **FORM}).json()
    assert channel["expires_in"] == 900
    wrong = client.post("/user/v1/deauthorize", headers=bearer("wrong"), json={"userAccessToken": access})
    assert wrong.status_code == 401
    foreign = client.post(
        "/user/v1/deauthorize", headers=bearer("token-koharu"), json={"userAccessToken": access}
    )
    assert foreign.status_code == 400
    assert client.get("/v2/profile", headers=bearer(access)).status_code == 200
    done = client.post(
        "/user/v1/deauthorize", headers=bearer(channel["access_token"]), json={"userAccessToken": access}
    )
    assert (done.status_code, done.content) == (204, b"")
    assert client.get("/v2/profile", headers=bearer(access)).status_code == 401


def test_the_same_person_has_another_id_under_another_provider(line: RunningStandIn) -> None:
    here, there = user_id(line, "sakura"), user_id(line, "sakura", "minami")
    assert here != there
    assert here[0] == "U"
    assert len(here) == len(there) == 33


def test_every_answer_carries_a_request_id(client: httpx.Client) -> None:
    ids = [client.get("/v2/profile").headers["x-line-request-id"] for _ in range(2)]
    assert len({uuid.UUID(value) for value in ids}) == 2
