"""The stand-in provider of the payments' tests serves here too."""

from __future__ import annotations

from noren.payments.tests.conftest import standin, standin_url

__all__ = ["standin", "standin_url"]
