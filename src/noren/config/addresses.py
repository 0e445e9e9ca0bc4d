"""Every address of the installation, read off the resolvers: for the reference and for the tests that guard them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

# Surface → (address list, what stands before its patterns).
SURFACES: dict[str, tuple[str, str]] = {
    "root": (settings.ROOT_URLCONF, "/"),
    "storefront": (settings.STOREFRONT_URLCONF, "/{shop}/"),
    "console": (settings.CONSOLE_SHOP_URLCONF, "/console/{shop}/"),
}


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern: where it is, which view answers, its name, the converters of its places."""

    surface: str
    pattern: str
    name: str
    view: Callable[..., Any]
    converters: dict[str, str]

    @property
    def permission(self) -> str | None:
        """What a console view requires of staff; None where no staff is asked for."""
        return getattr(self.view, "required_permission", None)


def all_addresses() -> list[Address]:
    """Return every address, by surface and pattern."""
    found = [
        address
        for surface, (urlconf, prefix) in SURFACES.items()
        for address in _walk(surface, get_resolver(urlconf), prefix, "")
    ]
    return sorted(found, key=lambda address: (address.surface, address.pattern))


def _walk(surface: str, resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, [namespace, entry.namespace or ""]))
            yield from _walk(surface, entry, prefix + str(entry.pattern), inner)
        elif isinstance(entry, URLPattern):
            name = ":".join(filter(None, [namespace, entry.name or ""]))
            converters = {
                key: type(converter).__name__ for key, converter in entry.pattern.converters.items()
            }
            yield Address(surface, prefix + str(entry.pattern), name, entry.callback, converters)
