"""Renders every page with sample data, without Django or a database: the component gallery.

    python frontend/prototype/render.py --out /some/folder --pictures /some/pictures [--serve 8100]

`--pictures` holds p0.jpg … p11.jpg (square) and hero.jpg; any pictures will do.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import shutil
import sys
from pathlib import Path

import pages
import theme
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, select_autoescape

from noren.surfaces.web.assets import make_asset
from noren.surfaces.web.formats import make_filters

ROOT = Path(__file__).resolve().parents[2]
SURFACES = ROOT / "src" / "noren" / "surfaces"
PACKAGES = ("web", "storefront", "console")
ANSWERS = Path(__file__).parent / "answers.json"


def translations(lang: str) -> dict[str, str]:
    """Msgid to text of all surfaces; empty for Japanese, which is what the templates are written in."""
    texts: dict[str, str] = {}
    for package in PACKAGES:
        catalog = SURFACES / package / "locale" / lang / "LC_MESSAGES" / "django.po"
        if catalog.exists():
            with catalog.open("rb") as file:
                texts |= {
                    str(message.id): str(message.string)
                    for message in read_po(file)
                    if message.id and message.string
                }
    return texts


def static_address(name: str) -> str:
    return f"/static/{name}"


def environment(lang: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader(
            [SURFACES / package / "templates" for package in PACKAGES] + [Path(__file__).parent]
        ),
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts = translations(lang)

    def gettext(text: str) -> str:
        return texts.get(text, text)

    def ngettext(one: str, many: str, count: int) -> str:
        return gettext(one if count == 1 else many)

    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(make_filters(lambda: lang))
    env.globals["static"] = static_address
    env.globals["asset"] = make_asset(static_address)
    return env


def render_all(out: Path) -> int:
    """Writes {out}/{lang}/{page}.html for every page and language; returns how many."""
    count = 0
    for lang in ("ja", "ko", "en"):
        env = environment(lang)
        folder = out / lang
        folder.mkdir(parents=True, exist_ok=True)
        for name, (template, context) in pages.PAGES.items():
            html = env.get_template(template).render({"lang": lang} | pages.COMMON | context)
            (folder / f"{name}.html").write_text(html, encoding="utf-8")
            count += 1
    names = "".join(
        f'<li><a href="/{lang}/{name}.html">{lang} {name}</a></li>'
        for lang in ("ja", "ko", "en")
        for name in pages.PAGES
    )
    (out / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>Noren</title><ul>{names}</ul>", encoding="utf-8"
    )
    return count


def copy_files(out: Path, pictures: Path) -> None:
    shutil.copytree(SURFACES / "web" / "static", out / "static", dirs_exist_ok=True)
    shutil.copytree(pictures, out / "pictures", dirs_exist_ok=True)
    for shop, css in theme.THEMES.items():
        (out / shop).mkdir(exist_ok=True)
        (out / shop / "theme.css").write_text(css, encoding="utf-8")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files, and the few addresses that scripts ask; answers come from answers.json. POST goes back to where it came from."""

    answers: dict[str, object] = json.loads(ANSWERS.read_text(encoding="utf-8"))

    def do_GET(self) -> None:
        answer = self.answers.get(self.path)
        if answer is None:
            super().do_GET()
            return
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.send_response(303)
        self.send_header("Location", self.headers.get("Referer", "/"))
        self.end_headers()

    def end_headers(self) -> None:
        self.send_header(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'",
        )
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet: the gallery's log helps nobody."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--serve", type=int, metavar="PORT")
    options = parser.parse_args()
    copy_files(options.out, options.pictures)
    sys.stdout.write(f"{render_all(options.out)} pages in {options.out}\n")
    sys.stdout.flush()
    if options.serve:
        handler = functools.partial(Handler, directory=str(options.out))
        http.server.ThreadingHTTPServer(("127.0.0.1", options.serve), handler).serve_forever()


if __name__ == "__main__":
    main()
