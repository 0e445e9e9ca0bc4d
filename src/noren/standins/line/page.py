"""Pages for people, and the person whose phone this browser is."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from noren.standins.line.directory import Person
from noren.standins.line.standin import stand_in

COOKIE = "line_standin_person"
HERE = Path(__file__).parent
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: http: data:; "
    "media-src 'self' https: http:; base-uri 'none'; frame-ancestors 'none'"
)
_templates = Environment(loader=FileSystemLoader(HERE / "pages"), autoescape=True, undefined=StrictUndefined)


def render(request: Request, template: str, values: dict[str, object], *, status: int = 200) -> Response:
    """A page from ``pages/``."""
    html = _templates.get_template(template).render(values, request=request)
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return HTMLResponse(html, status, headers=headers)


def current_person(request: Request) -> Person | None:
    """Who is logged in on the phone of this browser."""
    return stand_in(request).directory.person(request.cookies.get(COOKIE, ""))
