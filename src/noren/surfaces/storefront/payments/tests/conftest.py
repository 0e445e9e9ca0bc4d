"""The stand-in provider, as the tests of payments use it; pages without a build of the assets."""

from __future__ import annotations

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from noren.payments.tests.conftest import standin, standin_url

__all__ = ["standin", "standin_url"]


@pytest.fixture(autouse=True)
def _pages_without_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    monkeypatch.setitem(engine.env.globals, "asset", lambda _entry: "")
