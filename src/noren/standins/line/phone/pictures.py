"""Drawn pictures: faces for the demo people, a seal for accounts without a picture."""

from __future__ import annotations

import hashlib
from html import escape

from noren.standins.line.directory import MessagingChannel, Person

# (background, clothes, hair, hair shape)
FACES = {
    "plum": ("#F3DDE2", "#9B4A63", "#3A2A28", "bob"),
    "indigo": ("#D9E3EE", "#1F3A5F", "#1E1B1A", "short"),
    "moss": ("#E1E8D6", "#5E7444", "#4A3326", "bun"),
    "clay": ("#F1E1D2", "#A85B3A", "#55504C", "short"),
    "wisteria": ("#E6E0F0", "#7A68A6", "#B9B4B0", "bun"),
    "sea": ("#D6EAEA", "#2F7C86", "#2A2322", "long"),
}
HAIR_BEHIND = {
    "bob": '<path d="M27 48c0-20 10-30 23-30s23 10 23 30v14c0 5-46 5-46 0z"/>',
    "long": '<path d="M26 46c0-19 11-29 24-29s24 10 24 29v34c-6 4-42 4-48 0z"/>',
    "bun": '<circle cx="50" cy="15" r="9"/><path d="M29 44c0-17 9-26 21-26s21 9 21 26v8H29z"/>',
    "short": '<path d="M30 42c0-16 8-25 20-25s20 9 20 25v4H30z"/>',
}
HAIR_BEFORE = {
    "bob": '<path d="M31 42c6-2 12-7 15-13 4 7 12 12 23 13-1-14-8-22-19-22S32 28 31 42z"/>',
    "long": '<path d="M31 44c2-9 8-15 14-18 7 8 15 12 24 18 0-16-7-25-19-25S31 28 31 44z"/>',
    "bun": '<path d="M31 40c8-1 14-5 19-11 5 6 11 10 19 11-1-13-8-20-19-20s-18 7-19 20z"/>',
    "short": '<path d="M31 38c3-5 6-8 10-9 8 3 18 3 25-1 2 3 3 6 3 10-1-14-8-20-19-20s-18 6-19 20z"/>',
}
SEALS = ("#1F3A5F", "#7A3B2E", "#4B5B3A", "#5B4A73", "#2C5F66", "#8A5A2B")


def person(who: Person) -> str:
    """A face in SVG, 100 × 100."""
    background, clothes, hair, shape = FACES.get(who.picture, FACES["indigo"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img" aria-label="{escape(who.name)}">'
        f'<rect width="100" height="100" fill="{background}"/><g fill="{hair}">{HAIR_BEHIND[shape]}</g>'
        f'<path d="M18 100c0-20 14-28 32-28s32 8 32 28z" fill="{clothes}"/>'
        '<path d="M43 62h14v12c0 8-14 8-14 0z" fill="#E9BF9F"/><ellipse cx="50" cy="46" rx="18" ry="21" fill="#F6D3B5"/>'
        f'<g fill="{hair}">{HAIR_BEFORE[shape]}</g>'
        '<g fill="#3A2A28"><circle cx="43" cy="47" r="2"/><circle cx="57" cy="47" r="2"/></g>'
        '<g fill="#EFA58E" opacity=".55"><circle cx="38.500" cy="54" r="3.500"/><circle cx="61.500" cy="54" r="3.500"/></g>'
        '<path d="M45 56c3 3 7 3 10 0" fill="none" stroke="#B1573F" stroke-width="1.800" stroke-linecap="round"/></svg>'
    )


def account(channel: MessagingChannel) -> str:
    """A seal with the first sign of the account's name, 100 × 100."""
    color = SEALS[hashlib.sha256(channel.id.encode()).digest()[0] % len(SEALS)]
    sign = escape(next((letter for letter in channel.name if not letter.isspace()), "店"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img" aria-label="{escape(channel.name)}">'
        f'<rect width="100" height="100" fill="{color}"/>'
        '<circle cx="50" cy="50" r="35" fill="none" stroke="#FAF8F4" stroke-width="2" opacity=".6"/>'
        '<text x="50" y="65" text-anchor="middle" font-size="42" fill="#FAF8F4" '
        f'font-family="Hiragino Mincho ProN, Noto Serif JP, Yu Mincho, serif">{sign}</text></svg>'
    )
