"""Pages about the shop itself."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from noren.kernel.errors import NorenError
from noren.shops.selectors import legal_notice, legal_notice_updated_at
from noren.shops.services.contact import NewContact, receive_contact
from noren.shops.types import ContactTopic
from noren.shops.wording import TOPIC_LABELS
from noren.surfaces.storefront.frame import frame_of
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.storefront.shop.notice import notice_rows
from noren.surfaces.storefront.theme import stylesheet
from noren.surfaces.web.client import client_address
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import form_problems, no_problems
from noren.surfaces.web.request import StorefrontRequest, storefront_actor

_FIELDS = ("topic", "name", "email", "order_number", "body")


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """特定商取引法に基づく表記."""
    here = cast(StorefrontRequest, request)
    notice = legal_notice()
    ask = address(here, "shop:contact") + f"?topic={ContactTopic.PARTICULARS}"
    context = {
        "rows": notice_rows(notice),
        "updated_at": legal_notice_updated_at(),
        "ask_url": ask if notice.keeps_particulars_back else "",
    }
    return shop_page(here, "storefront/legal.html", context, public=True)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the shop does with personal data (個人情報保護法)."""
    here = cast(StorefrontRequest, request)
    context = {"notice": legal_notice(), "contact_url": address(here, "shop:contact")}
    return shop_page(here, "storefront/privacy.html", context, public=True)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Take a question, or a request for the seller's particulars; show who sells."""
    here = cast(StorefrontRequest, request)
    if request.method != "POST":
        topic = request.GET.get("topic", "")
        values = {"topic": topic if topic in TOPIC_LABELS else ContactTopic.QUESTION.value}
        return _contact_page(here, values, no_problems())
    values = {name: request.POST.get(name, "") for name in _FIELDS}
    if request.POST.get("website"):
        # Only programs fill in the field that people do not see; they are told what they want to hear.
        return _received(here, _("お問い合わせを受け付けました。"))
    try:
        number = receive_contact(
            _filled_in(here, values), actor=storefront_actor(here), address=client_address(request)
        )
    except NorenError as error:
        return _contact_page(here, values, form_problems(error, _labels()), error=error)
    return _received(
        here,
        _("お問い合わせを受け付けました（受付番号 %(number)s）。お店からメールでお返事します。")
        % {"number": number},
    )


def _filled_in(request: StorefrontRequest, values: dict[str, str]) -> NewContact:
    topic = values["topic"] if values["topic"] in TOPIC_LABELS else ContactTopic.QUESTION
    return NewContact(
        topic=ContactTopic(topic),
        name=values["name"],
        email=values["email"],
        order_number=values["order_number"],
        body=values["body"],
        language=request.language,
    )


def _received(request: StorefrontRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(address(request, "shop:contact"))


def _contact_page(
    request: StorefrontRequest,
    values: dict[str, str],
    problems: dict[str, Any],
    *,
    error: NorenError | None = None,
) -> HttpResponse:
    notice = legal_notice()
    context = {
        "values": values,
        "topics": [(topic.value, _(TOPIC_LABELS[topic])) for topic in ContactTopic],
        "notice": notice,
        "legal_url": address(request, "shop:legal"),
        **problems,
    }
    # Never from the page cache: it says what was just received.
    return shop_page(request, "storefront/contact.html", context, status=422 if error else 200)


def _labels() -> dict[str, str]:
    return {
        "topic": _("ご用件"),
        "name": _("お名前"),
        "email": _("メールアドレス"),
        "order_number": _("ご注文番号"),
        "body": _("内容"),
    }


@require_safe
def theme_css(request: HttpRequest) -> HttpResponse:
    """The shop's colors. Pages name it with its version, so a browser may keep it for ever."""
    frame = frame_of(cast(StorefrontRequest, request))
    response = HttpResponse(stylesheet(frame.theme), content_type="text/css; charset=utf-8")
    current = request.GET.get("v") == frame.style_version
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if current else "no-cache"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: what is a buyer's own, and all of a shop that is not open."""
    here = cast(StorefrontRequest, request)
    private = ("cart", "checkout", "account", "orders", "fragment", "search")
    rules = [f"Disallow: {here.base}/{place}" for place in private] if here.shop.sells else ["Disallow: /"]
    return HttpResponse("\n".join(["User-agent: *", *rules, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The shop's logo, or the house's curtain."""
    logo = frame_of(cast(StorefrontRequest, request)).logo
    return HttpResponseRedirect(logo.thumbnail if logo else static("web/icon.svg"))
