"""Bringing the variants of a product to what was entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from noren.catalog.models import Product, Variant
from noren.catalog.types import VariantDraft
from noren.kernel.clock import now
from noren.kernel.errors import invalid
from noren.kernel.ids import uuid7

_COLUMNS = (
    "position", "option1", "option2", "option3", "sku", "barcode", "currency", "price_amount", "compare_at_amount",
    "cost_amount", "weight_grams", "requires_shipping", "retired",
)  # fmt: skip


@dataclass
class VariantChanges:
    """What `sync_variants` did: the ids of all variants by their options, and old and new values of those that changed."""

    ids_by_options: dict[tuple[str, ...], UUID] = field(default_factory=dict)
    audit_old: dict[str, Any] = field(default_factory=dict)
    audit_new: dict[str, Any] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether any variant was made, changed or retired."""
        return bool(self.audit_new)


def sync_variants(product: Product, drafts: Sequence[VariantDraft]) -> VariantChanges:
    """Write `drafts` as the product's variants, in their order. Call inside a write that holds the product's row.

    A draft changes the variant it names by id, or else the one with the same options (a retired one comes back).
    Variants without a draft are retired: orders, carts and stock go on naming them.
    """
    present = {row.pk: row for row in Variant.objects.filter(product=product)}
    matched = _match(drafts, present)
    changes = VariantChanges()
    fresh: list[Variant] = []
    for position, (draft, found) in enumerate(zip(drafts, matched, strict=True)):
        row = found or Variant(id=uuid7(), product=product, created_at=now())
        _change(changes, row, _values(draft, position=position, currency=product.currency), new=found is None)
        changes.ids_by_options[tuple(draft.options)] = row.pk
        if found is None:
            fresh.append(row)
    kept = {row.pk for row in matched if row is not None}
    for row in present.values():
        if row.pk not in kept:
            _change(changes, row, {"retired": True})
    _store(fresh, [row for row in present.values() if str(row.pk) in changes.audit_new])
    return changes


def _store(fresh: Sequence[Variant], altered: Sequence[Variant]) -> None:
    # Changed rows first give up their options, so that any of them may take another's.
    Variant.objects.filter(pk__in=[row.pk for row in altered]).update(retired=True)
    Variant.objects.bulk_create(fresh)
    if altered:
        Variant.objects.bulk_update(altered, _COLUMNS, batch_size=50)


def _match(drafts: Sequence[VariantDraft], present: dict[UUID, Variant]) -> list[Variant | None]:
    by_options = {_options(row): row for row in sorted(present.values(), key=lambda row: not row.retired)}
    named = [draft.id for draft in drafts if draft.id is not None]
    if len(set(named)) != len(named) or not present.keys() >= set(named):
        raise invalid(
            "variant_unknown",
            "バリエーションの一部が見つかりません。画面を読み込み直してください。",
            field_name="variants",
        )
    result: list[Variant | None] = []
    for draft in drafts:
        found = present[draft.id] if draft.id else by_options.get(_padded(draft.options))
        taken = found is not None and draft.id is None and found.pk in named
        result.append(None if taken else found)
    return result


def _values(draft: VariantDraft, *, position: int, currency: str) -> dict[str, Any]:
    first, second, third = _padded(draft.options)
    return {
        "position": position,
        "option1": first,
        "option2": second,
        "option3": third,
        "sku": draft.sku,
        "barcode": draft.barcode,
        "currency": currency,
        "price_amount": draft.price.amount,
        "compare_at_amount": draft.compare_at.amount if draft.compare_at else None,
        "cost_amount": draft.cost.amount if draft.cost else None,
        "weight_grams": draft.weight_grams,
        "requires_shipping": draft.requires_shipping,
        "retired": False,
    }


def _change(changes: VariantChanges, row: Variant, values: dict[str, Any], *, new: bool = False) -> None:
    differing = (
        values if new else {name: value for name, value in values.items() if getattr(row, name) != value}
    )
    if not differing:
        return
    if not new:
        changes.audit_old[str(row.pk)] = {name: getattr(row, name) for name in differing}
    changes.audit_new[str(row.pk)] = differing
    for name, value in differing.items():
        setattr(row, name, value)


def _options(row: Variant) -> tuple[str, str, str]:
    return row.option1, row.option2, row.option3


def _padded(options: Sequence[str]) -> tuple[str, str, str]:
    first, second, third = (*options, "", "", "")[:3]
    return first, second, third
