"""The statement page, its file, and the two things only a person can settle."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from noren.kernel.clock import today
from noren.kernel.errors import NorenError, NotFound
from noren.payments.permissions import REFUND
from noren.payments.selectors import open_incidents, refunds_to_pay_out
from noren.payments.services.configure import resolve_incident
from noren.payments.services.refund import record_refunded
from noren.settlement.export import statement_csv
from noren.settlement.permissions import VIEW_STATEMENT
from noren.settlement.selectors import (
    campaigns_on,
    current_terms,
    first_month,
    statement,
    statement_lines,
)
from noren.settlement.types import Month, StatementLine, month_of
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.settlement.presenting import (
    campaign_text,
    incident_row,
    lines_of,
    posting_row,
    standing,
    stats_of,
    terms_text,
)
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest, console_actor

PAGE = 50
MOST_MONTHS = 36
_PERIOD = re.compile(r"^(20\d\d)-(0[1-9]|1[0-2])$")


@require_http_methods(["GET", "HEAD"])
@requires(VIEW_STATEMENT)
def show(request: ConsoleRequest) -> HttpResponse:
    """Show a month: what it left the shop, how the accounts stand, and each posting."""
    month = _month(request)
    found = statement(month)
    rows = statement_lines(month, after=_after(request), limit=PAGE + 1)
    context = {
        "period": str(month),
        "periods": [(str(one), _period_text(one)) for one in _months()],
        "stats": stats_of(found),
        "lines": lines_of(found),
        "net": found.net,
        "standing": standing(found),
        "terms": terms_text(current_terms()),
        "campaign": campaign_text(campaigns_on(today())),
        "postings": [posting_row(row) for row in rows[:PAGE]],
        "pager": _pager(request, month, rows),
        "export_url": f"{address(request, 'statement-export')}?period={month}",
        "orders_url": f"{request.base}/orders",
        "incidents": [incident_row(row) for row in open_incidents()],
        "payouts": refunds_to_pay_out(),
        "may_refund": REFUND in request.membership.permissions,
    }
    return console_page(request, "console/sales/statement.html", context, section="sales")


@require_http_methods(["GET", "HEAD"])
@requires(VIEW_STATEMENT)
def export(request: ConsoleRequest) -> HttpResponse:
    """Send the month's postings as a CSV file."""
    month = _month(request)
    # Read now, inside the shop's scope: a response that is read later would find no shop there.
    response = HttpResponse("".join(statement_csv(month)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{request.shop.slug}-{month}.csv"'
    return response


@require_POST
@requires(REFUND)
def note_refunded(request: ConsoleRequest, refund_id: UUID) -> HttpResponse:
    """Note that the shop sent money back itself."""
    return _done(
        request, lambda: record_refunded(refund_id, actor=console_actor(request)), _("返金を記録しました。")
    )


@require_POST
@requires(REFUND)
def resolve(request: ConsoleRequest, incident_id: UUID) -> HttpResponse:
    """Note how an open question was settled."""
    resolution = request.POST.get("resolution", "")
    return _done(
        request,
        lambda: resolve_incident(incident_id, resolution=resolution, actor=console_actor(request)),
        _("対応済みにしました。"),
    )


def _done(request: ConsoleRequest, act: Any, words: str) -> HttpResponse:
    try:
        act()
    except NotFound as error:
        raise Http404 from error
    except NorenError as refusal:
        messages.error(request, refusal.problems[0].text(_))
    else:
        messages.success(request, words)
    return HttpResponseRedirect(address(request, "statement"))


def _month(request: ConsoleRequest) -> Month:
    text = request.GET.get("period", "")
    if not text:
        return month_of(today())
    match = _PERIOD.match(text)
    if match is None:
        raise Http404
    return Month(int(match[1]), int(match[2]))


def _after(request: ConsoleRequest) -> UUID | None:
    text = request.GET.get("after", "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def _months() -> list[Month]:
    month, first = month_of(today()), first_month()
    found = [month]
    while first is not None and month != first and len(found) < MOST_MONTHS:
        month = month.previous
        found.append(month)
    return found


def _period_text(month: Month) -> str:
    return _("%(year)s年%(month)s月") % {"year": month.year, "month": month.month}


def _pager(request: ConsoleRequest, month: Month, rows: list[StatementLine]) -> dict[str, str]:
    here = f"{address(request, 'statement')}?period={month}"
    pages: dict[str, str] = {}
    if "after" in request.GET:
        pages["previous"] = here
    if len(rows) > PAGE:
        pages["next"] = f"{here}&after={rows[PAGE - 1].id}"
    return pages
