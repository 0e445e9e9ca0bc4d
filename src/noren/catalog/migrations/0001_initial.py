import django.db.models.deletion
import noren.kernel.ids
import noren.platform.tenancy.constraints
import noren.platform.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('shops', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('handle', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('parent', noren.platform.tenancy.fields.TenantForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='catalog.category')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'parent'], name='catalog_cat_shop_id_d10afa_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='catalog_category_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='parent', name='catalog_category_parent_fk'), models.UniqueConstraint(fields=('shop', 'handle'), name='category_handle')],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('handle', models.CharField(max_length=255)),
                ('title', models.CharField(max_length=255)),
                ('description_html', models.TextField(blank=True)),
                ('state', models.CharField(default='draft', max_length=16)),
                ('tax_category', models.CharField(default='standard', max_length=16)),
                ('vendor', models.CharField(blank=True, max_length=255)),
                ('product_type', models.CharField(blank=True, max_length=255)),
                ('tags', models.JSONField(default=list)),
                ('option_names', models.JSONField(default=list)),
                ('seo_title', models.CharField(blank=True, max_length=255)),
                ('seo_description', models.TextField(blank=True)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('price_from_amount', models.PositiveBigIntegerField(default=0)),
                ('price_to_amount', models.PositiveBigIntegerField(default=0)),
                ('compare_at_amount', models.PositiveBigIntegerField(null=True)),
                ('search_text', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'state', 'published_at', 'id'], name='product_newest'), models.Index(fields=['shop', 'state', 'price_from_amount', 'id'], name='product_price'), models.Index(fields=['shop', 'updated_at', 'id'], name='product_updated')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='catalog_product_shop_id'), models.UniqueConstraint(fields=('shop', 'handle'), name='product_handle')],
            },
        ),
        migrations.CreateModel(
            name='ProductCategory',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('category', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='catalog.category')),
                ('product', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='catalog.product')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'category'], name='catalog_pro_shop_id_f43a00_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='catalog_productcategory_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='category', name='catalog_productcategory_category_fk'), noren.platform.tenancy.constraints.CompositeForeignKey(field='product', name='catalog_productcategory_product_fk'), models.UniqueConstraint(fields=('shop', 'product', 'category'), name='product_category_once')],
            },
        ),
        migrations.CreateModel(
            name='ProductImage',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('position', models.PositiveIntegerField()),
                ('alt', models.CharField(blank=True, max_length=512)),
                ('source_url', models.TextField(blank=True)),
                ('fetch_state', models.CharField(default='ready', max_length=16)),
                ('fetch_attempts', models.PositiveSmallIntegerField(default=0)),
                ('image', noren.platform.tenancy.fields.TenantForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.storedimage')),
                ('product', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='images', to='catalog.product')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'product', 'position'], name='product_image_order'), models.Index(fields=['shop', 'image'], name='catalog_pro_shop_id_95cd86_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='catalog_productimage_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='product', name='catalog_productimage_product_fk'), noren.platform.tenancy.constraints.CompositeForeignKey(field='image', name='catalog_productimage_image_fk')],
            },
        ),
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('position', models.PositiveIntegerField()),
                ('option1', models.CharField(blank=True, max_length=255)),
                ('option2', models.CharField(blank=True, max_length=255)),
                ('option3', models.CharField(blank=True, max_length=255)),
                ('sku', models.CharField(blank=True, max_length=100)),
                ('barcode', models.CharField(blank=True, max_length=64)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('price_amount', models.PositiveBigIntegerField()),
                ('compare_at_amount', models.PositiveBigIntegerField(null=True)),
                ('cost_amount', models.PositiveBigIntegerField(null=True)),
                ('weight_grams', models.PositiveIntegerField(default=0)),
                ('requires_shipping', models.BooleanField(default=True)),
                ('retired', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('image', noren.platform.tenancy.fields.TenantForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.productimage')),
                ('product', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='catalog.product')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'product', 'position'], name='variant_order'), models.Index(condition=models.Q(('sku', ''), _negated=True), fields=['shop', 'sku'], name='variant_sku'), models.Index(fields=['shop', 'image'], name='catalog_var_shop_id_a89926_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='catalog_variant_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='product', name='catalog_variant_product_fk'), noren.platform.tenancy.constraints.CompositeForeignKey(field='image', name='catalog_variant_image_fk'), models.UniqueConstraint(condition=models.Q(('retired', False)), fields=('shop', 'product', 'option1', 'option2', 'option3'), name='variant_options')],
            },
        ),
    ]
