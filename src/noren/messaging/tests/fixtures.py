"""Fixtures with LINE, for this app and for the surfaces that show it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from noren.messaging.channels import line as line_channel
from noren.messaging.login.identity import forget_signing_keys
from noren.messaging.tests.standin import SEED, Line
from noren.standins.line.testing import RunningStandIn, running_stand_in


@pytest.fixture(scope="session")
def line_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStandIn]:
    options = ("--allow-loopback-http", "--redelivery-delays", "0.05,0.1", "--webhook-timeout", "5")
    with running_stand_in(tmp_path_factory.mktemp("line"), options=options) as running:
        yield running


@pytest.fixture
def line(line_server: RunningStandIn, settings: Settings) -> Line:
    """LINE with the shop's channels and its demo people, nobody anybody's friend."""
    line_server.control("POST", "/clear", {"directory": True})
    line_server.control("POST", "/seed", SEED)
    settings.NOREN = dataclasses.replace(
        settings.NOREN, line_api_base=line_server.url, line_access_base=line_server.url
    )
    line_channel._tokens.clear()
    forget_signing_keys()
    return Line(line_server)
