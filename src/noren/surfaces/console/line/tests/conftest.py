"""Fixtures of these pages' tests."""

from __future__ import annotations

import pytest

from noren.messaging.tests.fixtures import line, line_server

__all__ = ["line", "line_server"]


@pytest.fixture(autouse=True)
def _pages_without_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are judged by their words here; the built assets are another test's matter."""
    from django.template import engines  # noqa: PLC0415 - the engine exists once Django is set up

    monkeypatch.setitem(engines["jinja2"].env.globals, "asset", lambda _entry: "")  # type: ignore[attr-defined]
