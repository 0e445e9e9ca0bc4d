"""Words between shop and buyer, checked before they are kept."""

from __future__ import annotations

from noren.kernel.errors import invalid

MESSAGE_LIMIT = 500


def checked_message(message: str) -> str:
    """Return a message trimmed. Raises InvalidInput naming `message` when it is too long for a notice."""
    words = message.strip()
    if len(words) > MESSAGE_LIMIT:
        raise invalid(
            "message_too_long",
            "メッセージは%(limit)d文字以内で入力してください（いま%(length)d文字です）。",
            field_name="message",
            limit=MESSAGE_LIMIT,
            length=len(words),
        )
    return words
