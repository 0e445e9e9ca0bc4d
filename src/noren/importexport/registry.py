"""Which resources can be imported; each app registers its own in `AppConfig.ready()`."""

from __future__ import annotations

from noren.importexport.types import Resource

_resources: dict[str, Resource] = {}


def register_resource(resource: Resource) -> None:
    """Make a resource importable. Raises ValueError for a key that is taken."""
    if resource.key in _resources:
        raise ValueError(f"import resource {resource.key} is registered twice")
    _resources[resource.key] = resource


def resource(key: str) -> Resource:
    """Return a resource by its key. Raises KeyError."""
    return _resources[key]
