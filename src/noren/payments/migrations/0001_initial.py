import django.db.models.deletion
import noren.kernel.ids
import noren.platform.privacy.fields
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
            name='Payment',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('payable_kind', models.CharField(max_length=16)),
                ('payable_id', models.UUIDField()),
                ('payable_number', models.CharField(max_length=15)),
                ('method', models.CharField(max_length=24)),
                ('provider', models.CharField(max_length=24)),
                ('state', models.CharField(default='open', max_length=16)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('due_amount', models.PositiveBigIntegerField()),
                ('captured_amount', models.PositiveBigIntegerField(default=0)),
                ('refund_requested_amount', models.PositiveBigIntegerField(default=0)),
                ('refunded_amount', models.PositiveBigIntegerField(default=0)),
                ('attempt_count', models.PositiveSmallIntegerField(default=0)),
                ('failure_code', models.CharField(blank=True, max_length=40)),
                ('payer', noren.platform.privacy.fields.EncryptedJSONField(default=dict)),
                ('language', models.CharField(default='ja', max_length=8)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(null=True)),
                ('captured_at', models.DateTimeField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='payments_payment_shop_id'), models.UniqueConstraint(fields=('shop', 'payable_kind', 'payable_id'), name='payment_of_payable'), models.CheckConstraint(condition=models.Q(('refund_requested_amount__lte', models.F('captured_amount'))), name='payment_refund_within'), models.CheckConstraint(condition=models.Q(('refunded_amount__lte', models.F('refund_requested_amount'))), name='payment_refunded_asked')],
            },
        ),
        migrations.CreateModel(
            name='ProviderAccount',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('provider', models.CharField(max_length=24)),
                ('merchant', models.CharField(max_length=64)),
                ('secret_key', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('webhook_secret', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('events_read_to', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='payments_provideraccount_shop_id'), models.UniqueConstraint(fields=('shop', 'provider'), name='payment_account_provider')],
            },
        ),
        migrations.CreateModel(
            name='ProviderEvent',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('provider', models.CharField(max_length=24)),
                ('event_id', models.CharField(max_length=80)),
                ('type', models.CharField(max_length=40)),
                ('provider_payment_id', models.CharField(max_length=64)),
                ('reference', models.CharField(max_length=64)),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='payments_providerevent_shop_id'), models.UniqueConstraint(fields=('shop', 'provider', 'event_id'), name='payment_event_once')],
            },
        ),
        migrations.CreateModel(
            name='MethodSetting',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('method', models.CharField(max_length=24)),
                ('enabled', models.BooleanField(default=False)),
                ('fee_amount', models.PositiveBigIntegerField(default=0)),
                ('minimum_amount', models.PositiveBigIntegerField(default=0)),
                ('maximum_amount', models.PositiveBigIntegerField(default=0)),
                ('deadline_days', models.PositiveSmallIntegerField(default=0)),
                ('bank_account', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='payments_methodsetting_shop_id'), models.UniqueConstraint(fields=('shop', 'method'), name='payment_method_setting')],
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('kind', models.CharField(max_length=24)),
                ('subject', models.CharField(max_length=80)),
                ('amount', models.BigIntegerField(null=True)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('details', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(null=True)),
                ('resolution', models.CharField(blank=True, max_length=200)),
                ('payment', noren.platform.tenancy.fields.TenantForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='payments.payment')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('resolved_at', None)), fields=['shop', 'id'], name='payment_incident_open'), models.Index(fields=['shop', 'payment'], name='payments_in_shop_id_7a497e_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='payments_incident_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='payment', name='payments_incident_payment_fk'), models.UniqueConstraint(fields=('shop', 'kind', 'subject'), name='payment_incident_once')],
            },
        ),
        migrations.CreateModel(
            name='PaymentAttempt',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='sending', max_length=16)),
                ('request', noren.platform.privacy.fields.EncryptedJSONField()),
                ('provider_payment_id', models.CharField(blank=True, max_length=64)),
                ('provider_version', models.PositiveIntegerField(default=0)),
                ('hosted_url', models.CharField(blank=True, max_length=500)),
                ('konbini_chain', models.CharField(blank=True, max_length=24)),
                ('konbini_number', models.CharField(blank=True, max_length=32)),
                ('konbini_expires_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('payment', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='payments.payment')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'provider_payment_id'], name='payment_attempt_provider_id')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='payments_paymentattempt_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='payment', name='payments_paymentattempt_payment_fk'), models.UniqueConstraint(fields=('shop', 'payment', 'number'), name='payment_attempt_number')],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('key', models.CharField(max_length=80)),
                ('amount', models.PositiveBigIntegerField()),
                ('reason', models.CharField(max_length=200)),
                ('state', models.CharField(default='requested', max_length=16)),
                ('provider_refund_id', models.CharField(blank=True, max_length=64)),
                ('failure_code', models.CharField(blank=True, max_length=40)),
                ('requested_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('payment', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.payment')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(condition=models.Q(('state__in', ['requested', 'sent'])), fields=['shop', 'id'], name='payment_refund_open')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='payments_refund_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='payment', name='payments_refund_payment_fk'), models.UniqueConstraint(fields=('shop', 'payment', 'key'), name='payment_refund_key'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_refund_positive')],
            },
        ),
    ]
