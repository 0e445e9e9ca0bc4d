"""Session stores of the two working realms: own tables, so that a key of one means nothing in the other."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from noren.platform.accounts.models import OperatorSession, StaffSession


class StaffSessionStore(DatabaseStore):
    """Sessions of the console."""

    @classmethod
    def get_model_class(cls) -> Any:
        return StaffSession


class OperatorSessionStore(DatabaseStore):
    """Sessions of the operators' pages."""

    @classmethod
    def get_model_class(cls) -> Any:
        return OperatorSession
