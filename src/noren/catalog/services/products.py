"""Entering and changing products with their variants. Stock is not touched here: see `inventory.services`."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from noren.catalog.events import ProductCreated, ProductUpdated
from noren.catalog.models import Category, Product, ProductCategory
from noren.catalog.rules import CleanDraft, check_draft
from noren.catalog.services.handles import free_handle
from noren.catalog.services.summary import refresh_summary
from noren.catalog.services.variants import VariantChanges, sync_variants
from noren.catalog.states import ProductState
from noren.catalog.types import ProductDraft, SavedProduct
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import invalid, not_found
from noren.kernel.ids import uuid7
from noren.platform.transactions.write import Change, write
from noren.shops.selectors import current_shop
from noren.shops.services.content import raise_content_version

_COLUMNS = (
    "handle", "title", "description_html", "tax_category", "vendor", "product_type", "tags", "option_names", "seo_title",
    "seo_description",
)  # fmt: skip


def create_product(draft: ProductDraft, *, actor: Actor) -> SavedProduct:
    """Enter a product as a draft that buyers don't see yet.

    Without a handle one is made from the title. Raises InvalidInput naming the fields (`variants.0.price`).
    """
    clean = check_draft(draft, currency=current_shop().currency)
    moment = now()
    with write(actor) as change:
        product = Product(id=uuid7(), currency=clean.currency, created_at=moment, updated_at=moment)
        _assign(product, clean, handle=free_handle(draft.handle, title=clean.title, product_id=product.pk))
        product.save(force_insert=True)
        variants = sync_variants(product, clean.variants)
        _sync_categories(product, clean.category_ids)
        refresh_summary(product.pk)
        change.audit("product.created", product, new=_values(product) | {"variants": variants.audit_new})
        change.publish(ProductCreated(product_id=product.pk))
    return SavedProduct(product.pk, product.handle, variants.ids_by_options)


def update_product(product_id: UUID, draft: ProductDraft, *, actor: Actor) -> SavedProduct:
    """Make a product what `draft` says; variants it does not name are retired, saving it unchanged writes nothing.

    An empty handle keeps the present one. Raises NotFound, or InvalidInput naming the fields.
    """
    clean = check_draft(draft, currency=current_shop().currency)
    with write(actor) as change:
        product = locked_product(product_id)
        old = _values(product)
        wanted = draft.handle or product.handle
        if wanted != product.handle:
            wanted = free_handle(wanted, title=clean.title, product_id=product.pk)
        _assign(product, clean, handle=wanted)
        new = _values(product)
        variants = sync_variants(product, clean.variants)
        shelves = _sync_categories(product, clean.category_ids)
        changed = old != new or variants.changed or shelves
        if changed:
            product.save(update_fields=_COLUMNS)
            _announce(change, product, old=old, new=new, variants=variants)
    return SavedProduct(product.pk, product.handle, variants.ids_by_options, changed=changed)


def locked_product(product_id: UUID) -> Product:
    """Return the product's row, locked until the commit. Raises NotFound."""
    product = Product.objects.select_for_update().filter(pk=product_id).first()
    if product is None:
        raise not_found("product_unknown", "商品が見つかりません。削除されたかもしれません。")
    return product


def touch_product(change: Change, product_id: UUID) -> None:
    """Note that the pictures of a product changed, for lists, caches and subscribers. Call inside the write."""
    Product.objects.filter(pk=product_id).update(updated_at=now())
    change.publish(ProductUpdated(product_id=product_id))
    if Product.objects.filter(pk=product_id, state=ProductState.PUBLISHED).exists():
        raise_content_version()


def _announce(
    change: Change,
    product: Product,
    *,
    old: dict[str, object],
    new: dict[str, object],
    variants: VariantChanges,
) -> None:
    differing = [key for key in new if old[key] != new[key]]
    change.audit(
        "product.updated",
        product,
        old={key: old[key] for key in differing} | {"variants": variants.audit_old},
        new={key: new[key] for key in differing} | {"variants": variants.audit_new},
    )
    refresh_summary(product.pk)
    change.publish(ProductUpdated(product_id=product.pk))
    if product.state == ProductState.PUBLISHED:
        raise_content_version()


def _assign(product: Product, clean: CleanDraft, *, handle: str) -> None:
    product.handle = handle
    product.title = clean.title
    product.description_html = clean.description_html
    product.tax_category = clean.tax_category.value
    product.vendor = clean.vendor
    product.product_type = clean.product_type
    product.tags = list(clean.tags)
    product.option_names = list(clean.option_names)
    product.seo_title = clean.seo_title
    product.seo_description = clean.seo_description


def _values(product: Product) -> dict[str, object]:
    return {name: getattr(product, name) for name in _COLUMNS}


def _sync_categories(product: Product, wanted: Sequence[UUID]) -> bool:
    present = set(ProductCategory.objects.filter(product=product).values_list("category_id", flat=True))
    missing = [category_id for category_id in dict.fromkeys(wanted) if category_id not in present]
    if Category.objects.filter(pk__in=missing).count() != len(missing):
        raise invalid(
            "category_unknown",
            "選んだカテゴリーが見つかりません。選び直してください。",
            field_name="categories",
        )
    gone = present - set(wanted)
    ProductCategory.objects.filter(product=product, category_id__in=gone).delete()
    ProductCategory.objects.bulk_create(
        ProductCategory(product=product, category_id=category_id) for category_id in missing
    )
    return bool(missing or gone)
