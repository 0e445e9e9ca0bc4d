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
            name='ShippingMethod',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('name', models.CharField(max_length=60)),
                ('carrier', models.CharField(max_length=16)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('active', models.BooleanField(default=True)),
                ('free_from_amount', models.PositiveBigIntegerField(null=True)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('lead_days_min', models.PositiveSmallIntegerField(default=1)),
                ('lead_days_max', models.PositiveSmallIntegerField(default=3)),
                ('cutoff_hour', models.PositiveSmallIntegerField(default=12)),
                ('closed_weekdays', models.JSONField(default=list)),
                ('offers_date', models.BooleanField(default=True)),
                ('date_horizon_days', models.PositiveSmallIntegerField(default=14)),
                ('offers_slot', models.BooleanField(default=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shipping_shippingmethod_shop_id')],
            },
        ),
        migrations.CreateModel(
            name='ShopHoliday',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('day', models.DateField()),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shipping_shopholiday_shop_id'), models.UniqueConstraint(fields=('shop', 'day'), name='shop_holiday_once')],
            },
        ),
        migrations.CreateModel(
            name='PrefectureFee',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('prefecture', models.PositiveSmallIntegerField()),
                ('fee_amount', models.PositiveBigIntegerField()),
                ('transit_days', models.PositiveSmallIntegerField(default=1)),
                ('method', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prefecture_fees', to='shipping.shippingmethod')),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shipping_prefecturefee_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='method', name='shipping_prefecturefee_method_fk'), models.UniqueConstraint(fields=('shop', 'method', 'prefecture'), name='prefecture_fee_once'), models.CheckConstraint(condition=models.Q(('prefecture__range', (1, 47))), name='prefecture_fee_jis_code')],
            },
        ),
    ]
