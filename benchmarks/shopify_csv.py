"""Turn real catalogues into product files of Shopify's layout, to try imports with.

    python benchmarks/shopify_csv.py bestbuy ../shared/data/bestbuy/ecommerce.json > bestbuy.csv
    python benchmarks/shopify_csv.py online-retail ../shared/data/online_retail/online_retail.csv.gz > gifts.csv

Best Buy's prices are dollars and the gift shop's are pounds; both become whole yen at a fixed rate.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, TextIO

YEN_PER_DOLLAR = Decimal(150)
YEN_PER_POUND = Decimal(190)

# Shopify's current names, in its order; the columns nothing in the sources fills are left out at the end.
COLUMNS = (
    "Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags", "Published on online store",
    "Status", "SKU", "Barcode", "Option1 name", "Option1 value", "Option1 Linked To", "Option2 name", "Option2 value",
    "Option2 Linked To", "Option3 name", "Option3 value", "Option3 Linked To", "Price", "Compare-at price",
    "Cost per item", "Charge tax", "Tax code", "Unit price total measure", "Unit price total measure unit",
    "Unit price base measure", "Unit price base measure unit", "Inventory tracker", "Inventory quantity",
    "Continue selling when out of stock", "Weight value (grams)", "Weight unit for display", "Requires shipping",
    "Fulfillment service", "Product image URL", "Image position", "Image alt text", "Variant image URL", "Gift card",
    "SEO title", "SEO description", "Color (product.metafields.shopify.color-pattern)",
    "Google Shopping / Google product category", "Google Shopping / Gender", "Google Shopping / Age group",
    "Google Shopping / Manufacturer part number (MPN)", "Google Shopping / Ad group name", "Google Shopping / Ads labels",
    "Google Shopping / Condition", "Google Shopping / Custom product", "Google Shopping / Custom label 0",
    "Google Shopping / Custom label 1", "Google Shopping / Custom label 2", "Google Shopping / Custom label 3",
    "Google Shopping / Custom label 4",
)  # fmt: skip

Record = dict[str, str]


def bestbuy(path: Path) -> Iterator[Record]:
    """Yield a row per product of `ecommerce.json`; the number in a picture's address is the article number."""
    seen: Counter[str] = Counter()
    for item in json.loads(path.read_text(encoding="utf-8")):
        article = Path(item["image"]).stem.split("_")[0] or "item"
        seen[article] += 1
        handle = article if seen[article] == 1 else f"{article}-{seen[article]}"
        yield _record(
            title=item["name"],
            handle=handle,
            sku=handle,
            price=yen(Decimal(str(item["price"])), YEN_PER_DOLLAR),
            quantity=item["popularity"] % 100,
        ) | {
            "Description": item["description"],
            "Vendor": item["brand"],
            "Product category": " > ".join(item["categories"]),
            "Product image URL": item["image"],
            "Image alt text": item["name"],
        }


def online_retail(path: Path) -> Iterator[Record]:
    """Yield a row per article sold in the gift shop's order lines, with its commonest words and price."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    prices: dict[str, Counter[Decimal]] = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            price = Decimal(line["UnitPrice"])
            # Cancellations, write-offs and postage are no catalogue.
            if (
                int(line["Quantity"]) > 0
                and price > 0
                and line["StockCode"][:5].isdigit()
                and line["Description"]
            ):
                words[line["StockCode"].upper()][line["Description"].strip()] += 1
                prices[line["StockCode"].upper()][price] += 1
    for code in sorted(words):
        yield _record(
            title=words[code].most_common(1)[0][0],
            handle=code,
            sku=code,
            price=yen(prices[code].most_common(1)[0][0], YEN_PER_POUND),
            quantity=sum(words[code].values()) % 50,
        )


def yen(price: Decimal, rate: Decimal) -> str:
    """Return a foreign price in whole yen, at least one."""
    return str(max(Decimal(1), (price * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def write(records: Iterable[Record], out: TextIO) -> int:
    """Write records with all of Shopify's columns; returns how many."""
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    count = 0
    for count, record in enumerate(records, start=1):  # noqa: B007 - the count is the result
        writer.writerow(record)
    return count


def _record(*, title: str, handle: str, sku: str, price: str, quantity: int) -> Record:
    return {
        "Title": title,
        "URL handle": handle,
        "Published on online store": "TRUE",
        "Status": "Active",
        "SKU": sku,
        "Option1 name": "Title",
        "Option1 value": "Default Title",
        "Price": price,
        "Charge tax": "TRUE",
        "Inventory tracker": "shopify",
        "Inventory quantity": str(quantity),
        "Continue selling when out of stock": "FALSE",
        "Requires shipping": "TRUE",
        "Gift card": "FALSE",
    }


SOURCES: dict[str, Callable[[Path], Iterator[Record]]] = {"bestbuy": bestbuy, "online-retail": online_retail}


def main(arguments: list[str] | None = None) -> None:
    """Write the file to the standard output."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", choices=SOURCES)
    parser.add_argument("path", type=Path)
    options: Any = parser.parse_args(arguments)
    write(SOURCES[options.source](options.path), sys.stdout)


if __name__ == "__main__":
    main()
