"""Checking the query of /oauth2/v2.1/authorize."""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as pattern
from urllib.parse import urlencode, urlsplit, urlunsplit

from noren.standins.line.directory import Directory, LoginChannel
from noren.standins.line.sessions import AuthorizationRequest

SCOPES = ("profile", "openid", "email")
PROMPTS = ("none", "login", "consent")
BOT_PROMPTS = ("normal", "aggressive")
BOOLEANS = {"true": True, "false": False}
_challenge = pattern(r"[A-Za-z0-9_-]{43}")


class PageError(Exception):
    """The query is so wrong that nobody can be sent back: LINE shows a page with status 400."""


class RedirectError(Exception):
    """An error that goes back to the shop as ``error`` and ``error_description``."""

    def __init__(self, redirect_uri: str, state: str, error: str, description: str) -> None:
        super().__init__(description)
        self.location = with_query(
            redirect_uri, {"error": error, "error_description": description, "state": state}
        )


def with_query(url: str, fields: dict[str, str]) -> str:
    """The URL with fields added to its query."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(fields)) if part)
    return urlunsplit(parts._replace(query=query))


def parse(
    pairs: Sequence[tuple[str, str]], directory: Directory
) -> tuple[LoginChannel, AuthorizationRequest]:
    """Check the query; raises PageError before, and RedirectError after the redirect URI is known to be good."""
    query = dict(pairs)
    if len(query) != len(pairs):
        raise PageError("同じパラメータが2回以上指定されています。")
    channel = directory.login_channel(query.get("client_id", ""))
    if channel is None:
        raise PageError("client_idが正しくありません。チャネルIDをご確認ください。")
    redirect_uri = query.get("redirect_uri", "")
    if redirect_uri not in channel.redirect_uris:
        raise PageError("redirect_uriが登録されているコールバックURLと一致しません。")
    if not query.get("state"):
        raise PageError("stateが指定されていません。")
    return channel, _parameters(query, channel, directory)


def _parameters(query: dict[str, str], channel: LoginChannel, directory: Directory) -> AuthorizationRequest:
    def refuse(error: str, description: str) -> RedirectError:
        return RedirectError(query["redirect_uri"], query["state"], error, description)

    if query.get("response_type") != "code":
        raise refuse("unsupported_response_type", "response_type must be code")
    for name, allowed in (
        ("bot_prompt", BOT_PROMPTS),
        ("prompt", PROMPTS),
        ("disable_auto_login", tuple(BOOLEANS)),
    ):
        if name in query and query[name] not in allowed:
            raise refuse("invalid_request", f"invalid {name}")
    if "max_age" in query and not query["max_age"].isdigit():
        raise refuse("invalid_request", "invalid max_age")
    problem = _challenge_problem(query)
    if problem is not None:
        raise refuse("invalid_request", problem)
    scope = tuple(dict.fromkeys(query.get("scope", "").split()))
    problem = _scope_problem(scope, channel)
    if problem is not None:
        raise refuse("invalid_scope", problem)
    return AuthorizationRequest(
        client_id=channel.id, redirect_uri=query["redirect_uri"], state=query["state"], scope=scope, nonce=query.get("nonce"),
        code_challenge=query.get("code_challenge"),
        bot_prompt=query.get("bot_prompt") if _bot_exists(channel, directory) else None, prompt=query.get("prompt"),
        disable_auto_login=BOOLEANS[query.get("disable_auto_login", "false")], ui_locales=query.get("ui_locales"),
        max_age=int(query["max_age"]) if "max_age" in query else None,
    )  # fmt: skip


def _challenge_problem(query: dict[str, str]) -> str | None:
    challenge, method = query.get("code_challenge"), query.get("code_challenge_method")
    if challenge is None and method is None:
        return None
    if method != "S256":
        return "code_challenge_method must be S256"
    if challenge is None or not _challenge.fullmatch(challenge):
        return "invalid code_challenge"
    return None


def _scope_problem(scope: tuple[str, ...], channel: LoginChannel) -> str | None:
    if not scope or any(word not in SCOPES for word in scope):
        return "The requested scope is invalid, unknown, or malformed"
    if "email" in scope and "openid" not in scope:
        return "email requires openid"
    if "email" in scope and not channel.email_permission:
        return "the channel has no permission to ask for email"
    return None


def _bot_exists(channel: LoginChannel, directory: Directory) -> bool:
    bot = None if channel.linked_bot is None else directory.messaging_channel(channel.linked_bot)
    return bot is not None and bot.provider == channel.provider
