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
            name='FeePlan',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=24, unique=True)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FeeCampaign',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('waives_sales_fee', models.BooleanField(default=True)),
                ('waives_payment_fee', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='fee_campaign_order')],
            },
        ),
        migrations.CreateModel(
            name='Sale',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('payment_id', models.UUIDField()),
                ('payable_id', models.UUIDField()),
                ('number', models.CharField(max_length=15)),
                ('method', models.CharField(max_length=24)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('orphaned', models.BooleanField(default=False)),
                ('captured_amount', models.PositiveBigIntegerField(default=0)),
                ('refunded_amount', models.PositiveBigIntegerField(default=0)),
                ('payment_fee_amount', models.PositiveBigIntegerField(default=0)),
                ('sales_fee_amount', models.PositiveBigIntegerField(default=0)),
                ('completed_at', models.DateTimeField(null=True)),
                ('plan', models.CharField(blank=True, max_length=24)),
                ('campaign', models.CharField(blank=True, max_length=80)),
                ('sales_basis_points', models.PositiveSmallIntegerField(default=0)),
                ('sales_fixed_amount', models.PositiveIntegerField(default=0)),
                ('payment_basis_points', models.PositiveSmallIntegerField(default=0)),
                ('payment_fixed_amount', models.PositiveIntegerField(default=0)),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'payable_id'], name='settlement_sale_payable')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='settlement_sale_shop_id'), models.UniqueConstraint(fields=('shop', 'payment_id'), name='settlement_sale_payment'), models.CheckConstraint(condition=models.Q(('refunded_amount__lte', models.F('captured_amount'))), name='settlement_sale_refunds')],
            },
        ),
        migrations.CreateModel(
            name='LedgerDay',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('day', models.DateField()),
                ('kind', models.CharField(max_length=16)),
                ('account', models.CharField(max_length=16)),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.BigIntegerField(default=0)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='settlement_ledgerday_shop_id'), models.UniqueConstraint(fields=('shop', 'day', 'kind', 'account', 'currency'), name='ledger_day_once')],
            },
        ),
        migrations.CreateModel(
            name='ShopFeePlan',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('starts_on', models.DateField()),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='settlement.feeplan')),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='settlement_shopfeeplan_shop_id'), models.UniqueConstraint(fields=('shop', 'starts_on'), name='shop_fee_plan_day')],
            },
        ),
        migrations.CreateModel(
            name='FeeRate',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=16)),
                ('starts_on', models.DateField()),
                ('basis_points', models.PositiveSmallIntegerField()),
                ('fixed_amount', models.PositiveIntegerField(default=0)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rates', to='settlement.feeplan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'kind', 'starts_on'), name='fee_rate_begins_once'), models.CheckConstraint(condition=models.Q(('basis_points__lte', 10000)), name='fee_rate_at_most_all')],
            },
        ),
        migrations.CreateModel(
            name='LedgerTransaction',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('source', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('day', models.DateField()),
                ('sale', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transactions', to='settlement.sale')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'day', 'id'], name='ledger_day'), models.Index(fields=['shop', 'sale'], name='settlement__shop_id_4fef35_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='settlement_ledgertransaction_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='sale', name='settlement_ledgertransaction_sale_fk'), models.UniqueConstraint(fields=('shop', 'source'), name='ledger_source_once')],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('account', models.CharField(max_length=16)),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('transaction', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='settlement.ledgertransaction')),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='settlement_ledgerentry_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='transaction', name='settlement_ledgerentry_transaction_fk'), models.UniqueConstraint(fields=('shop', 'transaction', 'account'), name='ledger_entry_once_per_account'), models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='ledger_entry_not_zero')],
            },
        ),
    ]
