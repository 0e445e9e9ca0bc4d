"""Words of products."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noren.catalog.text import (
    clean_html,
    handle_from,
    html_from_text,
    search_copy,
    search_words,
    text_from_html,
)


@pytest.mark.parametrize(
    ("title", "handle"),
    [
        ("Linen Apron (M)", "linen-apron-m"),
        ("ﾘﾈﾝの　エプロン", "リネンの-エプロン"),
        ("T_Shirt--Red", "t-shirt-red"),
        ("✨☕", ""),
        ("../../etc", "etc"),
    ],
)
def test_handles_are_what_can_stand_in_an_address(title: str, handle: str) -> None:
    assert handle_from(title) == handle


@given(st.text())
def test_a_handle_is_its_own_handle(title: str) -> None:
    handle = handle_from(title)
    assert handle_from(handle) == handle


def test_descriptions_lose_what_could_harm_and_keep_their_words() -> None:
    dirty = (
        '<p onclick="x()" style="color:red">綿<script>alert(1)</script></p><a href="javascript:x()">大きさ</a>'
        '<iframe src="https://example.jp"></iframe><img src="https://example.jp/a.jpg" onerror="x()" alt="布">'
    )
    assert clean_html(dirty) == (
        '<p>綿</p><a rel="noopener nofollow">大きさ</a><img src="https://example.jp/a.jpg" alt="布">'
    )


@given(st.text())
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = clean_html(html)
    assert clean_html(once) == once


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("一行目\n二行目\n\n次の段落", "<p>一行目<br>二行目</p><p>次の段落</p>"),
        ("・綿100%\n・日本製", "<ul><li>綿100%</li><li>日本製</li></ul>"),
        ("5 < 7 & 8", "<p>5 &lt; 7 &amp; 8</p>"),
        ("", ""),
    ],
)
def test_what_is_typed_comes_back_as_typed(typed: str, html: str) -> None:
    assert html_from_text(typed) == html
    assert text_from_html(clean_html(html)) == typed


def test_richer_html_is_shown_as_it_is() -> None:
    table = "<table><tbody><tr><td>幅</td></tr></tbody></table>"
    assert text_from_html(table) == table
    assert html_from_text(table) == table


def test_search_folds_width_case_and_kana() -> None:
    assert all(
        word in search_copy(["リネンのエプロン", "APRON-Ｍ"]) for word in search_words("ﾘﾈﾝ えぷろん apron-m")
    )
