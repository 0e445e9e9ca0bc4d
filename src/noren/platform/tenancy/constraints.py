"""The rule `(shop_id, x_id)` references `(shop_id, id)`, which every engine keeps by itself."""

from __future__ import annotations

from typing import Any

from django.db.models.constraints import BaseConstraint


class CompositeForeignKey(BaseConstraint):
    """`FOREIGN KEY (shop_id, <field>_id) REFERENCES <parent> (shop_id, id)`, checked at once, not at commit.

    Immediate, because a deferred one surfaces only at commit and on Citus as an internal error.
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Return the clause inside CREATE TABLE."""
        return f"CONSTRAINT {schema_editor.quote_name(self.name)} {self._clause(model, schema_editor)}"

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        """Return the statement that adds it to a table."""
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        """Return the statement that drops it."""
        table, name = schema_editor.quote_name(model._meta.db_table), schema_editor.quote_name(self.name)
        return f"ALTER TABLE {table} DROP CONSTRAINT {name}"

    def _clause(self, model: Any, schema_editor: Any) -> str:
        field = model._meta.get_field(self.field)
        parent = field.related_model._meta
        quote = schema_editor.quote_name
        column, target = quote(field.column), quote(parent.db_table)
        return f"FOREIGN KEY ({quote('shop_id')}, {column}) REFERENCES {target} ({quote('shop_id')}, {quote('id')})"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Leave it to the database, which can't be passed by."""

    def deconstruct(self) -> Any:
        path, args, options = super().deconstruct()
        return path, args, {**options, "field": self.field}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CompositeForeignKey):
            return self.name == other.name and self.field == other.field
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.field))
