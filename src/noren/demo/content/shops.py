"""Reads a shop's profile and its customers."""

from functools import cache
from tomllib import loads
from typing import TypedDict

from noren.demo.content.catalogue import paragraphs, read_text
from noren.demo.content.types import Address, Customer, LegalRow, ShippingPolicy, Shop, Theme


class RegionRow(TypedDict):
    """Prefectures that share a fee."""

    fee_yen: int
    prefectures: list[str]


def _fees(regions: list[RegionRow]) -> dict[str, int]:
    """Fee by prefecture; raises ValueError when a prefecture is named twice."""
    fees: dict[str, int] = {}
    for region in regions:
        for prefecture in region["prefectures"]:
            if prefecture in fees:
                raise ValueError(f"{prefecture} has two shipping fees")
            fees[prefecture] = region["fee_yen"]
    return fees


@cache
def read_shop(slug: str) -> Shop:
    """The profile of the shop whose folder is `slug`."""
    row = loads(read_text(slug, "shop.toml"))
    texts = row.pop("texts")
    shipping = row.pop("shipping")
    slots = tuple(shipping.pop("time_slots"))
    fees = _fees(shipping.pop("region"))
    return Shop(
        address=Address(**row.pop("address")),
        theme=Theme(**row.pop("theme")),
        legal=tuple(LegalRow(**entry) for entry in row.pop("legal")),
        shipping=ShippingPolicy(**shipping, time_slots=slots, fees_yen=fees),
        payment_methods=tuple(row.pop("payment_methods")),
        line_greeting=row.pop("line_greeting").strip(),
        story_html=paragraphs(texts["story"]),
        shipping_html=paragraphs(texts["shipping"]),
        returns_html=paragraphs(texts["returns"]),
        privacy_html=paragraphs(texts["privacy"]),
        **row,
    )


@cache
def read_customers(slug: str) -> tuple[Customer, ...]:
    """The customers of the shop whose folder is `slug`, in the order of its file."""
    rows = loads(read_text(slug, "customers.toml"))["customer"]
    return tuple(Customer(**{**row, "address": Address(**row["address"])}) for row in rows)
