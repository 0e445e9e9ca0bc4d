"""What the documents say of the house is so: links lead somewhere, commands exist, state tables are the code's."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from itertools import dropwhile
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

from noren.kernel.states import StateTable

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "noren"
LONGEST_README = 60
LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^[ ]*```(\w*)\n(.*?)^[ ]*```", re.MULTILINE | re.DOTALL)
SHELLS = ("sh", "bash", "shell", "console")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
PATH_IN_CODE = re.compile(r"`((?:src/noren|tests|benchmarks|frontend|scripts|docs)/[\w./-]+)`")
SOURCE_FILE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.py)`")
STATES = re.compile(r"<!-- states: ([\w.]+)\.([A-Z_]+) -->\n```mermaid\n(.*?)```", re.DOTALL)
LABEL = re.compile(r"「([^」]+)」")
ARROW = re.compile(r"^\s*(\[\*\]|\w+) --> (\[\*\]|\w+)", re.MULTILINE)
# Pictures are taken of the running demo, before a release.
PICTURES = "docs/pictures/"

pytestmark = pytest.mark.any_database


def documents() -> list[Path]:
    """Every document a person reads on the way in."""
    return [
        ROOT / "README.md",
        ROOT / "benchmarks" / "README.md",
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted(SOURCE.rglob("README.md")),
    ]


def name_of(path: Path) -> str:
    """A test's name: the path from the root."""
    return str(path.relative_to(ROOT))


def anchors(path: Path) -> set[str]:
    """The anchors a Markdown page offers, as GitHub makes them of its headings."""
    words = (
        re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in HEADING.findall(path.read_text())
    )
    return {word.replace(" ", "-") for word in words}


def houses() -> list[Path]:
    """The packages that own something: the apps, the platform's parts, the surfaces, the stand-ins."""
    grouped = {"platform", "surfaces", "standins"}
    apps = [folder for folder in SOURCE.iterdir() if folder.name not in grouped]
    parts = [folder for group in grouped for folder in (SOURCE / group).iterdir()]
    return sorted(
        folder for folder in (*apps, *parts) if (folder / "__init__.py").exists() and folder.name != "tests"
    )


def shell_lines(path: Path) -> Iterator[list[str]]:
    """The words of each command in the shell blocks of a document."""
    blocks = (block for language, block in FENCE.findall(path.read_text()) if language in SHELLS)
    for command in (command for block in blocks for command in commands(block)):
        words = list(dropwhile(lambda word: re.fullmatch(r"[A-Z_]+=.*", word) or word == "sudo", command))
        if words:
            yield words


def commands(block: str) -> Iterator[list[str]]:
    """Split a shell block into commands; one whose quotes are still open goes on in the next line."""
    begun = ""
    for line in block.replace("\\\n", " ").splitlines():
        begun += line + "\n"
        try:
            words = shlex.split(begun, comments=True)
        except ValueError:
            continue
        begun = ""
        yield words
    assert not begun, f"a quote stays open in: {begun}"


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    broken = []
    for link in LINK.findall(FENCE.sub("", document.read_text())):
        address, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link) or (ROOT / address).relative_to(ROOT).as_posix().startswith(PICTURES):
            continue
        target = (document.parent / unquote(address)).resolve() if address else document
        if PICTURES in f"{target}/":
            continue
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_every_file_that_is_named_exists(document: Path) -> None:
    text = FENCE.sub("", document.read_text())
    named = {*PATH_IN_CODE.findall(text), *SOURCE_FILE.findall(text)}
    near = (SOURCE, document.parent, ROOT)
    assert {path for path in named if not any((folder / path).exists() for folder in near)} == set()


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_shell_commands_exist(document: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    unknown = []
    for words in shell_lines(document):
        program = Path(words[0]).name
        if program == "make":
            unknown += [word for word in words[1:] if "=" not in word and word not in targets]
        elif program == "noren" and words[1] not in get_commands():
            unknown.append(" ".join(words[:2]))
    assert not unknown


@pytest.mark.parametrize("house", houses(), ids=name_of)
def test_every_app_says_in_one_screen_what_it_owns(house: Path) -> None:
    readme = house / "README.md"
    assert readme.exists()
    assert len(readme.read_text().splitlines()) <= LONGEST_README


def drawn_machines() -> list[tuple[str, str, str, str]]:
    """Each state diagram of the documents: the document, the module, the table's name, the drawing."""
    return [
        (name_of(path), module, table, drawing)
        for path in documents()
        for module, table, drawing in STATES.findall(path.read_text())
    ]


@pytest.mark.parametrize("machine", drawn_machines(), ids=lambda machine: f"{machine[1]}.{machine[2]}")
def test_a_drawn_state_machine_is_the_codes(machine: tuple[str, str, str, str]) -> None:
    _, module, name, drawing = machine
    table = getattr(import_module(f"noren.{module}"), name)
    assert isinstance(table, StateTable)
    moves = {(old.value, new.value) for old, targets in table.moves.items() for new in targets}
    ends = {(state.value, "[*]") for state in table.final}
    assert set(ARROW.findall(drawing)) == moves | ends | {("[*]", table.initial.value)}


def test_the_machines_that_must_be_drawn_are() -> None:
    drawn = {f"{module}.{table}" for _, module, table, _ in drawn_machines()}
    assert drawn >= {
        "orders.states.LINE_STATES",
        "payments.states.PAYMENT_STATES",
        "inventory.states.RESERVATION_STATES",
    }


def test_labels_that_the_pages_for_sellers_quote_are_on_the_screens() -> None:
    sources = [*SOURCE.rglob("*.html"), *(path for path in SOURCE.rglob("*.py") if "tests" not in path.parts)]
    screens = "\n".join(path.read_text() for path in sources)
    quoted = {
        label for page in (ROOT / "docs" / "start").glob("*.md") for label in LABEL.findall(page.read_text())
    }
    assert {label for label in quoted if label not in screens} == set()


def test_every_document_is_found_from_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    reached, todo = set[Path](), [index]
    while todo:
        page = todo.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        for link in LINK.findall(page.read_text()):
            if not re.match(r"[a-z]+:", link):
                todo.append((page.parent / unquote(link.partition("#")[0])).resolve())
    # Decisions are found by their number.
    wanted = (path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "decisions")
    assert {name_of(path) for path in wanted if path not in reached} == set()
