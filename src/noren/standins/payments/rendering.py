"""Turns templates into pages with strict headers. No scripts at all, so the policy can forbid them."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from noren.standins.payments.provider import JAPAN
from noren.standins.payments.translations import translations

CHAIN_NAMES = {
    "seven_eleven": "セブン-イレブン",
    "lawson": "ローソン",
    "family_mart": "ファミリーマート",
    "ministop": "ミニストップ",
    "seicomart": "セイコーマート",
}
METHOD_NAMES = {"card": "クレジットカード", "konbini": "コンビニ", "paypay": "PayPay風"}
STATE_LABELS = {
    "created": "開始前",
    "pending": "支払い待ち",
    "authorized": "売上確定前",
    "captured": "支払い済み",
    "partially_refunded": "一部返金",
    "refunded": "返金済み",
    "failed": "失敗",
    "cancelled": "取り消し",
    "expired": "期限切れ",
}
STATE_SENTENCES = {
    "authorized": "お支払いの手続きは完了しています。",
    "captured": "お支払いは完了しています。ありがとうございました。",
    "partially_refunded": "お支払いは完了しています。一部が返金されました。",
    "refunded": "お支払いは返金されました。",
    "failed": "お支払いできませんでした。お店に戻って、もう一度お手続きください。",
    "cancelled": "お支払いは取り消されました。",
    "expired": "お支払い期限が過ぎました。お店に戻って、もう一度ご注文ください。",
}
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)
_SHARED: dict[str, object] = {
    "chains": CHAIN_NAMES,
    "method_names": METHOD_NAMES,
    "state_labels": STATE_LABELS,
    "state_names": STATE_SENTENCES,
}


def page(
    template: str,
    *,
    locale: str = "ja",
    status: int = 200,
    form_targets: tuple[str, ...] = (),
    **values: object,
) -> HTMLResponse:
    """`form_targets`: addresses a form's answer may redirect to; browsers hold redirects to form-action as well."""
    words = translations(locale)

    def when(moment: float) -> str:
        at = datetime.fromtimestamp(moment, JAPAN)
        pattern = words.gettext("{year}年{month}月{day}日 {time}")
        return pattern.format(year=at.year, month=at.month, day=at.day, time=f"{at:%H:%M}")

    html = _ENVIRONMENT.get_template(template).render(
        **_SHARED, **values, locale=locale, _=words.gettext, yen=yen, when=when
    )
    return HTMLResponse(html, status, headers=_headers(form_targets))


def yen(amount: int) -> str:
    return f"¥{amount:,}"


def _headers(form_targets: tuple[str, ...]) -> dict[str, str]:
    origins = {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, form_targets)}
    form_action = " ".join(["'self'", *sorted(origins)])
    return {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            f"form-action {form_action}"
        ),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
