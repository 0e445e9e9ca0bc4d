"""Tags for the built CSS and JavaScript, read from Vite's manifest."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypedDict, cast

from markupsafe import Markup

BUILD_FOLDER = Path(__file__).parent / "static" / "web" / "build"
BUILD_ADDRESS = "web/build/"


class AssetsNotBuiltError(Exception):
    """The build folder holds no manifest, or the manifest holds no such entry point."""


class _Chunk(TypedDict, total=False):
    file: str
    css: list[str]
    imports: list[str]
    isEntry: bool


@dataclass(frozen=True)
class EntryFiles:
    """What one entry point needs, as file names relative to the build folder, in loading order."""

    styles: tuple[str, ...]
    script: str
    preloads: tuple[str, ...]


def entry_files(entry: str, *, folder: Path = BUILD_FOLDER) -> EntryFiles:
    """Files of the entry point `storefront` or `console`.

    The manifest is read again when its time of change differs, so a rebuild shows without a restart.
    Raises AssetsNotBuiltError.
    """
    manifest = folder / "manifest.json"
    try:
        changed = manifest.stat().st_mtime_ns
    except FileNotFoundError as error:
        raise AssetsNotBuiltError(f"no {manifest.name} in {folder.name}/: build the assets first") from error
    return _read_entry(entry, manifest, changed)


@lru_cache(maxsize=16)
def _read_entry(entry: str, manifest: Path, _changed: int) -> EntryFiles:
    chunks = cast(dict[str, _Chunk], json.loads(manifest.read_text(encoding="utf-8")))
    key = f"src/{entry}.ts"
    if not chunks.get(key, {}).get("isEntry"):
        raise AssetsNotBuiltError(f"the manifest has no entry point {key}")
    needed = _with_imports(key, chunks)
    styles = dict.fromkeys(style for name in needed for style in chunks[name].get("css", []))
    preloads = tuple(chunks[name]["file"] for name in needed if name != key)
    return EntryFiles(styles=tuple(styles), script=chunks[key]["file"], preloads=preloads)


def _with_imports(key: str, chunks: dict[str, _Chunk]) -> list[str]:
    """The chunk and all it imports, imported ones first, because their styles must come first."""
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for wanted in chunks[name].get("imports", []):
            visit(wanted)
        order.append(name)

    visit(key)
    return order


def make_asset(address_of: Callable[[str], str], *, folder: Path = BUILD_FOLDER) -> Callable[[str], Markup]:
    """The template function `asset(entry)`.

    `address_of` turns a static file's name (`web/build/…`) into its address: Django's `static`, in production.
    """

    def asset(entry: str) -> Markup:
        files = entry_files(entry, folder=folder)

        def address(name: str) -> str:
            return address_of(BUILD_ADDRESS + name)

        tags = [Markup('<link rel="stylesheet" href="{}">').format(address(name)) for name in files.styles]
        tags += [
            Markup('<link rel="modulepreload" href="{}">').format(address(name)) for name in files.preloads
        ]
        tags.append(Markup('<script type="module" src="{}"></script>').format(address(files.script)))
        return Markup("\n").join(tags)

    return asset
