"""From an empty console to a public shop."""

from __future__ import annotations

import pytest
from django.test import Client

from noren.catalog.tests.factories import make_product
from noren.kernel.actors import system
from noren.kernel.money import yen
from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import shop_by_slug
from noren.shops.services.sign_up import PER_NETWORK

pytestmark = pytest.mark.django_db

SIGN_UP = {"name": "暮らしの道具 こはる", "slug": "koharu", "email": "hanako@example.jp", "password": "kyoto-no-noren-1"}


def test_pages(client: Client) -> None:
    assert client.get("/console/sign-up").status_code == 200
    answer = client.post("/console/sign-up", SIGN_UP)
    assert answer["Location"] == "/console/koharu/opening"
    for place in ("opening", "settings", "settings/profile", "settings/theme", "settings/legal", "settings/shipping", "inbox", "inbox?state=all", "settings/shipping/new"):
        assert client.get(f"/console/koharu/{place}").status_code == 200, place
    for place in ("", "legal", "contact"):
        assert client.get(f"/koharu/{place}").status_code == 503
    assert client.get("/koharu/theme.css").status_code == 200
    assert client.get("/console/koharu/preview?to=/legal").status_code == 302
    answer = client.get("/console/koharu/preview?to=/legal", follow=True)
    assert answer.status_code == 200
    for place in ("legal", "privacy", "contact", "robots.txt"):
        assert client.get(f"/koharu/{place}").status_code == 200
    assert client.get("/koharu/nothing").status_code == 404
