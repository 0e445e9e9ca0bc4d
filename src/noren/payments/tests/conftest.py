"""A stand-in provider for the tests of this app."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterator
from typing import cast

import pytest
from pytest_django import Settings

from noren.payments.providers.registry import provider
from noren.payments.providers.sandbox import SandboxProvider
from noren.payments.tests.standin import Standin, new_merchant
from noren.standins.payments.running import running_payments


@pytest.fixture(scope="session")
def standin_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        # The other process must find what this one was told to find.
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        yield from _running(tmp_path_factory)


def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_payments(tmp_path_factory.mktemp("payments")) as running:
        yield running.url


@pytest.fixture
def standin(standin_url: str, settings: Settings) -> Iterator[Standin]:
    """A merchant account at the stand-in, which the sandbox provider now talks to."""
    settings.NOREN = dataclasses.replace(settings.NOREN, sandbox_provider_base=standin_url)
    circuit = cast("SandboxProvider", provider("sandbox")).circuit
    circuit.reset()
    yield new_merchant(standin_url)
    circuit.reset()
