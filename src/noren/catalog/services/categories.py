"""Shelves: making, naming, moving, removing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max

from noren.catalog.models import Category, ProductCategory
from noren.catalog.rules import tidy
from noren.catalog.selectors import categories
from noren.catalog.services.handles import free_category_handle
from noren.catalog.types import CategoryInfo
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import invalid, not_found
from noren.kernel.ids import uuid7
from noren.platform.transactions.write import write
from noren.shops.services.content import raise_content_version

MAX_DEPTH = 3
TITLE_LIMIT = 120


def create_category(
    title: str, *, parent_id: UUID | None = None, handle: str = "", description: str = "", actor: Actor
) -> CategoryInfo:
    """Make a category, last among its siblings. Raises InvalidInput naming `title`, `parent` or `handle`."""
    name = _checked_title(title)
    with write(actor) as change:
        _check_parent(parent_id)
        category = Category(id=uuid7(), title=name, parent_id=parent_id, created_at=now())
        category.handle = free_category_handle(handle, title=name, category_id=category.pk)
        category.description = description.strip()
        category.position = _next_position(parent_id)
        category.save(force_insert=True)
        change.audit("category.created", category, new={"title": name, "handle": category.handle})
        raise_content_version()
    return _info(category.pk)


def update_category(
    category_id: UUID, *, title: str, handle: str = "", description: str = "", actor: Actor
) -> CategoryInfo:
    """Rename a category; an empty handle keeps the present one. Raises NotFound, InvalidInput."""
    name = _checked_title(title)
    with write(actor) as change:
        category = _locked(category_id)
        old = {"title": category.title, "handle": category.handle, "description": category.description}
        if handle and handle != category.handle:
            category.handle = free_category_handle(handle, title=name, category_id=category.pk)
        category.title, category.description = name, description.strip()
        new = {"title": category.title, "handle": category.handle, "description": category.description}
        if new != old:
            category.save(update_fields=["title", "handle", "description"])
            change.audit("category.updated", category, old=old, new=new)
            raise_content_version()
    return _info(category_id)


def order_categories(category_ids: Sequence[UUID], *, actor: Actor) -> None:
    """Put sibling categories into the given order."""
    with write(actor) as change:
        for position, category_id in enumerate(category_ids):
            Category.objects.filter(pk=category_id).update(position=position)
        change.audit(
            "category.ordered", ("catalog.Category", None), new={"order": [str(one) for one in category_ids]}
        )
        raise_content_version()


def delete_category(category_id: UUID, *, actor: Actor) -> None:
    """Remove an empty shelf or one with products, which stay in the shop. Raises NotFound, InvalidInput with children."""
    with write(actor) as change:
        category = _locked(category_id)
        if Category.objects.filter(parent_id=category_id).exists():
            raise invalid(
                "category_has_children",
                "先に、この中のカテゴリーを削除するか移してください。",
                field_name="category",
            )
        ProductCategory.objects.filter(category_id=category_id).delete()
        change.audit("category.deleted", category, old={"title": category.title, "handle": category.handle})
        category.delete()
        raise_content_version()


def ensure_path(titles: Sequence[str], *, actor: Actor) -> UUID:
    """Return the category at a path of titles, making what is missing; deeper than three levels is cut."""
    known = {(info.parent_id, info.title): info.id for info in categories()}
    parent: UUID | None = None
    for title in [tidy(title)[:TITLE_LIMIT] for title in titles[:MAX_DEPTH]]:
        found = known.get((parent, title))
        parent = found or create_category(title, parent_id=parent, actor=actor).id
    if parent is None:
        raise ValueError("a path needs a title")
    return parent


def _checked_title(title: str) -> str:
    name = tidy(title)
    if not 1 <= len(name) <= TITLE_LIMIT:
        raise invalid("category_title", "カテゴリー名を1〜120文字で入力してください。", field_name="title")
    return name


def _check_parent(parent_id: UUID | None) -> None:
    if parent_id is None:
        return
    if _info(parent_id).depth >= MAX_DEPTH:
        raise invalid("category_too_deep", "カテゴリーは3段までです。", field_name="parent")


def _next_position(parent_id: UUID | None) -> int:
    last = Category.objects.filter(parent_id=parent_id).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _locked(category_id: UUID) -> Category:
    category = Category.objects.select_for_update().filter(pk=category_id).first()
    if category is None:
        raise not_found("category_unknown", "カテゴリーが見つかりません。削除されたかもしれません。")
    return category


def _info(category_id: UUID) -> CategoryInfo:
    for info in categories():
        if info.id == category_id:
            return info
    raise not_found("category_unknown", "カテゴリーが見つかりません。削除されたかもしれません。")
