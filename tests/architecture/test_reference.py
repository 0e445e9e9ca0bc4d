"""The documentation's lists say what the code declares, and everything declared has a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from noren.config.environment import DESCRIPTIONS
from noren.config.reference import documents

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("name", sorted(documents()))
def test_a_reference_list_is_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    declared = documents()[name]
    # Tests declare events of their own in this process; they are no part of the reference.
    declared = "\n".join(line for line in declared.splitlines() if not line.startswith("| `test.")) + "\n"
    declared = re.sub(r", `[^`]*tests[^`]*`|`[^`]*tests[^`]*`, |`[^`]*\.tests\.[^`]*`", "", declared)
    assert written == declared, "run `noren reference`"


@pytest.mark.parametrize("name", sorted(documents()))
def test_every_entry_has_a_text(name: str) -> None:
    empty = [
        line
        for line in documents()[name].splitlines()
        if line.startswith("| `") and name != "addresses.md" and line.rstrip().endswith("|  |")
    ]
    assert name == "permissions.md" or not empty


def test_every_variable_that_is_read_is_described() -> None:
    described = {name for name, _, _ in DESCRIPTIONS}
    read = set()
    for path in (ROOT / "src" / "noren").rglob("*.py"):
        if "tests" not in path.parts and "standins" not in path.parts:
            read |= set(re.findall(r"""["'](NOREN_[A-Z_]+|DATABASE_URL|PORT)["']""", path.read_text()))
    assert read <= described
