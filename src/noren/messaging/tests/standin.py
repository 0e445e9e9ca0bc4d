"""The real stand-in for LINE, and a shop connected to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import httpx

from noren.customers.services.friendship import note_friendship
from noren.customers.services.join import customer_for_line
from noren.customers.types import LineProfile
from noren.kernel.actors import system
from noren.kernel.clock import now
from noren.messaging.services.connect import save_line_settings
from noren.messaging.types import NewLineSettings
from noren.standins.line.testing import RunningStandIn

SETUP = system("tests")
PROVIDER = "1650000000"
LOGIN_ID, LOGIN_SECRET = "1650000001", "login-secret-0123456789abcdef0123"
BOT_ID, BOT_SECRET = "1650000002", "messaging-secret-0123456789abcde"
RETURN = "http://127.0.0.1:8000/koharu/account/log-in/line/return"
SEED: dict[str, object] = {
    "providers": [{"id": PROVIDER, "name": "こはる"}],
    "login_channels": [
        {
            "id": LOGIN_ID,
            "secret": LOGIN_SECRET,
            "provider": PROVIDER,
            "name": "暮らしの道具 こはる",
            "redirect_uris": [RETURN],
            "linked_bot": BOT_ID,
        }
    ],
    "messaging_channels": [
        {
            "id": BOT_ID,
            "secret": BOT_SECRET,
            "provider": PROVIDER,
            "name": "暮らしの道具 こはる",
            "redelivery": True,
        }
    ],
}
PASTED = NewLineSettings(
    provider_id=PROVIDER,
    login_channel_id=LOGIN_ID,
    login_secret=LOGIN_SECRET,
    messaging_channel_id=BOT_ID,
    messaging_secret=BOT_SECRET,
)


@dataclass
class Line:
    """LINE, and what its people do on their phones."""

    running: RunningStandIn

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.running.url

    def control(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:
        """Call the control API."""
        return self.running.control(method, path, body)

    def user_id(self, person: str) -> str:
        """The person's LINE user id within the shop's provider."""
        return str(self.control("GET", f"/people/{person}/user-ids")[PROVIDER])

    def befriend(self, person: str, action: str = "follow") -> None:
        """Follow or block the shop's account."""
        self.control("POST", f"/people/{person}/friendships", {"channel": BOT_ID, "action": action})

    def shown(self, person: str) -> list[dict[str, Any]]:
        """What the shop's account wrote to the person, oldest first."""
        found = self.control("GET", f"/messages?person={person}&channel={BOT_ID}&sender=bot")
        return cast(list[dict[str, Any]], found)

    def fault(self, endpoint: str, kind: str, *, times: int = 1, seconds: float = 0.0) -> None:
        """Let the next calls go wrong."""
        body: dict[str, object] = {"endpoint": endpoint, "kind": kind, "times": times, "seconds": seconds}
        self.control("POST", "/faults", body)

    def calls(self, path: str) -> list[dict[str, Any]]:
        """What was asked of an endpoint, oldest first."""
        return [call for call in self.control("GET", "/calls") if call["path"] == path]

    def send_back_to(self, url: str) -> None:
        """Register the address to which log-ins come back, instead of RETURN."""
        self.control(
            "PUT",
            f"/login-channels/{LOGIN_ID}",
            {
                "secret": LOGIN_SECRET,
                "provider": PROVIDER,
                "name": "暮らしの道具 こはる",
                "redirect_uris": [url],
                "linked_bot": BOT_ID,
            },
        )

    def consent(self, authorize_url: str, person: str, *, friend: bool = False) -> dict[str, str]:
        """Go through LINE's log-in screens; returns the query LINE comes back to the shop with."""
        with httpx.Client(base_url=self.url, trust_env=False, timeout=10) as browser:
            page = browser.get(authorize_url)
            chosen = browser.post(
                "/oauth2/v2.1/authorize/person",
                data={"ticket": _ticket(page), "decision": "choose", "person": person},
            )
            if chosen.status_code == 302:
                return _query(chosen)
            fields = {"ticket": _ticket(chosen), "decision": "allow", **({"friend": "1"} if friend else {})}
            return _query(browser.post("/oauth2/v2.1/authorize/consent", data=fields))

    def decline(self, authorize_url: str) -> dict[str, str]:
        """Cancel on LINE's first screen."""
        with httpx.Client(base_url=self.url, trust_env=False, timeout=10) as browser:
            page = browser.get(authorize_url)
            fields = {"ticket": _ticket(page), "decision": "cancel"}
            return _query(browser.post("/oauth2/v2.1/authorize/person", data=fields))


def connect_shop() -> None:
    """Paste the stand-in's channels into the shop in scope."""
    save_line_settings(PASTED, actor=SETUP)


def line_customer(line: Line, person: str, *, friend: bool = True, email: str = "") -> UUID:
    """A customer of the shop in scope who has logged in with LINE."""
    subject = line.user_id(person)
    profile = LineProfile(PROVIDER, subject, display_name="さくら", email=email)
    customer_id = customer_for_line(profile, language="ja", actor=SETUP)
    if friend:
        line.befriend(person)
        note_friendship(PROVIDER, subject, is_friend=True, as_of=now(), actor=SETUP)
    return customer_id


def _ticket(page: httpx.Response) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found is not None, page.text
    return found[1]


def _query(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 302, answer.text
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))
