"""Fetching a file from an address somebody else wrote, without being led into our own network (SSRF).

The host is looked up once and the connection goes to the very address that was checked, so that a name server can't
answer differently the second time. Redirects are followed by hand and checked the same way.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

from noren.kernel.errors import InvalidInput, Problem, Unavailable, invalid

MAX_BYTES = 20 * 1024 * 1024
SECONDS = 20.0
MAX_REDIRECTS = 3
_PORTS = {"http": 80, "https": 443}


def fetch(url: str) -> bytes:
    """Return the body at an http(s) address of the public internet, at most 20 MB within 20 seconds.

    Raises InvalidInput naming `url` when it is not allowed, not there or too large, Unavailable when trying later may help.
    """
    deadline = time.monotonic() + SECONDS
    with httpx.Client(timeout=httpx.Timeout(5.0), trust_env=False, follow_redirects=False) as client:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = _get(client, url, deadline)
            except (httpx.TransportError, OSError) as error:
                raise _unavailable() from error
            if isinstance(answer, bytes):
                return answer
            url = urljoin(url, answer)
    raise invalid("url_redirects", "転送が多すぎて画像を取得できませんでした。", field_name="url")


def _get(client: httpx.Client, url: str, deadline: float) -> bytes | str:
    """Return the body, or the address it redirects to."""
    response = client.send(_request(client, url), stream=True)
    try:
        if response.is_redirect:
            return response.headers["location"]
        _check_status(response.status_code)
        return _body(response, deadline)
    finally:
        response.close()


def _request(client: httpx.Client, url: str) -> httpx.Request:
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme not in _PORTS or not host or parts.username:
        raise _not_allowed()
    port = parts.port or _PORTS[parts.scheme]
    address = _checked_address(host, port)
    netloc = f"[{address}]" if ":" in address else address
    target = httpx.URL(url).copy_with(netloc=f"{netloc}:{port}".encode())
    name = host if port == _PORTS[parts.scheme] else f"{host}:{port}"
    headers = {"Host": name, "Accept": "image/*", "User-Agent": "Noren"}
    return client.build_request("GET", target, headers=headers, extensions={"sni_hostname": host})


def _checked_address(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise _unavailable() from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(_public(address) for address in addresses):
        raise _not_allowed()
    return addresses[0]


def _public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if parsed.is_loopback:
        return bool(getattr(settings, "MEDIA_FETCH_LOOPBACK", False))
    return parsed.is_global and not parsed.is_multicast


def _check_status(status: int) -> None:
    if status == 429 or status >= 500:
        raise _unavailable()
    if status != 200:
        raise invalid(
            "url_status", "画像を取得できませんでした（応答 %(status)s）。", field_name="url", status=status
        )


def _body(response: httpx.Response, deadline: float) -> bytes:
    received = bytearray()
    for piece in response.iter_bytes():
        received += piece
        if len(received) > MAX_BYTES:
            raise invalid("url_too_large", "画像が大きすぎます（20MBまで）。", field_name="url")
        if time.monotonic() > deadline:
            raise _unavailable()
    return bytes(received)


def _not_allowed() -> InvalidInput:
    return invalid("url_not_allowed", "このアドレスからは画像を取得できません。", field_name="url")


def _unavailable() -> Unavailable:
    return Unavailable(Problem("url_unavailable", "画像の置き場所に今つながりません。", "url"))
