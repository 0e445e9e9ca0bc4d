import django.db.models.deletion
import noren.kernel.ids
import noren.platform.tenancy.constraints
import noren.platform.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ('shops', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('reference', models.UUIDField()),
                ('state', models.CharField(default='held', max_length=16)),
                ('expires_at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='inventory_reservation_shop_id'), models.UniqueConstraint(fields=('shop', 'reference'), name='reservation_reference')],
            },
        ),
        migrations.CreateModel(
            name='StockLevel',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('tracked', models.BooleanField(default=True)),
                ('continue_selling', models.BooleanField(default=False)),
                ('available', models.PositiveBigIntegerField(default=0)),
                ('reserved', models.PositiveBigIntegerField(default=0)),
                ('backordered', models.PositiveBigIntegerField(default=0)),
                ('variant', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.variant')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('continue_selling', False), ('tracked', True)), fields=['shop', 'available', 'variant'], name='stock_level_low')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='inventory_stocklevel_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='variant', name='inventory_stocklevel_variant_fk'), models.UniqueConstraint(fields=('shop', 'variant'), name='stock_level_variant'), models.CheckConstraint(condition=models.Q(('available__gte', 0)), name='stock_level_available'), models.CheckConstraint(condition=models.Q(('reserved__gte', 0)), name='stock_level_reserved'), models.CheckConstraint(condition=models.Q(('backordered__gte', 0), models.Q(('backordered', 0), ('available', 0), _connector='OR')), name='stock_level_backordered')],
            },
        ),
        migrations.CreateModel(
            name='StockMovement',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('kind', models.CharField(max_length=16)),
                ('available_delta', models.BigIntegerField()),
                ('reserved_delta', models.BigIntegerField(default=0)),
                ('reference', models.UUIDField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('actor_kind', models.CharField(max_length=16)),
                ('actor_id', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('variant', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.variant')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'variant', 'id'], name='stock_movement_variant'), models.Index(condition=models.Q(('reference__isnull', False)), fields=['shop', 'reference'], name='stock_movement_reference')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='inventory_stockmovement_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='variant', name='inventory_stockmovement_variant_fk')],
            },
        ),
        migrations.CreateModel(
            name='ReservationLine',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('quantity', models.PositiveIntegerField()),
                ('counted', models.BooleanField(default=True)),
                ('reservation', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.reservation')),
                ('variant', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.variant')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'variant'], name='inventory_r_shop_id_3f8c0a_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='inventory_reservationline_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='reservation', name='inventory_reservationline_reservation_fk'), noren.platform.tenancy.constraints.CompositeForeignKey(field='variant', name='inventory_reservationline_variant_fk'), models.UniqueConstraint(fields=('shop', 'reservation', 'variant'), name='reservation_line_once')],
            },
        ),
    ]
