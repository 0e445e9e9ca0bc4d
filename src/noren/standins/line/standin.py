"""All parts of the stand-in together, and what happens between a person and an official account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from noren.standins.line import webhooks
from noren.standins.line.clock import Clock
from noren.standins.line.conversations import Chat, Conversations, Message, Sending
from noren.standins.line.database import Database, JsonObject
from noren.standins.line.directory import Directory, MessagingChannel, Person
from noren.standins.line.hub import Hub
from noren.standins.line.identifiers import token
from noren.standins.line.sessions import Sessions
from noren.standins.line.webhook_sender import WebhookSender
from noren.standins.line.webhooks import Webhooks


@dataclass(frozen=True)
class Options:
    """How this run differs from LINE. Delays and times in seconds.

    ``allow_loopback_http`` accepts http://127.0.0.1 where LINE wants https (pictures, webhook URLs), for a demo on one machine.
    """

    redelivery_delays: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0)
    webhook_timeout_seconds: float = 10.0
    allow_loopback_http: bool = False


class StandIn:
    """The state behind every endpoint."""

    def __init__(self, data: Path, options: Options) -> None:
        self.options = options
        self.clock = Clock()
        self.database = Database(data / "line.sqlite3")
        self.directory = Directory(self.database)
        self.conversations = Conversations(self.database, self.clock)
        self.sessions = Sessions(self.database, self.clock)
        self.webhooks = Webhooks(self.database, self.clock)
        self.hub = Hub()
        self.sender = WebhookSender(
            self.webhooks, self.directory, self.clock,
            redelivery_delays=options.redelivery_delays, timeout_seconds=options.webhook_timeout_seconds,
        )  # fmt: skip

    def picture_url(self, request: Request, person: Person) -> str:
        """Where a person's drawn avatar is served."""
        return f"{request.base_url}pictures/people/{person.id}.svg"

    def deliver(
        self, channel: MessagingChannel, person_id: str, messages: Sequence[JsonObject], sending: Sending
    ) -> list[Message]:
        """Show an official account's messages to a person, and tell the person's phones."""
        stored = self.conversations.add(Chat(channel.id, person_id), messages, sending)
        self.hub.tell(person_id, {"type": "messages", "channel": channel.id, "silent": sending.silent})
        return stored

    def follow(self, channel: MessagingChannel, person_id: str) -> bool:
        """Add as a friend or unblock; sends a follow event. False when nothing changed."""
        chat = Chat(channel.id, person_id)
        before = self.conversations.friendship(chat)
        if before == "friend":
            return False
        self.conversations.set_friendship(chat, "friend")
        reply_token = self.conversations.issue_reply_token(chat)
        self._announce(
            channel,
            person_id,
            "follow",
            webhooks.follow_extra(unblocked=before == "blocked", reply_token=reply_token),
        )
        return True

    def block(self, channel: MessagingChannel, person_id: str) -> bool:
        """Block an account; sends an unfollow event. False when it was no friend."""
        chat = Chat(channel.id, person_id)
        if self.conversations.friendship(chat) != "friend":
            return False
        self.conversations.set_friendship(chat, "blocked")
        self._announce(channel, person_id, "unfollow", {})
        return True

    def say(self, channel: MessagingChannel, person_id: str, content: JsonObject) -> Message:
        """A person writes to an account; sends a message event."""
        chat = Chat(channel.id, person_id)
        message = self.conversations.add(chat, [content], Sending("person", "typed"))[0]
        event: JsonObject = {
            **content, "id": message.id, "quoteToken": token(24),
            "markAsReadToken": self.conversations.issue_read_token(message),
        }  # fmt: skip
        extra: JsonObject = {"message": event, "replyToken": self.conversations.issue_reply_token(chat)}
        self._announce(channel, person_id, "message", extra)
        return message

    def show_own_words(self, channel: MessagingChannel, person_id: str, words: str) -> None:
        """Show words in the chat as the person's, without a message event (a postback's displayText)."""
        self.conversations.add(
            Chat(channel.id, person_id), [{"type": "text", "text": words}], Sending("person", "displayText")
        )

    def post_back(
        self, channel: MessagingChannel, person_id: str, *, data: str, params: JsonObject | None
    ) -> None:
        """A person taps a postback action; sends a postback event."""
        reply_token = self.conversations.issue_reply_token(Chat(channel.id, person_id))
        self._announce(
            channel,
            person_id,
            "postback",
            webhooks.postback_extra(data=data, params=params, reply_token=reply_token),
        )

    def link_account(self, channel: MessagingChannel, person_id: str, *, nonce: str, linked: bool) -> None:
        """The outcome of linking accounts; sends an accountLink event."""
        reply_token = self.conversations.issue_reply_token(Chat(channel.id, person_id)) if linked else None
        self._announce(
            channel, person_id, "accountLink", webhooks.link_extra(nonce=nonce, reply_token=reply_token)
        )

    def _announce(self, channel: MessagingChannel, person_id: str, kind: str, extra: JsonObject) -> None:
        user = self.directory.user_id(provider=channel.provider, person=person_id)
        self.webhooks.enqueue(channel.id, self.webhooks.new_event(kind, user_id=user, extra=extra))
        self.sender.wake()
        self.hub.tell(person_id, {"type": kind, "channel": channel.id})


def stand_in(request: Request) -> StandIn:
    """The stand-in that serves this request."""
    found = request.app.state.stand_in
    if not isinstance(found, StandIn):
        raise TypeError("the application was not made by create_app")
    return found
