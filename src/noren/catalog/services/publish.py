"""Showing products to buyers and taking them away again."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError
from django.db.models import ProtectedError

from noren.catalog.events import ProductDeleted, ProductPublished, ProductUnpublished
from noren.catalog.models import Product, ProductCategory, ProductImage, Variant
from noren.catalog.services.products import locked_product
from noren.catalog.states import PRODUCT_STATES, ProductState
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import NotFound, conflict, not_found
from noren.platform.outbox.events import Event
from noren.platform.transactions.write import write
from noren.shops.services.content import raise_content_version


def publish(product_id: UUID, *, actor: Actor) -> bool:
    """Show a product to buyers. Returns False if it was public already. Raises NotFound."""
    return _move(product_id, ProductState.PUBLISHED, event=ProductPublished(product_id), actor=actor)


def unpublish(product_id: UUID, *, actor: Actor) -> bool:
    """Take a product back to a draft. Returns False if it was one already. Raises NotFound."""
    return _move(product_id, ProductState.DRAFT, event=ProductUnpublished(product_id), actor=actor)


def archive(product_id: UUID, *, actor: Actor) -> bool:
    """Put a product away; old orders go on naming it. Returns False if it was put away already. Raises NotFound."""
    return _move(product_id, ProductState.ARCHIVED, event=ProductUnpublished(product_id), actor=actor)


def delete_draft(product_id: UUID, *, actor: Actor) -> None:
    """Delete a draft for good. Raises NotFound, or Conflict if it was ever public: then it can only be put away."""
    with write(actor) as change:
        product = locked_product(product_id)
        if product.state != ProductState.DRAFT or product.published_at is not None:
            raise conflict(
                "product_was_public",
                "一度公開した商品は、注文の記録に残るため削除できません。「しまう」をお使いください。",
            )
        change.audit("product.deleted", product, old={"handle": product.handle, "title": product.title})
        change.publish(ProductDeleted(product_id=product.pk))
        try:
            _delete_rows(product)
        except (ProtectedError, IntegrityError) as error:
            raise conflict(
                "product_in_use",
                "在庫やカートの記録があるため削除できません。「しまう」をお使いください。",
            ) from error


def _delete_rows(product: Product) -> None:
    Variant.objects.filter(product=product).update(image=None)
    ProductImage.objects.filter(product=product).delete()
    ProductCategory.objects.filter(product=product).delete()
    Variant.objects.filter(product=product).delete()
    product.delete()


def _move(product_id: UUID, new: ProductState, *, event: Event, actor: Actor) -> bool:
    with write(actor) as change:
        old = _state(product_id)
        if old is new:
            return False
        PRODUCT_STATES.check(old, new)
        moved = Product.objects.filter(pk=product_id, state=old).update(state=new, updated_at=now())
        if not moved:
            raise conflict(
                "product_moved", "ほかの人が同じ商品を変更しました。画面を読み込み直してください。"
            )
        if new is ProductState.PUBLISHED:
            # The first day it was public decides its place among the new ones; showing it again does not.
            Product.objects.filter(pk=product_id, published_at=None).update(published_at=now())
        change.audit("product.moved", ("catalog.Product", product_id), old={"state": old}, new={"state": new})
        if ProductState.PUBLISHED in (old, new):
            change.publish(event)
            raise_content_version()
    return True


def _state(product_id: UUID) -> ProductState:
    state = Product.objects.filter(pk=product_id).values_list("state", flat=True).first()
    if state is None:
        raise _unknown()
    return ProductState(state)


def _unknown() -> NotFound:
    return not_found("product_unknown", "商品が見つかりません。削除されたかもしれません。")
