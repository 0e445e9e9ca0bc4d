"""The foreign key between two rows of one shop."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact
from django.db.models.sql.where import WhereNode

_Set = TypeVar("_Set", contravariant=True)
_Get = TypeVar("_Get", covariant=True)


class TenantForeignKey(models.ForeignKey[_Set, _Get]):
    """A foreign key whose joins and look-ups also equate `shop_id`.

    The rule in the database is the composite constraint that TenantModel adds for it; Django's own single-column
    constraint and index are left out, because every key must begin with `shop_id`.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options["db_constraint"] = False
        options["db_index"] = False
        super().__init__(to, on_delete=on_delete, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("db_constraint", None)
        options.pop("db_index", None)
        return name, path, args, options

    def get_extra_restriction(self, alias: Any, related_alias: Any) -> WhereNode:
        """Add `AND a.shop_id = b.shop_id` to each join over this key."""
        here: Any = self.model._meta.get_field("shop")
        there: Any = self.related_model._meta.get_field("shop")
        condition: Any = Exact(Col(related_alias, here), Col(alias, there))
        return WhereNode([condition])

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        """Fetch `row.other` with `shop_id` in the condition."""
        return {"shop_id": instance.shop_id}  # type: ignore[attr-defined]
