"""The tree of categories, read whole: shops have dozens of them, not thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from noren.catalog.models import Category
from noren.catalog.types import CategoryInfo


def categories() -> list[CategoryInfo]:
    """Return all categories, each parent before its children, siblings in the shop's order."""
    children: dict[UUID | None, list[Category]] = defaultdict(list)
    for row in Category.objects.order_by("position", "id"):
        children[row.parent_id].append(row)
    return list(_walk(children, None, ()))


def top_categories() -> list[CategoryInfo]:
    """Return the categories of the first level, for every page's head."""
    rows = Category.objects.filter(parent=None).order_by("position", "id")
    return [CategoryInfo(row.pk, row.handle, row.title, row.description, None, (row.title,)) for row in rows]


def category_by_handle(handle: str) -> CategoryInfo | None:
    """Return the category at an address, or None."""
    return next((info for info in categories() if info.handle == handle), None)


def _walk(
    children: Mapping[UUID | None, list[Category]], parent: UUID | None, above: tuple[str, ...]
) -> Iterable[CategoryInfo]:
    for row in children.get(parent, ()):
        path = (*above, row.title)
        yield CategoryInfo(row.pk, row.handle, row.title, row.description, row.parent_id, path)
        yield from _walk(children, row.pk, path)
