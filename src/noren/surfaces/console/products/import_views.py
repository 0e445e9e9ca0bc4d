"""Bringing products in from a file: choose, look, apply."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from noren.catalog.permissions import IMPORT_PRODUCTS
from noren.catalog.portability import OVERWRITE_STOCK, PRODUCTS
from noren.importexport.selectors import import_status, recent_imports
from noren.importexport.services.imports import confirm, discard, preview
from noren.importexport.states import ImportState
from noren.importexport.tables import MAX_BYTES
from noren.importexport.types import ImportStatus, RowProblem
from noren.kernel.errors import NorenError
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.products.shown import sentence
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest, console_actor

PAGE = "console/products/import.html"
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp932": "Shift_JIS"}
_TEMPLATE = (
    ("Title", "URL handle", "Description", "Product category", "Tags", "Status", "SKU", "Option1 name",
     "Option1 value", "Price", "Compare-at price", "税率", "Inventory tracker", "Inventory quantity",
     "Weight value (grams)", "Product image URL", "Image alt text"),
    ("リネンのエプロン", "linen-apron", "<p>洗うほどやわらかくなります。</p>", "キッチン > エプロン", "麻,贈り物", "Active",
     "APRON-M", "サイズ", "M", "4400", "", "標準", "shopify", "12", "320", "", ""),
    ("", "linen-apron", "", "", "", "", "APRON-L", "", "L", "4800", "", "", "shopify", "8", "340", "", ""),
)  # fmt: skip


@requires(IMPORT_PRODUCTS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ConsoleRequest) -> HttpResponse:
    """Take a file and check it; nothing is written to the shop's products."""
    if request.method != "POST":
        return _choose(request)
    chosen = request.FILES.get("file")
    if chosen is None:
        return _choose(request, _("CSVファイルを選んでください。"))
    if (chosen.size or 0) > MAX_BYTES:
        return _choose(request, _("ファイルが大きすぎます（30MBまで）。分けてからお試しください。"))
    options = {OVERWRITE_STOCK: request.POST.get("overwrite_stock") is not None}
    try:
        seen = preview(
            PRODUCTS,
            chosen.read(),
            file_name=chosen.name or "",
            options=options,
            actor=console_actor(request),
        )
    except NorenError as error:
        return _choose(request, sentence(error))
    return HttpResponseRedirect(address(request, "product_import_run", import_id=seen.import_id))


@requires(IMPORT_PRODUCTS)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: ConsoleRequest, import_id: UUID) -> HttpResponse:
    """Show an import: its preview, how far it is, or how it ended."""
    status = import_status(import_id)
    if status is None:
        raise Http404
    if request.method == "POST":
        return _act(request, import_id)
    return console_page(request, PAGE, _context(request, status), section="products")


@requires(IMPORT_PRODUCTS)
@require_safe
def template(_request: ConsoleRequest) -> HttpResponse:
    """Give a small file to begin with; the mark lets spreadsheets read it as UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_TEMPLATE)
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="products.csv"'
    return response


def _choose(request: ConsoleRequest, error: str = "") -> HttpResponse:
    recent = [
        {
            "url": address(request, "product_import_run", import_id=one.import_id),
            "name": one.preview.file_name,
            "at": one.created_at,
            "state": _state_words(one),
        }
        for one in recent_imports(PRODUCTS, limit=5)
    ]
    context = {"step": 0, "errors": {"file": error} if error else {}, "recent": recent}
    return console_page(request, PAGE, context, section="products", status=422 if error else 200)


def _act(request: ConsoleRequest, import_id: UUID) -> HttpResponse:
    act = confirm if request.POST.get("action") == "apply" else discard
    try:
        act(import_id, actor=console_actor(request))
    except NorenError as error:
        return _choose(request, sentence(error))
    name = "product_import_run" if act is confirm else "product_import"
    known = {"import_id": import_id} if act is confirm else {}
    return HttpResponseRedirect(address(request, name, **known))


def _context(request: ConsoleRequest, status: ImportStatus) -> dict[str, Any]:
    seen = status.preview
    return {
        "step": 1 if status.state is ImportState.PREVIEWED else 2,
        "state": status.state,
        "progress": {"done": status.done, "total": status.total, "percent": status.percent},
        "failure": status.failure.text(_) if status.failure else "",
        "preview": {
            "file_name": seen.file_name,
            "encoding": ENCODINGS.get(seen.encoding, seen.encoding),
            "rows": seen.rows_total,
            "new": seen.creates,
            "changed": seen.updates,
            "unchanged": seen.unchanged,
            "problems": [_problem(one) for one in seen.problems],
            "problems_total": seen.problems_total,
            "warnings": [_problem(one) for one in seen.warnings],
            "ignored": seen.ignored_columns,
        },
        "done": {"new": status.created, "changed": status.updated, "url": address(request, "products")},
    }


def _problem(one: RowProblem) -> dict[str, Any]:
    return {"row": one.row, "column": one.column, "value": one.value, "message": one.text(_)}


def _state_words(one: ImportStatus) -> str:
    words = {
        ImportState.PREVIEWED: _("確認待ち") if one.preview.clean else _("エラーあり"),
        ImportState.QUEUED: _("登録中"),
        ImportState.APPLIED: _("登録済み"),
        ImportState.FAILED: _("途中で停止"),
        ImportState.DISCARDED: _("取りやめ"),
    }
    return words[one.state]
