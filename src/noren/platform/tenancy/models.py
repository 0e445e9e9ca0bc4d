"""Bases of all models: rows of a shop, and the few rows of the installation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models.base import ModelBase

from noren.kernel.ids import uuid7
from noren.platform.tenancy.constraints import CompositeForeignKey
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.scope import ShopScopeConflict, current_shop_id

Model = TypeVar("Model", bound=models.Model, covariant=True)


class ScopedQuerySet(models.QuerySet[Model]):
    """Rows of the shop in scope."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Insert many rows, each stamped with the shop in scope."""
        rows = list(objs)
        for row in rows:
            row.claim_for_current_shop()
        return super().bulk_create(rows, *args, **options)


class ScopedManager(models.Manager[Model]):
    """The manager that raises without a shop in scope and never shows another shop's rows."""

    def get_queryset(self) -> ScopedQuerySet[Model]:
        rows: ScopedQuerySet[Model] = ScopedQuerySet(self.model, using=self._db)
        return rows.filter(shop_id=current_shop_id())


def _tenant_keys(bases: tuple[type, ...], attributes: dict[str, Any]) -> list[str]:
    inherited = [
        field.name
        for base in bases
        if hasattr(base, "_meta") and base._meta.abstract
        for field in base._meta.local_fields
        if isinstance(field, TenantForeignKey)
    ]
    return inherited + [name for name, value in attributes.items() if isinstance(value, TenantForeignKey)]


class TenantModelBase(ModelBase):
    """Writes the tenancy rules of each concrete model into its Meta, where migrations and checks see them.

    `UNIQUE (shop_id, id)`, and for each TenantForeignKey its composite constraint and an index beginning with `shop_id`.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], attributes: dict[str, Any], **options: Any) -> Any:
        meta = attributes.get("Meta")
        if getattr(meta, "abstract", False):
            return super().__new__(cls, name, bases, attributes, **options)
        keys = _tenant_keys(bases, attributes)
        given = {key: value for key, value in vars(meta).items() if not key.startswith("__")} if meta else {}
        attributes["Meta"] = type("Meta", (), given | cls._rules(given, keys))
        return super().__new__(cls, name, bases, attributes, **options)

    @staticmethod
    def _rules(given: dict[str, Any], keys: list[str]) -> dict[str, Any]:
        prefix = "%(app_label)s_%(class)s"
        constraints = [
            models.UniqueConstraint(fields=["shop", "id"], name=f"{prefix}_shop_id"),
            *(CompositeForeignKey(field=key, name=f"{prefix}_{key}_fk") for key in keys),
        ]
        indexed = {tuple(index.fields[:2]) for index in given.get("indexes", [])}
        indexed |= {tuple(getattr(rule, "fields", ())[:2]) for rule in given.get("constraints", [])}
        indexes = [models.Index(fields=["shop", key]) for key in keys if ("shop", key) not in indexed]
        return {
            "constraints": constraints + list(given.get("constraints", [])),
            "indexes": list(given.get("indexes", [])) + indexes,
            "base_manager_name": "objects",
        }


class TenantModel(models.Model, metaclass=TenantModelBase):
    """A row that belongs to one shop for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    shop = models.ForeignKey(
        "shops.Shop", on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()
    # For the few platform functions that work across shops (claiming jobs, the archive); a test lists who may.
    across_shops: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row within the shop in scope."""
        self.claim_for_current_shop()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete the row within the shop in scope."""
        self.claim_for_current_shop()
        return super().delete(*args, **options)

    def claim_for_current_shop(self) -> None:
        """Stamp a new row with the shop in scope. Raises ShopScopeConflict for a row of another shop."""
        shop_id = current_shop_id()
        stamped: UUID | None = self.shop_id
        if stamped is None:
            self.shop_id = shop_id
        elif stamped != shop_id:
            raise ShopScopeConflict(
                f"{type(self).__name__} of shop {self.shop_id} written while in {shop_id}"
            )

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        # The shop is part of the key: it goes into WHERE and, never changing, out of SET (Citus refuses it there).
        kept = [value for value in values if value[0].name != "shop"]
        narrowed = base_qs.filter(shop_id=self.shop_id)
        return super()._do_update(narrowed, using, pk_val, kept, *rest)


class InstallationMarker(models.Model):
    """Marks a table as the installation's own, for tables whose key is not ours to choose (sessions)."""

    class Meta:
        abstract = True


class InstallationModel(InstallationMarker):
    """A row of the installation itself: the directory of shops, accounts, plans, tax and postal data. Few and small."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True
