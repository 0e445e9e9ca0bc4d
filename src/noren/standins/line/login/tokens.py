"""LINE Login's API behind the screens: tokens, verification, profile, friendship."""

from __future__ import annotations

import base64
import hashlib
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.line import bodies
from noren.standins.line.conversations import Chat
from noren.standins.line.database import JsonObject
from noren.standins.line.directory import LoginChannel, Person
from noren.standins.line.errors import LoginError, MessagingError
from noren.standins.line.forms import form_fields
from noren.standins.line.login import identity
from noren.standins.line.sessions import Ticket, UserToken
from noren.standins.line.standin import StandIn, stand_in


async def token(request: Request) -> Response:
    """POST /oauth2/v2.1/token: a code once within ten minutes, or a refresh token."""
    fields = await form_fields(request)
    stand = stand_in(request)
    grant = fields.get("grant_type")
    if grant not in {"authorization_code", "refresh_token"}:
        raise LoginError("unsupported_grant_type" if grant else "invalid_request", "invalid grant_type")
    channel = _client(stand, fields)
    if grant == "refresh_token":
        return _refresh(stand, fields, channel)
    ticket = stand.sessions.ticket_for_code(fields.get("code", ""))
    if ticket is None or ticket.request.client_id != channel.id or ticket.person is None:
        raise LoginError("invalid_grant", "invalid authorization code")
    if fields.get("redirect_uri") != ticket.request.redirect_uri:
        raise LoginError("invalid_grant", "redirect_uri does not match")
    _check_verifier(ticket.request.code_challenge, fields.get("code_verifier"))
    if not stand.sessions.use_code(fields["code"]):
        raise LoginError("invalid_grant", "invalid authorization code")
    issued = stand.sessions.issue_tokens(
        client_id=channel.id, person=ticket.person, scope=ticket.request.scope
    )
    answer = _token_answer(stand, issued)
    if "openid" in ticket.request.scope:
        answer["id_token"] = identity.for_web(_claims(request, ticket, channel), channel)
    return _private(answer)


def _refresh(stand: StandIn, fields: dict[str, str], channel: LoginChannel) -> Response:
    fresh = stand.sessions.refresh(fields.get("refresh_token", ""), client_id=channel.id)
    if fresh is None:
        raise LoginError("invalid_grant", "invalid refresh token")
    return _private(_token_answer(stand, fresh))


async def verify_access_token(request: Request) -> Response:
    """GET /oauth2/v2.1/verify?access_token="""
    stand = stand_in(request)
    found = stand.sessions.user_token(request.query_params.get("access_token", ""))
    if found is None:
        raise LoginError("invalid_request", "The access token is invalid")
    if not stand.sessions.is_live(found):
        raise LoginError("invalid_request", "access token expired")
    return JSONResponse(
        {
            "scope": " ".join(found.scope),
            "client_id": found.client_id,
            "expires_in": stand.sessions.remaining(found),
        }
    )


async def verify_id_token(request: Request) -> Response:
    """POST /oauth2/v2.1/verify with id_token, client_id, and if wanted nonce and user_id; answers the claims."""
    fields = await form_fields(request)
    stand = stand_in(request)
    client = fields.get("client_id", "")
    if not fields.get("id_token") or not client:
        raise LoginError("invalid_request", "id_token and client_id are required")
    claims = identity.verified(
        fields["id_token"], client_id=client, channel=stand.directory.login_channel(client), database=stand.database,
        now=stand.clock.seconds(),
    )  # fmt: skip
    if "nonce" in fields and claims.get("nonce") != fields["nonce"]:
        raise LoginError("invalid_request", "Invalid IdToken Nonce.")
    if "user_id" in fields and claims.get("sub") != fields["user_id"]:
        raise LoginError("invalid_request", "Invalid IdToken Subject Identifier.")
    return JSONResponse(claims)


async def user_info(request: Request) -> Response:
    """GET or POST /oauth2/v2.1/userinfo; needs the scope openid."""
    user_token, person = _caller(request, "openid")
    answer: JsonObject = {"sub": _user_id(stand_in(request), user_token)}
    if "profile" in user_token.scope:
        answer |= {"name": person.name, "picture": stand_in(request).picture_url(request, person)}
    return JSONResponse(answer)


async def profile(request: Request) -> Response:
    """GET /v2/profile; needs the scope profile."""
    user_token, person = _caller(request, "profile")
    stand = stand_in(request)
    answer = {
        "userId": _user_id(stand, user_token),
        "displayName": person.name,
        "pictureUrl": stand.picture_url(request, person),
    }
    return JSONResponse(
        {**answer, "statusMessage": person.status_message} if person.status_message else answer
    )


async def friendship(request: Request) -> Response:
    """GET /friendship/v1/status: with the account linked to the login channel; needs the scope profile."""
    user_token, person = _caller(request, "profile")
    stand = stand_in(request)
    channel = stand.directory.login_channel(user_token.client_id)
    if channel is None or channel.linked_bot is None:
        raise MessagingError(400, "There is no linked LINE Official Account")
    status = stand.conversations.friendship(Chat(channel.linked_bot, person.id))
    return JSONResponse({"friendFlag": status == "friend"})


async def revoke(request: Request) -> Response:
    """POST /oauth2/v2.1/revoke: 200 with an empty body, known token or not."""
    fields = await form_fields(request)
    if not fields.get("access_token"):
        raise LoginError("invalid_request", "access_token is required")
    stand = stand_in(request)
    channel = _client(stand, fields)
    stand.sessions.revoke(fields["access_token"], client_id=channel.id)
    return Response(status_code=200)


async def deauthorize(request: Request) -> Response:
    """POST /user/v1/deauthorize, with a channel access token of the login channel; 204."""
    stand = stand_in(request)
    caller = stand.directory.channel_token(bodies.bearer(request), now=stand.clock.seconds())
    if caller is None:
        raise MessagingError(401, bodies.INVALID_TOKEN)
    body = await bodies.json_object(request)
    found = stand.sessions.user_token(str(body.get("userAccessToken", "")))
    if found is None or found.client_id != caller[0]:
        raise MessagingError(400, "invalid userAccessToken")
    stand.sessions.deauthorize(client_id=found.client_id, person=found.person)
    return Response(status_code=204)


async def certificates(request: Request) -> Response:
    """GET /oauth2/v2.1/certs"""
    return JSONResponse(identity.public_keys(stand_in(request).database))


async def discovery(request: Request) -> Response:
    """GET /.well-known/openid-configuration: LINE's document, with this server's addresses."""
    base = str(request.base_url).rstrip("/")
    return JSONResponse({
        "issuer": identity.ISSUER, "authorization_endpoint": f"{base}/oauth2/v2.1/authorize",
        "token_endpoint": f"{base}/oauth2/v2.1/token", "revocation_endpoint": f"{base}/oauth2/v2.1/revoke",
        "userinfo_endpoint": f"{base}/oauth2/v2.1/userinfo", "scopes_supported": ["openid", "profile", "email"],
        "jwks_uri": f"{base}/oauth2/v2.1/certs", "response_types_supported": ["code"], "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256"], "code_challenge_methods_supported": ["S256"],
    })  # fmt: skip


def claims_for(
    stand: StandIn, channel: LoginChannel, person: Person, *, scope: tuple[str, ...], picture: str
) -> JsonObject:
    """The claims every ID token carries, with name, picture and email as far as the scope allows."""
    now = stand.clock.seconds()
    claims: JsonObject = {
        "iss": identity.ISSUER, "sub": stand.directory.user_id(provider=channel.provider, person=person.id), "aud": channel.id,
        "exp": now + identity.LIFETIME_SECONDS, "iat": now,
    }  # fmt: skip
    if "profile" in scope:
        claims |= {"name": person.name, "picture": picture}
    if "email" in scope and person.email:
        claims["email"] = person.email
    return claims


def _claims(request: Request, ticket: Ticket, channel: LoginChannel) -> JsonObject:
    stand = stand_in(request)
    person = stand.directory.person(ticket.person or "")
    if person is None:
        raise LoginError("invalid_grant", "invalid authorization code")
    claims = claims_for(
        stand, channel, person, scope=ticket.request.scope, picture=stand.picture_url(request, person)
    )
    claims["amr"] = [ticket.amr]
    if ticket.request.nonce is not None:
        claims["nonce"] = ticket.request.nonce
    if ticket.request.max_age is not None:
        claims["auth_time"] = ticket.created_at
    return claims


def _client(stand: StandIn, fields: dict[str, str]) -> LoginChannel:
    channel = stand.directory.login_channel(fields.get("client_id", ""))
    if channel is None:
        raise LoginError("invalid_request", "invalid client_id")
    if not secrets.compare_digest(channel.secret.encode(), fields.get("client_secret", "").encode()):
        raise LoginError("invalid_client", "invalid client_secret")
    return channel


def _check_verifier(challenge: str | None, verifier: str | None) -> None:
    if challenge is None:
        if verifier is not None:
            raise LoginError("invalid_grant", "code_verifier without code_challenge")
        return
    digest = hashlib.sha256((verifier or "").encode()).digest()
    if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge:
        raise LoginError("invalid_grant", "code_verifier does not match code_challenge")


def _token_answer(stand: StandIn, issued: UserToken) -> JsonObject:
    return {
        "access_token": issued.access_token, "token_type": "Bearer", "refresh_token": issued.refresh_token,
        "expires_in": stand.sessions.remaining(issued), "scope": " ".join(issued.scope),
    }  # fmt: skip


def _private(answer: JsonObject) -> Response:
    return JSONResponse(answer, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


def _caller(request: Request, scope: str) -> tuple[UserToken, Person]:
    stand = stand_in(request)
    found = stand.sessions.user_token(bodies.bearer(request))
    person = None if found is None else stand.directory.person(found.person)
    if found is None or person is None:
        raise MessagingError(401, "invalid token")
    if not stand.sessions.is_live(found):
        raise MessagingError(401, "The access token expired")
    if scope not in found.scope:
        raise MessagingError(403, "insufficient scope")
    return found, person


def _user_id(stand: StandIn, user_token: UserToken) -> str:
    channel = stand.directory.login_channel(user_token.client_id)
    if channel is None:
        raise MessagingError(401, "invalid token")
    return stand.directory.user_id(provider=channel.provider, person=user_token.person)


ROUTES = [
    Route("/oauth2/v2.1/token", token, methods=["POST"]),
    Route("/oauth2/v2.1/verify", verify_access_token, methods=["GET"]),
    Route("/oauth2/v2.1/verify", verify_id_token, methods=["POST"]),
    Route("/oauth2/v2.1/userinfo", user_info, methods=["GET", "POST"]),
    Route("/oauth2/v2.1/revoke", revoke, methods=["POST"]),
    Route("/oauth2/v2.1/certs", certificates, methods=["GET"]),
    Route("/.well-known/openid-configuration", discovery, methods=["GET"]),
    Route("/v2/profile", profile, methods=["GET"]),
    Route("/friendship/v1/status", friendship, methods=["GET"]),
    Route("/user/v1/deauthorize", deauthorize, methods=["POST"]),
]
