"""What a shop sells. No stock here: that is `inventory`, which nothing in this app writes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from noren.platform.media.models import StoredImage
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class Category(TenantModel):
    """A shelf of the shop, in a tree of at most three levels."""

    parent = TenantForeignKey("self", null=True, related_name="children")
    handle = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "handle"], name="category_handle")]


class Product(TenantModel):
    """商品. What is bought is always one of its variants; a product without options has exactly one."""

    handle = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    description_html = models.TextField(blank=True)
    state = models.CharField(max_length=16, default="draft")
    tax_category = models.CharField(max_length=16, default="standard")
    vendor = models.CharField(max_length=255, blank=True)
    product_type = models.CharField(max_length=255, blank=True)
    tags = models.JSONField(default=list)
    # The names of the option axes in use, at most three.
    option_names = models.JSONField(default=list)
    seo_title = models.CharField(max_length=255, blank=True)
    seo_description = models.TextField(blank=True)
    # Copies kept by `services.summary`: lists sort and filter by them without looking at variants.
    currency = models.CharField(max_length=3, default="JPY")
    price_from_amount = models.PositiveBigIntegerField(default=0)
    price_to_amount = models.PositiveBigIntegerField(default=0)
    compare_at_amount = models.PositiveBigIntegerField(null=True)
    search_text = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "handle"], name="product_handle")]
        indexes = [
            models.Index(fields=["shop", "state", "published_at", "id"], name="product_newest"),
            models.Index(fields=["shop", "state", "price_from_amount", "id"], name="product_price"),
            models.Index(fields=["shop", "updated_at", "id"], name="product_updated"),
        ]


class ProductCategory(TenantModel):
    """A product on a shelf."""

    category = TenantForeignKey(Category, related_name="placements")
    product = TenantForeignKey(Product, related_name="placements")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "product", "category"], name="product_category_once")
        ]


class ProductImage(TenantModel):
    """A picture of a product; `image` is empty while a picture named by its address is still being fetched."""

    product = TenantForeignKey(Product, related_name="images")
    image = TenantForeignKey(StoredImage, null=True, related_name="+")
    position = models.PositiveIntegerField()
    alt = models.CharField(max_length=512, blank=True)
    source_url = models.TextField(blank=True)
    fetch_state = models.CharField(max_length=16, default="ready")
    fetch_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["shop", "product", "position"], name="product_image_order")]


class Variant(TenantModel):
    """The thing with a SKU and a price. `retired` ones are gone from the shop but still named by old orders."""

    product = TenantForeignKey(Product, related_name="variants")
    position = models.PositiveIntegerField()
    option1 = models.CharField(max_length=255, blank=True)
    option2 = models.CharField(max_length=255, blank=True)
    option3 = models.CharField(max_length=255, blank=True)
    sku = models.CharField(max_length=100, blank=True)
    barcode = models.CharField(max_length=64, blank=True)
    # Tax-inclusive, in minor units of `currency`.
    currency = models.CharField(max_length=3, default="JPY")
    price_amount = models.PositiveBigIntegerField()
    compare_at_amount = models.PositiveBigIntegerField(null=True)
    cost_amount = models.PositiveBigIntegerField(null=True)
    weight_grams = models.PositiveIntegerField(default=0)
    requires_shipping = models.BooleanField(default=True)
    image = TenantForeignKey(ProductImage, null=True, related_name="+")
    retired = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "product", "option1", "option2", "option3"],
                condition=Q(retired=False),
                name="variant_options",
            )
        ]
        indexes = [
            models.Index(fields=["shop", "product", "position"], name="variant_order"),
            models.Index(fields=["shop", "sku"], name="variant_sku", condition=~Q(sku="")),
        ]
