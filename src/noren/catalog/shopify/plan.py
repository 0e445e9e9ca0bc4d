"""A product file understood: what it would do to the shop, and doing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from noren.catalog.details import draft_of
from noren.catalog.rules import check_draft
from noren.catalog.selectors import categories, products_by_handles
from noren.catalog.services.categories import MAX_DEPTH, ensure_path
from noren.catalog.services.images import MAX_IMAGES
from noren.catalog.services.products import create_product, update_product
from noren.catalog.services.publish import archive, publish, unpublish
from noren.catalog.services.remote_images import RemoteImage, sync_remote_images
from noren.catalog.shopify.cells import Cells
from noren.catalog.shopify.columns import Column
from noren.catalog.shopify.groups import FileProduct
from noren.catalog.shopify.merge import Merged, merge, place_of
from noren.catalog.states import ProductState
from noren.catalog.stock import StockWish, stock_keeper
from noren.catalog.types import ProductDetail, SavedProduct
from noren.importexport.types import Applied, Checked
from noren.kernel.actors import Actor
from noren.kernel.errors import InvalidInput

BATCH = 200
REASON = "CSV取り込み"
_MOVES = {ProductState.PUBLISHED: publish, ProductState.DRAFT: unpublish, ProductState.ARCHIVED: archive}


@dataclass(frozen=True, slots=True)
class _Step:
    """One product of the file, what the shop has of it, and what it is to become."""

    product: FileProduct
    existing: ProductDetail | None
    merged: Merged


class ProductPlan:
    """The products of one file. `overwrite_stock` sets the stock of variants the shop already has."""

    def __init__(
        self,
        products: Sequence[FileProduct],
        cells: Cells,
        *,
        currency: str,
        overwrite_stock: bool,
        ignored_columns: tuple[str, ...],
    ) -> None:
        self._products = products
        self._cells = cells
        self._currency = currency
        self._overwrite_stock = overwrite_stock
        self._ignored_columns = ignored_columns
        # Categories by path, as far as this plan met them.
        self._shelves: dict[tuple[str, ...], UUID] = {}

    @property
    def total(self) -> int:
        """How many products the file has."""
        return len(self._products)

    def check(self) -> Checked:
        """Compare every product with the shop."""
        creates = updates = unchanged = 0
        faulty = {problem.row for problem in self._cells.problems}
        for batch in self._batches():
            steps = self._steps(batch)
            restocked = self._restocked(steps)
            for step in steps:
                if not self._validate(step) or faulty & _rows(step.product):
                    continue
                differs = self._differs(step, restocked)
                creates += step.existing is None
                updates += step.existing is not None and differs
                unchanged += not differs
        problems = tuple(sorted(self._cells.problems, key=lambda problem: problem.row))
        return Checked(
            creates=creates,
            updates=updates,
            unchanged=unchanged,
            problems=problems,
            warnings=tuple(self._cells.warnings),
            ignored_columns=self._ignored_columns,
        )

    def apply(self, start: int, stop: int, *, actor: Actor) -> Applied:
        """Write the products from `start` to before `stop`. Raises InvalidInput when one no longer fits the shop."""
        created = updated = unchanged = 0
        steps = self._steps(self._products[start:stop])
        restocked = self._restocked(steps)
        for step in steps:
            changed = self._differs(step, restocked) and self._write(step, actor=actor)
            created += step.existing is None
            updated += step.existing is not None and changed
            unchanged += not changed
        return Applied(created, updated, unchanged)

    def _batches(self) -> Iterator[Sequence[FileProduct]]:
        for start in range(0, self.total, BATCH):
            yield self._products[start : start + BATCH]

    def _steps(self, products: Sequence[FileProduct]) -> list[_Step]:
        present = products_by_handles([product.handle for product in products])
        return [self._step(product, present) for product in products]

    def _step(self, product: FileProduct, present: Mapping[str, ProductDetail]) -> _Step:
        existing = present.get(product.handle)
        return _Step(product, existing, merge(product, existing, self._cells, currency=self._currency))

    def _validate(self, step: _Step) -> bool:
        product = step.product
        before = len(self._cells.problems)
        if step.existing is None and not product.title:
            self._cells.refuse(product.row, Column.TITLE, "新しい商品には商品名（Title）が必要です。")
        if len(product.images) > MAX_IMAGES:
            self._refuse_images(product)
        try:
            check_draft(step.merged.draft, currency=self._currency)
        except InvalidInput as refusal:
            self._note(refusal, step)
        return len(self._cells.problems) == before

    def _note(self, refusal: InvalidInput, step: _Step) -> None:
        for problem in refusal.problems:
            row, column = place_of(problem, step.merged, step.product)
            if problem.code == "title_missing":
                continue
            values = {
                key: value if isinstance(value, int) else str(value) for key, value in problem.values.items()
            }
            self._cells.refuse(row, column, problem.message, **values)

    def _refuse_images(self, product: FileProduct) -> None:
        self._cells.refuse(
            product.images[MAX_IMAGES].row,
            Column.IMAGE_URL,
            "画像は1商品につき%(limit)s枚までです。",
            limit=MAX_IMAGES,
        )

    def _differs(self, step: _Step, restocked: set[UUID]) -> bool:
        existing = step.existing
        if existing is None:
            return True
        present = check_draft(draft_of(existing), currency=self._currency)
        wanted = check_draft(step.merged.draft, currency=self._currency)
        return (
            present != wanted
            or step.product.state not in (None, existing.state)
            or not self._on_shelf(step)
            or _new_pictures(step, existing)
            or any(variant.id in restocked for variant in existing.variants)
        )

    def _on_shelf(self, step: _Step) -> bool:
        path = step.product.category_path[:MAX_DEPTH]
        return (
            not path or step.existing is None or any(info.path == path for info in step.existing.categories)
        )

    def _restocked(self, steps: Sequence[_Step]) -> set[UUID]:
        wishes: dict[UUID, StockWish] = {}
        for step in steps:
            if step.existing is not None:
                ids = {variant.options: variant.id for variant in step.existing.variants}
                wishes |= self._wishes(step, ids, known=set(ids.values()))
        return stock_keeper().differing(wishes)

    def _wishes(
        self, step: _Step, ids: Mapping[tuple[str, ...], UUID], *, known: set[UUID]
    ) -> dict[UUID, StockWish]:
        wishes = {}
        for variant in step.product.variants:
            variant_id = ids.get(variant.options)
            if variant_id is None:
                continue
            keep = variant_id in known and not self._overwrite_stock
            wishes[variant_id] = replace(variant.stock, quantity=None) if keep else variant.stock
        return wishes

    def _write(self, step: _Step, *, actor: Actor) -> bool:
        existing = step.existing
        draft = step.merged.draft
        shelf = self._shelf(step, actor=actor)
        if shelf is not None:
            draft = replace(draft, category_ids=tuple(dict.fromkeys([*draft.category_ids, shelf])))
        if existing is None:
            saved = create_product(draft, actor=actor)
        else:
            saved = update_product(existing.id, draft, actor=actor)
        changed = [
            saved.changed,
            self._write_pictures(step, saved, actor=actor),
            self._write_stock(step, saved, actor=actor),
        ]
        if step.product.state is not None:
            changed.append(_MOVES[step.product.state](saved.id, actor=actor))
        return any(changed)

    def _shelf(self, step: _Step, *, actor: Actor) -> UUID | None:
        path = step.product.category_path[:MAX_DEPTH]
        if not path:
            return None
        if path not in self._shelves:
            self._shelves = {info.path: info.id for info in categories()}
        if path not in self._shelves:
            self._shelves[path] = ensure_path(path, actor=actor)
        return self._shelves[path]

    def _write_pictures(self, step: _Step, saved: SavedProduct, *, actor: Actor) -> bool:
        wanted = [RemoteImage(image.url, image.alt) for image in step.product.images]
        chosen = {
            saved.variant_ids[variant.options]: variant.image_url
            for variant in step.product.variants
            if variant.image_url
        }
        return sync_remote_images(saved.id, wanted, chosen=chosen, actor=actor) if wanted or chosen else False

    def _write_stock(self, step: _Step, saved: SavedProduct, *, actor: Actor) -> bool:
        known = {variant.id for variant in step.existing.variants} if step.existing else set()
        wishes = self._wishes(step, saved.variant_ids, known=known)
        differing = stock_keeper().differing(wishes)
        stock_keeper().fulfil({one: wishes[one] for one in differing}, reason=REASON, actor=actor)
        return bool(differing)


def _rows(product: FileProduct) -> set[int]:
    variants = {variant.row.number for variant in product.variants}
    return {product.row.number} | variants | {image.row.number for image in product.images}


def _new_pictures(step: _Step, existing: ProductDetail) -> bool:
    alts = {picture.source_url: picture.alt for picture in existing.images if picture.source_url}
    places = {picture.id: picture.source_url for picture in existing.images}
    shown = {
        variant.options: places.get(variant.image_id) if variant.image_id else None
        for variant in existing.variants
    }
    added = any(
        image.url not in alts or (image.alt and alts[image.url] != image.alt) for image in step.product.images
    )
    chosen = any(one.image_url and shown.get(one.options) != one.image_url for one in step.product.variants)
    return added or chosen
