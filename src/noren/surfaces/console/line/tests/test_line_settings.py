"""A seller connects LINE: pastes, sees what is wrong in plain words, never sees a secret again."""

from __future__ import annotations

import pytest
from django.test import Client

from noren.messaging.models import LineChannels
from noren.messaging.tests.standin import BOT_ID, BOT_SECRET, LOGIN_ID, LOGIN_SECRET, PROVIDER, Line
from noren.platform.tenancy.scope import shop_scope
from noren.surfaces.console.tests.entering import Staff, staff_of, stranger_of

pytestmark = pytest.mark.django_db
FORM = {
    "action": "save",
    "provider_id": PROVIDER,
    "login_channel_id": LOGIN_ID,
    "login_secret": LOGIN_SECRET,
    "messaging_channel_id": BOT_ID,
    "messaging_secret": BOT_SECRET,
}


@pytest.fixture
def owner() -> Staff:
    return staff_of("owner")


def path(who: Staff) -> str:
    return f"/console/{who.shop.slug}/settings/line"


def test_channels_are_saved_checked_and_shown_masked(line: Line, owner: Staff) -> None:
    answer = owner.client.post(path(owner), FORM)
    assert answer.status_code == 302
    page = owner.client.get(path(owner)).content.decode()
    assert "公式アカウント「暮らしの道具 こはる」とつながりました" in page
    assert f"登録済みです(末尾 {LOGIN_SECRET[-4:]})" in page
    assert LOGIN_SECRET not in page
    assert BOT_SECRET not in page
    assert "LINEに登録する" in page
    assert f"/{owner.shop.slug}/account/log-in/line/return</code>" in page
    assert f"/callbacks/line/{owner.shop.slug}</code>" in page


def test_a_wrong_secret_is_told_in_words(line: Line, owner: Staff) -> None:
    owner.client.post(path(owner), {**FORM, "login_secret": "wrong-secret-0123456789"})
    page = owner.client.get(path(owner)).content.decode()
    assert "LINEログイン: チャネルIDかシークレットが違います" in page
    assert "要確認" in page


def test_what_was_typed_is_kept_but_never_a_secret(owner: Staff) -> None:
    answer = owner.client.post(path(owner), {**FORM, "login_channel_id": "abc"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="abc"' in text
    assert f'value="{BOT_ID}"' in text
    assert "チャネルIDは数字だけです" in text
    assert LOGIN_SECRET not in text
    with shop_scope(owner.shop.id):
        assert LineChannels.objects.count() == 0


def test_the_webhook_is_entered_at_line(line: Line, owner: Staff) -> None:
    owner.client.post(path(owner), FORM)
    assert owner.client.post(path(owner), {"action": "webhook"}).status_code == 302
    page = owner.client.get(path(owner)).content.decode()
    # LINE wants https; the stand-in here also takes loopback
    assert "Webhook: 友だちの追加やブロックを受け取れます。" in page
    assert "Webhook URLをLINEに登録しました。" in page


@pytest.mark.parametrize("role", ["manager", "support", "picker", "product", "accountant"])
def test_only_the_owner_connects_line(role: str) -> None:
    who = staff_of(role)
    assert who.client.get(path(who)).status_code == 403
    assert who.client.post(path(who), FORM).status_code == 403
    with shop_scope(who.shop.id):
        assert LineChannels.objects.count() == 0


def test_strangers_are_not_told_that_the_shop_exists(owner: Staff) -> None:
    stranger = stranger_of(owner)
    assert stranger.post(path(owner), FORM).status_code == 404
    assert Client().get(path(owner)).status_code == 302
