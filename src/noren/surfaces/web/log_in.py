"""The log-in page of a working realm: one way in, whichever realm's door it stands at."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from noren.platform.accounts.services.log_in import TooManyAttempts, try_log_in
from noren.platform.accounts.types import Realm
from noren.surfaces.web.client import client_address, local_target
from noren.surfaces.web.devices import device_mark, remember_device
from noren.surfaces.web.pages import render
from noren.surfaces.web.problems import error_text
from noren.surfaces.web.request import WorkRequest
from noren.surfaces.web.sessions import log_in


def log_in_at(request: HttpRequest, *, realm: Realm, home: str, template: str) -> HttpResponse:
    """Check e-mail and password; a wrong pair gets one answer, whatever was wrong.

    `home` is where the realm's pages begin; only an address under it is believed as the place to go on to.
    """
    here = cast(WorkRequest, request)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    target = local_target(wanted, within=home, otherwise=home)

    def form(email: str = "", error: str = "", *, status: int = 200) -> HttpResponse:
        context = {"values": {"email": email}, "error": error, "next": target}
        return render(here, template, context, status=status)

    if request.method != "POST":
        return HttpResponseRedirect(target) if here.account else form()
    email = request.POST.get("email", "")
    try:
        done = try_log_in(
            realm=realm,
            email=email,
            password=request.POST.get("password", ""),
            address=client_address(request),
            device_mark=device_mark(request, realm=realm),
        )
    except TooManyAttempts as error:
        return form(email, error_text(error), status=429)
    if done is None:
        words = _("メールアドレスかパスワードが違います。もう一度ご確認ください。")
        return form(email, words, status=422)
    log_in(request, done.account)
    response = HttpResponseRedirect(target)
    remember_device(response, done.device_mark, realm=realm)
    return response
