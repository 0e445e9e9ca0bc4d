"""The shop's own LINE channels, at the stand-in: what a seller makes in LINE's console and pastes into ours."""

from __future__ import annotations

import secrets

import httpx

from noren.demo.content.types import Shop
from noren.kernel.actors import Actor
from noren.messaging.services.connect import save_line_settings
from noren.messaging.types import NewLineSettings

# Channel ids as LINE gives them: ten digits. One pair for each of the demo's shops.
_CHANNELS = {"koharu": ("1656789001", "1656789002"), "minami": ("1656789011", "1656789012")}


def connect_line(shop: Shop, *, line_base: str, base_url: str, actor: Actor) -> None:
    """Make the shop's provider and its two channels, and tell the shop of them."""
    login_id, messaging_id = _CHANNELS[shop.slug]
    login_secret, messaging_secret = secrets.token_hex(16), secrets.token_hex(16)
    provider = f"provider-{shop.slug}"
    seed = {
        "providers": [{"id": provider, "name": shop.name}],
        "login_channels": [
            {
                "id": login_id,
                "secret": login_secret,
                "provider": provider,
                "name": shop.line_display_name,
                "redirect_uris": [f"{base_url}/{shop.slug}/account/log-in/line/return"],
                "linked_bot": messaging_id,
            }
        ],
        "messaging_channels": [
            {
                "id": messaging_id,
                "secret": messaging_secret,
                "provider": provider,
                "name": shop.line_display_name,
                "access_tokens": [],
                "webhook_url": f"{base_url}/callbacks/line/{shop.slug}",
            }
        ],
    }
    httpx.post(f"{line_base}/_standin/seed", json=seed, timeout=10).raise_for_status()
    save_line_settings(
        NewLineSettings(provider, login_id, login_secret, messaging_id, messaging_secret), actor=actor
    )
