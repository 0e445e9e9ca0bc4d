import django.db.models.deletion
import noren.kernel.ids
import noren.platform.tenancy.constraints
import noren.platform.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('shops', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Coupon',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('code', models.CharField(max_length=32)),
                ('title', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=8)),
                ('value', models.PositiveBigIntegerField()),
                ('minimum_amount', models.PositiveBigIntegerField(default=0)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('starts_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('uses_limit', models.PositiveIntegerField(null=True)),
                ('uses_per_customer', models.PositiveIntegerField(null=True)),
                ('uses', models.PositiveIntegerField(default=0)),
                ('active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='promotions_coupon_shop_id'), models.UniqueConstraint(fields=('shop', 'code'), name='coupon_code'), models.CheckConstraint(condition=models.Q(('uses_limit__isnull', True), ('uses__lte', models.F('uses_limit')), _connector='OR'), name='coupon_uses_in_limit'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'percent'), _negated=True), ('value__lte', 100), _connector='OR'), name='coupon_percent_at_most_100')],
            },
        ),
        migrations.CreateModel(
            name='CouponUse',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('reference', models.UUIDField()),
                ('holder', models.CharField(blank=True, max_length=64)),
                ('amount', models.PositiveBigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('at', models.DateTimeField()),
                ('given_back_at', models.DateTimeField(null=True)),
                ('coupon', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='used', to='promotions.coupon')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'coupon', 'holder'], name='coupon_use_holder')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='promotions_couponuse_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='coupon', name='promotions_couponuse_coupon_fk'), models.UniqueConstraint(fields=('shop', 'reference'), name='coupon_use_once')],
            },
        ),
    ]
