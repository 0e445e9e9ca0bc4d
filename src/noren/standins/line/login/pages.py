"""The screens between a shop and its log-in: who are you, do you agree, add the shop as a friend."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from noren.standins.line.conversations import Chat
from noren.standins.line.directory import LoginChannel, MessagingChannel, Person
from noren.standins.line.forms import form_fields
from noren.standins.line.login.requests import PageError, RedirectError, parse, with_query
from noren.standins.line.page import current_person, render
from noren.standins.line.sessions import AuthorizationRequest, Ticket
from noren.standins.line.standin import StandIn, stand_in

DENIED = "The resource owner denied the request."
SCOPE_WORDS = {
    "profile": "プロフィール情報（名前、プロフィール画像）",
    "openid": "ユーザー識別子（LINEでの内部の番号）",
    "email": "メールアドレス",
}


async def authorize(request: Request) -> Response:
    """GET /oauth2/v2.1/authorize: checks the query, then asks who logs in."""
    stand = stand_in(request)
    try:
        channel, wanted = parse(request.query_params.multi_items(), stand.directory)
    except PageError as error:
        return render(request, "login_error.html", {"reason": str(error)}, status=400)
    except RedirectError as error:
        return _go(error.location)
    phone = current_person(request)
    if wanted.prompt == "none":
        return _silently(request, wanted, phone)
    ticket = stand.sessions.open_ticket(wanted)
    if phone is not None and _logs_in_by_itself(request, wanted):
        return _next_screen(
            request, stand.sessions.choose_person(ticket, person=phone.id, amr="lineautologin"), channel
        )
    values: dict[str, object] = {
        "ticket": ticket.id, "channel": channel, "people": stand.directory.people(),
        "phone": None if wanted.prompt == "login" else phone,
    }  # fmt: skip
    return render(request, "login_person.html", values)


async def choose(request: Request) -> Response:
    """POST of the first screen."""
    stand, fields = stand_in(request), await form_fields(request)
    ticket = stand.sessions.ticket(fields.get("ticket", ""))
    channel = None if ticket is None else stand.directory.login_channel(ticket.request.client_id)
    if ticket is None or channel is None:
        return _gone(request)
    if fields.get("decision") == "cancel":
        return _deny(stand, ticket)
    phone = current_person(request)
    if fields.get("decision") == "continue" and phone is not None and ticket.request.prompt != "login":
        return _next_screen(
            request, stand.sessions.choose_person(ticket, person=phone.id, amr="linesso"), channel
        )
    person = stand.directory.person(fields.get("person", ""))
    if person is None:
        return _gone(request)
    return _next_screen(request, stand.sessions.choose_person(ticket, person=person.id, amr="pwd"), channel)


async def consent(request: Request) -> Response:
    """POST of the consent screen (and of the friend screen that follows with bot_prompt=aggressive)."""
    stand, fields = stand_in(request), await form_fields(request)
    ticket = stand.sessions.ticket(fields.get("ticket", ""))
    channel = None if ticket is None else stand.directory.login_channel(ticket.request.client_id)
    if ticket is None or channel is None or ticket.person is None:
        return _gone(request)
    if fields.get("decision") == "cancel":
        return _deny(stand, ticket)
    if fields.get("decision") == "allow":
        stand.sessions.grant(ticket)
        if ticket.request.bot_prompt == "aggressive":
            return render(request, "login_friend.html", _values(stand, ticket, channel))
    elif not _may_skip_consent(stand, ticket, asked=fields.get("decision") == "friend"):
        return _gone(request)
    return _finish(stand, ticket, channel, add_friend="friend" in fields)


def _logs_in_by_itself(request: Request, wanted: AuthorizationRequest) -> bool:
    """LINE's own browser logs in without asking, unless told not to."""
    in_line = "Line/" in request.headers.get("user-agent", "")
    return in_line and not wanted.disable_auto_login and wanted.prompt != "login"


def _may_skip_consent(stand: StandIn, ticket: Ticket, *, asked: bool) -> bool:
    granted = stand.sessions.granted_scope(client_id=ticket.request.client_id, person=ticket.person or "")
    return set(ticket.request.scope) <= set(granted) and (asked or ticket.request.prompt != "consent")


def _next_screen(request: Request, ticket: Ticket, channel: LoginChannel) -> Response:
    stand = stand_in(request)
    if _may_skip_consent(stand, ticket, asked=False):
        return _finish(stand, ticket, channel, add_friend=None)
    return render(request, "login_consent.html", _values(stand, ticket, channel))


def _values(stand: StandIn, ticket: Ticket, channel: LoginChannel) -> dict[str, object]:
    person = stand.directory.person(ticket.person or "")
    bot = _offered_bot(stand, ticket, channel)
    return {
        "ticket": ticket.id, "channel": channel, "person": person, "bot": bot,
        "scopes": [SCOPE_WORDS[word] for word in ticket.request.scope],
        "friend": bot is not None and stand.conversations.friendship(Chat(bot.id, ticket.person or "")) == "friend",
        "bot_prompt": ticket.request.bot_prompt,
    }  # fmt: skip


def _offered_bot(stand: StandIn, ticket: Ticket, channel: LoginChannel) -> MessagingChannel | None:
    if ticket.request.bot_prompt is None or channel.linked_bot is None:
        return None
    return stand.directory.messaging_channel(channel.linked_bot)


def _finish(stand: StandIn, ticket: Ticket, channel: LoginChannel, *, add_friend: bool | None) -> Response:
    """Send the person back with a code; ``add_friend`` None means that the friend option was not shown."""
    if not stand.sessions.close_ticket(ticket.id):
        return _go(_denied_location(ticket))
    fields = {"code": stand.sessions.issue_code(ticket), "state": ticket.request.state}
    bot = _offered_bot(stand, ticket, channel)
    if bot is not None and add_friend is not None:
        changed = add_friend and stand.follow(bot, ticket.person or "")
        fields["friendship_status_changed"] = "true" if changed else "false"
    return _go(with_query(ticket.request.redirect_uri, fields))


def _silently(request: Request, wanted: AuthorizationRequest, phone: Person | None) -> Response:
    stand = stand_in(request)
    if phone is None:
        return _go(
            RedirectError(
                wanted.redirect_uri, wanted.state, "login_required", "the user is not logged in"
            ).location
        )
    ticket = stand.sessions.choose_person(stand.sessions.open_ticket(wanted), person=phone.id, amr="linesso")
    if not _may_skip_consent(stand, ticket, asked=False):
        stand.sessions.close_ticket(ticket.id)
        return _go(
            RedirectError(
                wanted.redirect_uri, wanted.state, "consent_required", "the user has not agreed yet"
            ).location
        )
    stand.sessions.close_ticket(ticket.id)
    return _go(
        with_query(wanted.redirect_uri, {"code": stand.sessions.issue_code(ticket), "state": wanted.state})
    )


def _deny(stand: StandIn, ticket: Ticket) -> Response:
    stand.sessions.close_ticket(ticket.id)
    return _go(_denied_location(ticket))


def _denied_location(ticket: Ticket) -> str:
    return RedirectError(ticket.request.redirect_uri, ticket.request.state, "access_denied", DENIED).location


def _gone(request: Request) -> Response:
    return render(
        request,
        "login_error.html",
        {"reason": "ログインの有効期限が切れました。お店の画面からやり直してください。"},
        status=400,
    )


def _go(location: str) -> Response:
    return RedirectResponse(location, 302, headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/oauth2/v2.1/authorize", authorize, methods=["GET"]),
    Route("/oauth2/v2.1/authorize/person", choose, methods=["POST"]),
    Route("/oauth2/v2.1/authorize/consent", consent, methods=["POST"]),
]
