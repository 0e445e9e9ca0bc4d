"""The lists in docs/reference, made from what is declared in the code."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.conf import settings
from django.core.management import get_commands, load_command_class
from django_tasks.base import Task

from noren.config import environment
from noren.config.addresses import all_addresses
from noren.platform.outbox.events import catalogue
from noren.platform.outbox.subscriptions import all_subscriptions
from noren.shops.permissions import Role, all_permissions

_HEAD = "<!-- Made by `noren reference`; change the code, not this file. -->\n\n"


def documents() -> dict[str, str]:
    """Return each reference document by file name."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "events.md": _events,
        "permissions.md": _permissions,
        "jobs.md": _jobs,
        "commands.md": _commands,
        "settings.md": _settings,
        "addresses.md": _addresses,
    }
    return {name: _HEAD + "\n".join(make()) + "\n" for name, make in makers.items()}


def _events() -> Iterator[str]:
    yield "# Events\n\nFacts written to the outbox in the transaction of the change, told to subscribers after its commit, at least once.\n"
    yield "| event | version | fields | means | told to |\n|---|---|---|---|---|"
    told: dict[str, list[str]] = {}
    for subscription in all_subscriptions():
        told.setdefault(subscription.event_name, []).append(f"`{subscription.name}`")
    for name, declared in catalogue().items():
        names = ", ".join(field.name for field in dataclasses.fields(declared))
        yield f"| `{name}` | {declared.event_version} | {names} | {_first_line(declared)} | {', '.join(told.get(name, ['–']))} |"


def _permissions() -> Iterator[str]:
    yield "# Permissions\n\nRights of the people who work in a shop. An owner holds every one.\n"
    roles = [role for role in Role if role is not Role.OWNER]
    yield f"| key | allows | {' | '.join(roles)} |\n|---|---|{'---|' * len(roles)}"
    for permission in all_permissions():
        marks = " | ".join("●" if role in permission.roles else "" for role in roles)
        yield f"| `{permission.key}` | {permission.label} | {marks} |"


def _jobs() -> Iterator[str]:
    yield "# Jobs\n\nWork that happens later, in the worker, for one shop at a time.\n\n| job | does |\n|---|---|"
    for config in sorted(settings.INSTALLED_APPS):
        if config.startswith("noren.") and any(
            found.name == "jobs" for found in iter_modules(_folder(config))
        ):
            module = import_module(f"{config}.jobs")
            for name, value in sorted(vars(module).items()):
                if isinstance(value, Task) and value.func.__module__ == module.__name__:
                    yield f"| `{config.removeprefix('noren.')}.{name}` | {_first_line(value.func)} |"


def _commands() -> Iterator[str]:
    yield "# Commands\n\nDjango's own commands work too (`noren check`, `noren shell`).\n\n| command | does |\n|---|---|"
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("noren.") and name not in ("makemigrations", "migrate"):
            yield f"| `noren {name}` | {load_command_class(str(app), name).help} |"


def _settings() -> Iterator[str]:
    yield "# Settings\n\nRead from the environment, checked at start. What a second shop might want otherwise is set in the shop.\n"
    yield "| variable | default | means |\n|---|---|---|"
    yield from (f"| `{name}` | {default} | {text} |" for name, default, text in environment.DESCRIPTIONS)


def _addresses() -> Iterator[str]:
    yield "# Addresses\n\nA shop's pages are under `/{shop}/` on the installation's host and at `/` on the shop's own.\n"
    yield "| address | name | staff need |\n|---|---|---|"
    for address in all_addresses():
        need = {None: "", "": "to work in the shop"}.get(address.permission, f"`{address.permission}`")
        yield f"| `{address.pattern}` | {address.name or '–'} | {need} |"


def _first_line(described: object) -> str:
    return re.sub(r"\s+", " ", (inspect.getdoc(described) or "").split("\n\n")[0])


def _folder(package: str) -> list[str]:
    return [str(Path(str(import_module(package).__file__)).parent)]
