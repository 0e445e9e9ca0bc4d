"""The rules of tenancy, read off the models and off the database itself."""

from __future__ import annotations

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from noren.platform.tenancy.checks import check_model
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel

SOURCE = Path(__file__).resolve().parents[2] / "src" / "noren"
# Who may read across shops, and why. Anything else works within one shop.
ACROSS_SHOPS = {
    "platform/jobs/services/run.py": "a worker serves all shops",
    "shops/selectors.py": "a log-in comes before a shop is chosen; the page cache serves all shops",
}


def tenant_models() -> list[type[TenantModel]]:
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_a_tenant_model_keeps_the_rules(model: type[TenantModel]) -> None:
    assert check_model(model) == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_shop_id_is_the_second_column_in_the_database(model: type[TenantModel]) -> None:
    with connection.cursor() as cursor:
        columns = [
            column.name
            for column in connection.introspection.get_table_description(cursor, model._meta.db_table)
        ]
    assert columns[:2] == ["id", "shop_id"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_keys_between_a_shops_rows_are_composite_in_the_database(model: type[TenantModel]) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    unique = [rule["columns"] for rule in found.values() if rule["unique"] and not rule["primary_key"]]
    assert ["shop_id", "id"] in unique
    assert all(columns[0] == "shop_id" for columns in unique if columns)
    if connection.vendor == "postgresql":
        keys = [rule["columns"] for rule in found.values() if rule["foreign_key"]]
        for field in model._meta.local_fields:
            if isinstance(field, TenantForeignKey):
                assert ["shop_id", field.column] in keys


def test_a_model_that_breaks_the_rules_is_refused() -> None:
    class Wrong(TenantModel):
        code = models.CharField(max_length=9, unique=True)
        nick = models.CharField(max_length=9, db_index=True)

        class Meta:
            app_label = "shops"
            constraints = [models.UniqueConstraint(fields=["nick"], name="wrong_nick")]

    try:
        assert {error.id for error in check_model(Wrong)} == {"tenancy.E003", "tenancy.E004", "tenancy.E008"}
    finally:
        del apps.all_models["shops"]["wrong"]
        apps.clear_cache()


def test_only_the_listed_places_read_across_shops() -> None:
    found = set()
    for path in SOURCE.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts) or (
            path.name == "models.py" and path.parent.name == "tenancy"
        ):
            continue
        names = {
            node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
        }
        if "across_shops" in names:
            found.add(str(path.relative_to(SOURCE)))
    assert found == set(ACROSS_SHOPS)
