from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from noren.surfaces.web.assets import AssetsNotBuiltError, entry_files, make_asset

MANIFEST: dict[str, object] = {
    "src/console.ts": {
        "file": "assets/console-a1.js",
        "isEntry": True,
        "css": ["assets/console-b2.css"],
        "imports": ["_shared.js"],
    },
    "src/storefront.ts": {
        "file": "assets/storefront-c3.js",
        "isEntry": True,
        "css": ["assets/storefront-d4.css"],
        "imports": ["_shared.js"],
    },
    "_shared.js": {"file": "assets/shared-e5.js", "css": ["assets/shared-f6.css"]},
}


def write_manifest(folder: Path, content: dict[str, object], *, changed: int = 1) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(content), encoding="utf-8")
    os.utime(manifest, ns=(changed, changed))


def test_styles_of_imported_chunks_come_before_the_entry_s_own(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    files = entry_files("storefront", folder=tmp_path)
    assert files.styles == ("assets/shared-f6.css", "assets/storefront-d4.css")
    assert files.preloads == ("assets/shared-e5.js",)
    assert files.script == "assets/storefront-c3.js"


def test_the_tags_lead_through_the_static_address(tmp_path: Path) -> None:
    write_manifest(
        tmp_path,
        {
            "src/console.ts": {
                "file": "assets/console-a1.js",
                "isEntry": True,
                "css": ["assets/console-b2.css"],
            }
        },
    )
    asset = make_asset(lambda name: f"/s/{name}?a=1&b=2", folder=tmp_path)
    assert asset("console") == (
        '<link rel="stylesheet" href="/s/web/build/assets/console-b2.css?a=1&amp;b=2">\n'
        '<script type="module" src="/s/web/build/assets/console-a1.js?a=1&amp;b=2"></script>'
    )


def test_a_rebuild_shows_without_a_restart(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST, changed=1)
    assert entry_files("console", folder=tmp_path).script == "assets/console-a1.js"
    write_manifest(
        tmp_path, MANIFEST | {"src/console.ts": {"file": "assets/console-z9.js", "isEntry": True}}, changed=2
    )
    assert entry_files("console", folder=tmp_path).script == "assets/console-z9.js"


def test_chunks_that_import_each_other_end(tmp_path: Path) -> None:
    ring: dict[str, object] = {
        "src/console.ts": {"file": "a.js", "isEntry": True, "imports": ["_b"]},
        "_b": {"file": "b.js", "imports": ["_c"]},
        "_c": {"file": "c.js", "imports": ["_b"]},
    }
    write_manifest(tmp_path, ring)
    assert sorted(entry_files("console", folder=tmp_path).preloads) == ["b.js", "c.js"]


@pytest.mark.parametrize("entry", ["_shared.js", "missing"])
def test_an_unknown_entry_point_is_refused(tmp_path: Path, entry: str) -> None:
    write_manifest(tmp_path, MANIFEST)
    with pytest.raises(AssetsNotBuiltError, match=f"src/{entry}.ts"):
        entry_files(entry, folder=tmp_path)


def test_without_a_build_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AssetsNotBuiltError, match="build the assets first"):
        entry_files("console", folder=tmp_path)
