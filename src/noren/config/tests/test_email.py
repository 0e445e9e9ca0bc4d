"""NOREN_EMAIL_URL, read as a seller's machine would have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from noren.config.email import EmailSettings, email_settings
from noren.config.environment import BadEnvironment, load

pytestmark = pytest.mark.any_database
BACKENDS = "django.core.mail.backends"


def read(tmp_path: Path, url: str) -> EmailSettings:
    environ = {"NOREN_HOME": str(tmp_path), "NOREN_BASE_URL": "https://noren.example", "NOREN_EMAIL_URL": url}
    return email_settings(load(environ))


def test_without_a_server_mails_are_kept_as_files(tmp_path: Path) -> None:
    found = read(tmp_path, "")
    assert (found.backend, found.file_path) == (f"{BACKENDS}.filebased.EmailBackend", f"{tmp_path}/mail")
    assert found.sender == "noreply@noren.example"
    assert read(tmp_path, "file:///tmp/mails").file_path == "/tmp/mails"
    assert read(tmp_path, "console:").backend == f"{BACKENDS}.console.EmailBackend"


def test_a_server_is_spoken_to_in_tls_unless_told_otherwise(tmp_path: Path) -> None:
    found = read(tmp_path, "smtp://shop:p%40ss@mail.example?from=Noren%20%3Cshop@noren.example%3E")
    assert (found.host, found.port, found.user, found.password) == ("mail.example", 587, "shop", "p@ss")
    assert (found.use_tls, found.use_ssl, found.sender) == (True, False, "Noren <shop@noren.example>")
    plain = read(tmp_path, "smtp://127.0.0.1:1025?tls=0")
    assert (plain.port, plain.use_tls, plain.use_ssl) == (1025, False, False)
    secure = read(tmp_path, "smtps://mail.example")
    assert (secure.port, secure.use_tls, secure.use_ssl) == (465, False, True)


@pytest.mark.parametrize("url", ["http://mail.example", "smtp:", "smtp://mail.example?from=nobody"])
def test_nonsense_is_refused_at_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadEnvironment, match="NOREN_EMAIL_URL"):
        read(tmp_path, url)
