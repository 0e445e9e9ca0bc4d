"""Who may connect the shop to LINE."""

from __future__ import annotations

from noren.shops.permissions import permission

# The owner alone: whoever holds the channel secrets can speak in the shop's name.
LINE_SETTINGS = permission("messaging.line", "LINEと接続する")
