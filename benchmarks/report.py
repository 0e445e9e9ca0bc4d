"""The whole run and its table."""

from __future__ import annotations

import os
from collections.abc import Iterable

from django.core.management import call_command

from benchmarks.buying import buying_benchmarks
from benchmarks.groundwork import groundwork_benchmarks
from benchmarks.measure import Measurement
from benchmarks.pages import page_benchmarks
from benchmarks.shop import make_benchmark_shop
from noren.platform.tenancy.scope import shop_scope

_PRODUCTS = 60
# Each against the row it is compared with: names of the two rows.
PAIRS = (
    ("product page, from the page cache", "product page, rendered"),
    ("of it: the last screen", "cart, last screen, order placed"),
    ("write of one row, audited", "write of one row, not audited"),
    ("claim of a job, 1,000 waiting", "claim of a job, 100 waiting"),
)


def main() -> None:
    """Measure everything and print the table."""
    call_command("migrate", verbosity=0)
    shop = make_benchmark_shop(products=_PRODUCTS)
    pages = page_benchmarks(shop)
    with shop_scope(shop.shop.id):
        # Before the buying, whose orders leave jobs in the queue.
        groundwork = groundwork_benchmarks()
        buying = buying_benchmarks(shop)
    rows = [*pages, *buying, *groundwork]
    print("\n".join(table(rows)))


def table(rows: Iterable[Measurement]) -> list[str]:
    """Return the rows as a Markdown table, then the ratios of rows that belong together."""
    known = {row.name: row for row in rows}
    lines = [
        f"CPU time, median, {os.cpu_count()} cores, SQLite",
        "",
        "| operation | ms | repetitions | queries |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {row.name} | {row.milliseconds:.3f} | {row.repetitions} | {'' if row.queries is None else row.queries} |"
        for row in known.values()
    ]
    lines += ["", "| side by side | ratio |", "|---|---|"]
    lines += [
        f"| {one} : {other} | {known[one].milliseconds / known[other].milliseconds:.3f} |"
        for one, other in PAIRS
    ]
    return lines
