"""Logging a buyer in with LINE."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_noop

from noren.customers.services.friendship import note_friendship
from noren.customers.services.join import customer_for_line
from noren.customers.types import LineProfile
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Conflict, Problem, Unavailable, conflict
from noren.messaging.login.errors import LineSilent, LogInRejected
from noren.messaging.login.identity import verify_id_token
from noren.messaging.login.requests import authorize_url, exchange, friendship
from noren.messaging.models import LineLogIn
from noren.messaging.selectors import line_settings, login_credentials
from noren.messaging.types import LoggedIn
from noren.platform.transactions.write import write

# LINE's codes live ten minutes; a person may take as long on LINE's screens before that.
LOG_IN_LASTS = timedelta(minutes=20)
_KEPT = timedelta(days=1)
_AGAIN = gettext_noop(
    "ログインの有効期限が切れたか、別の画面で始めたログインです。もう一度「LINEでログイン」を押してください。"
)


class LogInRefused(Conflict):
    """The log-in came to nothing; `next_path` is where the buyer was going."""

    def __init__(self, problem: Problem, *, next_path: str) -> None:
        super().__init__(problem)
        self.next_path = next_path


def start_log_in(visit_id: UUID, *, redirect_uri: str, next_path: str, language: str, actor: Actor) -> str:
    """Begin a log-in on a visit and return LINE's address for it. Raises Conflict while the shop has no LINE channel."""
    credentials = login_credentials()
    if credentials is None:
        raise conflict("line_not_connected", "このお店では、まだLINEでログインできません。")
    state, nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    with write(actor):
        LineLogIn.objects.filter(created_at__lt=now() - _KEPT).delete()
        LineLogIn(
            state_hash=_hash(state),
            visit_id=visit_id,
            nonce=nonce,
            code_verifier=verifier,
            redirect_uri=redirect_uri,
            next_path=next_path,
            created_at=now(),
        ).save(force_insert=True)
    return authorize_url(
        channel_id=credentials.channel_id,
        redirect_uri=redirect_uri,
        state=state,
        nonce=nonce,
        code_verifier=verifier,
        language=language,
    )


def finish_log_in(
    visit_id: UUID | None, answer: Mapping[str, str], *, language: str, actor: Actor
) -> LoggedIn:
    """Take the buyer back from LINE and return who it is, a new customer at the first log-in.

    `answer` is the query LINE came back with. Raises LogInRefused, and Unavailable while LINE is silent. The caller gives the
    visit a new token and the customer.
    """
    attempt = _claim(visit_id, answer.get("state", ""), actor=actor)
    if attempt is None:
        raise LogInRefused(Problem("line_log_in_expired", _AGAIN), next_path="")
    if answer.get("error"):
        raise LogInRefused(_declined(answer["error"]), next_path=attempt.next_path)
    try:
        profile, is_friend = _ask_line(attempt, answer.get("code", ""))
    except LogInRejected as rejected:
        problem = Problem(
            "line_log_in_rejected",
            "LINEでログインできませんでした。もう一度お試しください。",
            "",
            {"reason": rejected.code},
        )
        raise LogInRefused(problem, next_path=attempt.next_path) from rejected
    except LineSilent as silent:
        message = gettext_noop("LINEからの応答がありません。少し時間をおいて、もう一度お試しください。")
        raise Unavailable(Problem("line_silent", message)) from silent
    customer_id = customer_for_line(profile, language=language, actor=actor)
    if is_friend is not None:
        note_friendship(profile.provider_id, profile.subject, is_friend=is_friend, as_of=now(), actor=actor)
    changed = answer.get("friendship_status_changed") == "true"
    return LoggedIn(customer_id, attempt.next_path, became_friend=changed and bool(is_friend))


def _claim(visit_id: UUID | None, state: str, *, actor: Actor) -> LineLogIn | None:
    """Use the state up: it works once, in the browser that began, for a while."""
    if visit_id is None or not state:
        return None
    with write(actor):
        rows = LineLogIn.objects.filter(
            state_hash=_hash(state),
            visit_id=visit_id,
            used_at__isnull=True,
            created_at__gt=now() - LOG_IN_LASTS,
        )
        row = rows.first()
        return row if row is not None and rows.update(used_at=now()) else None


def _ask_line(attempt: LineLogIn, code: str) -> tuple[LineProfile, bool | None]:
    credentials = login_credentials()
    if credentials is None or not code:
        raise LogInRejected("code_missing" if credentials else "line_not_connected")
    tokens = exchange(
        credentials, code=code, redirect_uri=attempt.redirect_uri, code_verifier=attempt.code_verifier
    )
    claims = verify_id_token(tokens.id_token, credentials=credentials, nonce=attempt.nonce)
    profile = LineProfile(
        provider_id=line_settings().provider_id,
        subject=claims.subject,
        display_name=claims.name,
        picture_url=claims.picture,
        email=claims.email,
    )
    return profile, friendship(tokens.access_token)


def _declined(error: str) -> Problem:
    if error == "access_denied":
        return Problem("line_log_in_cancelled", "LINEでのログインを取りやめました。")
    message = gettext_noop("LINEでログインできませんでした。お店のLINEの設定に誤りがあるかもしれません。")
    return Problem("line_log_in_declined", message)


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
