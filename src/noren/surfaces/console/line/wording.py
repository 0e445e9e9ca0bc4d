"""What a check found, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from noren.messaging.types import Finding


def finding_text(finding: Finding, *, bot_name: str) -> str:
    """Return a finding as a sentence."""
    texts = {
        Finding.LOGIN_OK: _("LINEログイン: チャネルIDとシークレットが確認できました。"),
        Finding.LOGIN_REFUSED: _(
            "LINEログイン: チャネルIDかシークレットが違います。「チャネル基本設定」の値をもう一度貼り付けてください。"
        ),
        Finding.MESSAGING_OK: _("メッセージ: 公式アカウント「%(name)s」とつながりました。")
        % {"name": bot_name},
        Finding.MESSAGING_REFUSED: _(
            "メッセージ: チャネルIDかシークレットが違います。「チャネル基本設定」の値をもう一度貼り付けてください。"
        ),
        Finding.WEBHOOK_OK: _("Webhook: 友だちの追加やブロックを受け取れます。"),
        Finding.WEBHOOK_MISSING: _(
            "Webhook: LINEに登録されたURLが、下のWebhook URLと違います。「LINEに登録する」を押すと、置き換えます。"
        ),
        Finding.WEBHOOK_OFF: _("Webhook: LINE側で「Webhookの利用」がオフです。オンにしてください。"),
        Finding.QUOTA_LOW: _(
            "今月送れるLINEメッセージが残りわずかです。なくなると、お知らせはメールで送られます。"
        ),
        Finding.LINE_SILENT: _("LINEからの応答がありません。少し時間をおいて、もう一度確かめてください。"),
    }
    return texts[finding]
