"""Pages without a build of the assets: they are judged by their words here."""

from __future__ import annotations

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2


@pytest.fixture(autouse=True)
def _pages_without_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    monkeypatch.setitem(engine.env.globals, "asset", lambda _entry: "")
