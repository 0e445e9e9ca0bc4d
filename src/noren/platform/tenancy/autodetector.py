"""Migrations that put `shop_id` right after `id`, and each table's rules into its CREATE TABLE."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
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
            _parents_first(migration)
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


def _parents_first(migration: Migration) -> None:
    """Order the new tables so that each comes after those it refers to; a ring of references is refused (CycleError)."""
    created = {
        operation.name_lower: operation
        for operation in migration.operations
        if isinstance(operation, CreateModel)
    }
    parents = {
        name: _parents(operation, migration.app_label) & set(created) - {name}
        for name, operation in created.items()
    }
    first = [created[name] for name in TopologicalSorter(parents).static_order()]
    rest = [operation for operation in migration.operations if not isinstance(operation, CreateModel)]
    migration.operations = [*first, *rest]  # type: ignore[misc]


def _parents(operation: CreateModel, app_label: str) -> set[str]:
    targets = [str(field.deconstruct()[3].get("to", "")).lower() for _, field in operation.fields]
    return {target.partition(".")[2] for target in targets if target.startswith(f"{app_label}.")}


def _fold(target: CreateModel, operation: Operation) -> bool:
    if isinstance(operation, AddField):
        target.fields = [*target.fields, (operation.name, operation.field)]
        return True
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
