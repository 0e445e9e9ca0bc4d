"""Migrations that put `shop_id` right after `id`, and each table's rules into its CREATE TABLE."""

from __future__ import annotations

from typing import Any

from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

from noren.platform.tenancy.constraints import CompositeForeignKey


class ShopFirstAutodetector(MigrationAutodetector):
    """Django writes foreign keys last; a dropped column before `shop_id` would then break Citus (decision 0002).

    It also adds constraints one by one, for each of which SQLite copies the whole table.
    """

    def _detect_changes(self, convert_apps: Any = None, graph: Any = None) -> Any:
        changes = super()._detect_changes(convert_apps, graph)  # type: ignore[misc]
        for migration in (one for migrations in changes.values() for one in migrations):
            _fold_into_create(migration)
            for operation in migration.operations:
                if isinstance(operation, CreateModel):
                    rank = {"id": 0, "shop": 1}
                    operation.fields = sorted(operation.fields, key=lambda field: rank.get(field[0], 2))
        return changes


def _fold_into_create(migration: Migration) -> None:
    created = {
        operation.name_lower: operation
        for operation in migration.operations
        if isinstance(operation, CreateModel)
    }
    kept: list[Operation] = []
    for operation in migration.operations:
        target = created.get(getattr(operation, "model_name_lower", ""))
        if target is None or not _fold(target, operation):
            kept.append(operation)
    migration.operations = kept  # type: ignore[misc]


def _fold(target: CreateModel, operation: Operation) -> bool:
    if isinstance(operation, AddIndex):
        target.options["indexes"] = [*target.options.get("indexes", []), operation.index]
        return True
    if isinstance(operation, AddConstraint) and _columns_exist(target, operation):
        target.options["constraints"] = [*target.options.get("constraints", []), operation.constraint]
        return True
    return False


def _columns_exist(target: CreateModel, operation: AddConstraint) -> bool:
    rule = operation.constraint
    return not isinstance(rule, CompositeForeignKey) or rule.field in {name for name, _ in target.fields}
