"""Small checks from which the shapes of LINE's objects are put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place. ``shape`` marks unknown properties and wrong JSON types."""

    path: Path
    message: str
    shape: bool = False

    def dotted(self) -> str:
        """``messages[0].text``"""
        text = ""
        for part in self.path:
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
        return text

    def pointer(self) -> str:
        """``/body/contents/0/text``"""
        return "/" + "/".join(str(part) for part in self.path)


Check: TypeAlias = Callable[[object, Path], Iterator[Problem]]
Fields: TypeAlias = Mapping[str, Check]


def utf16_units(text: str) -> int:
    """Length as LINE counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text(
    maximum: int | None = None, *, minimum: int = 1, empty: str = "May not be empty", blank_ok: bool = True
) -> Check:
    """A string of ``minimum`` to ``maximum`` UTF-16 units."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, "invalid property", shape=True)
        elif len(value) < minimum or (not blank_ok and not value.strip()):
            yield Problem(path, empty)
        elif maximum is not None and utf16_units(value) > maximum:
            yield Problem(path, f"Length must be between 0 and {maximum}")

    return check


def matching(pattern: str, message: str = "invalid property", *, maximum: int | None = None) -> Check:
    """A string that matches the whole pattern."""
    compiled = re.compile(pattern)

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, "invalid property", shape=True)
        elif not compiled.fullmatch(value):
            yield Problem(path, message)
        elif maximum is not None and len(value) > maximum:
            yield Problem(path, f"Length must be between 1 and {maximum}")

    return check


def one_of(*values: str) -> Check:
    """One of the listed words."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, "invalid property", shape=True)
        elif value not in values:
            yield Problem(path, f"Must be one of the following values: [{', '.join(values)}]")

    return check


def boolean(value: object, path: Path) -> Iterator[Problem]:
    """true or false."""
    if not isinstance(value, bool):
        yield Problem(path, "invalid property", shape=True)


def anything(_value: object, _path: Path) -> Iterator[Problem]:
    """No check (the property has been checked elsewhere)."""
    yield from ()


def integer(minimum: int, maximum: int | None = None) -> Check:
    """A whole number within bounds."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Problem(path, "invalid property", shape=True)
        elif value < minimum or (maximum is not None and value > maximum):
            limit = (
                f"must be greater than or equal to {minimum}"
                if maximum is None
                else f"must be between {minimum} and {maximum}"
            )
            yield Problem(path, limit)

    return check


def number(minimum: float, maximum: float) -> Check:
    """A number within bounds."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(path, "invalid property", shape=True)
        elif not minimum <= value <= maximum:
            yield Problem(path, f"must be between {minimum:g} and {maximum:g}")

    return check


def array(item: Check, *, minimum: int = 0, maximum: int | None = None) -> Check:
    """A list of ``minimum`` to ``maximum`` items."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, "invalid property", shape=True)
        elif len(value) < minimum or (maximum is not None and len(value) > maximum):
            limit = f"Size must be between {minimum} and {maximum}"
            yield Problem(path, limit if maximum is not None else f"Size must be at least {minimum}")
        else:
            for index, element in enumerate(value):
                yield from item(element, (*path, index))

    return check


def obj(
    required: Fields,
    optional: Fields | None = None,
    *,
    missing: str = "May not be empty",
    unknown: str = "unknown field",
) -> Check:
    """An object with these properties and no others; null counts as absent."""
    known = {**required, **(optional or {})}

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, "invalid property", shape=True)
            return
        for name in required:
            if value.get(name) is None:
                yield Problem((*path, name), missing)
        for name, inner in value.items():
            if name not in known:
                yield Problem((*path, name), unknown, shape=True)
            elif inner is not None:
                yield from known[name](inner, (*path, name))

    return check


def tagged(
    kinds: Mapping[str, Check], *, wrong: str | None = None, missing: str = "May not be empty"
) -> Check:
    """An object whose ``type`` chooses its check. ``wrong`` replaces the usual list of allowed values."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, "invalid property", shape=True)
            return
        kind = value.get("type")
        if kind is None or kind == "":
            yield Problem((*path, "type"), missing)
        elif not isinstance(kind, str) or kind not in kinds:
            listed = f"Must be one of the following values: [{', '.join(kinds)}]"
            yield Problem(path if wrong else (*path, "type"), wrong or listed)
        else:
            yield from kinds[kind](value, path)

    return check


def also(first: Check, *others: Check) -> Check:
    """Further checks that run only when the first finds nothing wrong."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        problems = list(first(value, path))
        yield from problems
        if not problems:
            for other in others:
                yield from other(value, path)

    return check


def lazy(find: Callable[[], Check]) -> Check:
    """A check looked up at use, for shapes that contain themselves."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        yield from find()(value, path)

    return check
