"""System checks that refuse a model which breaks the rules of tenancy (docs/concepts/tenancy.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import models

from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import InstallationMarker, TenantModel


@register(Tags.models)
def check_tenancy(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Check every model of Noren's own apps."""
    configs = app_configs if app_configs is not None else list(apps.get_app_configs())
    own = [config for config in configs if config.name.startswith("noren.")]
    return [error for config in own for model in config.get_models() for error in check_model(model)]


def check_model(model: type[models.Model]) -> list[CheckMessage]:
    """Return what is wrong with one model, each with an id `tenancy.E00n`."""
    if not issubclass(model, TenantModel):
        if issubclass(model, InstallationMarker):
            return []
        return [Error("is neither a TenantModel nor an InstallationModel", obj=model, id="tenancy.E001")]
    return [*_field_errors(model), *_key_errors(model)]


def _field_errors(model: type[TenantModel]) -> Iterator[Error]:
    fields = model._meta.local_fields
    if [field.name for field in fields[:2]] != ["id", "shop"]:
        yield Error("must have `shop` right after `id`", obj=model, id="tenancy.E002")
    for field in fields:
        if field.unique and not field.primary_key:
            yield Error("a unique of its own does not begin with shop_id", obj=field, id="tenancy.E003")
        if getattr(field, "db_index", False):
            yield Error("an index of its own does not begin with shop_id", obj=field, id="tenancy.E004")
        if field.generated:
            yield Error("a generated column breaks moving a shop's shard", obj=field, id="tenancy.E005")
        if _needs_tenant_key(field):
            yield Error("points to a row of a shop: use TenantForeignKey", obj=field, id="tenancy.E006")
    if model._meta.local_many_to_many:
        yield Error("has a many-to-many: write the joining model out", obj=model, id="tenancy.E007")


def _needs_tenant_key(field: models.Field[Any, Any]) -> bool:
    target = field.related_model
    points_to_tenant = isinstance(target, type) and issubclass(target, TenantModel)
    return points_to_tenant and not isinstance(field, TenantForeignKey)


def _key_errors(model: type[TenantModel]) -> Iterator[Error]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields[:1] != ("shop",):
            yield Error(f"unique {constraint.name} does not begin with shop", obj=model, id="tenancy.E008")
    for index in model._meta.indexes:
        if index.fields[:1] != ["shop"]:
            yield Error(f"index {index.name} does not begin with shop", obj=model, id="tenancy.E009")
