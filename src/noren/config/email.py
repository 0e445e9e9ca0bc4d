"""Where e-mail goes: NOREN_EMAIL_URL as Django's settings.

`smtp://user:password@host:587?tls=1`, `smtps://user:password@host`, `file:///folder`, `console:`; empty: files under the data
folder, so that nothing is lost on a machine without a mail server. `?from=` names the sender's address.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from noren.config.environment import BadEnvironment, Environment

_BACKENDS = "django.core.mail.backends"
_TIMEOUT_SECONDS = 15


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """Django's settings of the same names."""

    backend: str
    sender: str
    file_path: str = ""
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False
    timeout: int = _TIMEOUT_SECONDS


def email_settings(environment: Environment) -> EmailSettings:
    """Read NOREN_EMAIL_URL. Raises BadEnvironment."""
    url = environment.email_url
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    sender = _sender(query.get("from", [""])[0], environment)
    if parts.scheme == "console":
        return EmailSettings(f"{_BACKENDS}.console.EmailBackend", sender)
    if parts.scheme in ("", "file"):
        folder = unquote(parts.path) if url else str(environment.home / "mail")
        return EmailSettings(f"{_BACKENDS}.filebased.EmailBackend", sender, file_path=folder)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadEnvironment(f"NOREN_EMAIL_URL: {parts.scheme!r} is none of smtp, smtps, file, console")
    secure = parts.scheme == "smtps"
    return EmailSettings(
        f"{_BACKENDS}.smtp.EmailBackend",
        sender,
        host=parts.hostname,
        port=parts.port or (465 if secure else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=not secure and query.get("tls", ["1"])[0] not in ("0", "no", "false"),
        use_ssl=secure,
    )


def _sender(given: str, environment: Environment) -> str:
    host = urlsplit(environment.base_url).hostname
    address = given or f"noreply@{host}"
    if "@" not in parseaddr(address)[1]:
        raise BadEnvironment(f"NOREN_EMAIL_URL: from={given!r} is no address")
    return address
