"""Reading what buyers asked, and recording that it was answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noren.kernel.errors import Conflict, InvalidInput
from noren.shops.selectors import contact_request, contact_requests
from noren.shops.services.contact import mark_answered
from noren.shops.states import ContactState
from noren.shops.types import ContactRequestInfo
from noren.shops.wording import TOPIC_LABELS
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import error_text
from noren.surfaces.web.request import ConsoleRequest, console_actor

_PAGE = 30


@require_safe
@requires("shops.contact")
def inbox(request: ConsoleRequest) -> HttpResponse:
    """List requests, the newest first; those without an answer by themselves."""
    waiting = request.GET.get("state") != "all"
    before = request.GET.get("before", "")
    found = contact_requests(
        state=ContactState.OPEN if waiting else None,
        before=int(before) if before.isdecimal() and len(before) < 10 else None,
        limit=_PAGE + 1,
    )
    here = address(request, "contact:inbox") + "?state=" + ("open" if waiting else "all")
    further = len(found) > _PAGE
    context = {
        "requests": [
            (one, address(request, "contact:request", number=one.number), _(TOPIC_LABELS[one.topic]))
            for one in found[:_PAGE]
        ],
        "waiting": waiting,
        "pager": {"next": f"{here}&before={found[_PAGE - 1].number}" if further else ""},
    }
    return console_page(request, "console/contact/list.html", context, section="inbox")


@require_safe
@requires("shops.contact")
def request_page(request: ConsoleRequest, number: int) -> HttpResponse:
    """Show one request."""
    found = _found(number)
    context = {"item": found, "topic": _(TOPIC_LABELS[found.topic])}
    return console_page(request, "console/contact/detail.html", context, section="inbox")


@require_POST
@requires("shops.contact")
def answered(request: ConsoleRequest, number: int) -> HttpResponse:
    """Record that a request was answered."""
    try:
        mark_answered(_found(number).id, note=request.POST.get("note", ""), actor=console_actor(request))
    except (Conflict, InvalidInput) as error:
        messages.error(request, error_text(error))
    else:
        messages.success(request, _("対応済みにしました。"))
    return HttpResponseRedirect(address(request, "contact:request", number=number))


def _found(number: int) -> ContactRequestInfo:
    found = contact_request(number)
    if found is None:
        raise Http404
    return found
