import django.db.models.deletion
import noren.kernel.ids
import noren.platform.privacy.fields
import noren.platform.tenancy.constraints
import noren.platform.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('customers', '0001_initial'),
        ('shops', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountLink',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('nonce_hash', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('customer', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_links', to='customers.customer')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'customer'], name='messaging_a_shop_id_6dbf8b_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='messaging_accountlink_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='customer', name='messaging_accountlink_customer_fk'), models.UniqueConstraint(fields=('shop', 'nonce_hash'), name='account_link_nonce')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('dedupe_key', models.CharField(max_length=120)),
                ('recipient', models.CharField(max_length=72)),
                ('kind', models.CharField(max_length=48)),
                ('email', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('language', models.CharField(max_length=8)),
                ('line_messages', noren.platform.privacy.fields.EncryptedJSONField(blank=True)),
                ('mail', noren.platform.privacy.fields.EncryptedJSONField(blank=True)),
                ('state', models.CharField(default='queued', max_length=12)),
                ('channel', models.CharField(blank=True, max_length=8)),
                ('retry_key', models.UUIDField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('first_tried_at', models.DateTimeField(null=True)),
                ('in_doubt', models.BooleanField(default=False)),
                ('problem', models.CharField(blank=True, max_length=32)),
                ('line_request_id', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('customer', noren.platform.tenancy.fields.TenantForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='customers.customer')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'customer', 'id'], name='delivery_of_customer')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='messaging_delivery_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='customer', name='messaging_delivery_customer_fk'), models.UniqueConstraint(fields=('shop', 'dedupe_key', 'recipient'), name='delivery_once')],
            },
        ),
        migrations.CreateModel(
            name='LineChannels',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('provider_id', models.CharField(blank=True, max_length=64)),
                ('login_channel_id', models.CharField(blank=True, max_length=32)),
                ('login_secret', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('messaging_channel_id', models.CharField(blank=True, max_length=32)),
                ('messaging_secret', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('bot_user_id', models.CharField(blank=True, max_length=64)),
                ('bot_name', models.CharField(blank=True, max_length=64)),
                ('bot_basic_id', models.CharField(blank=True, max_length=64)),
                ('findings', models.JSONField(default=list)),
                ('checked_at', models.DateTimeField(null=True)),
                ('quota_reached_at', models.DateTimeField(null=True)),
                ('refused_at', models.DateTimeField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='messaging_linechannels_shop_id'), models.UniqueConstraint(fields=('shop',), name='line_channels_one_per_shop')],
            },
        ),
        migrations.CreateModel(
            name='LineEvent',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('webhook_event_id', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=32)),
                ('subject', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('details', noren.platform.privacy.fields.EncryptedJSONField(blank=True)),
                ('at', models.DateTimeField()),
                ('redelivered', models.BooleanField()),
                ('received_at', models.DateTimeField()),
                ('handled_at', models.DateTimeField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='messaging_lineevent_shop_id'), models.UniqueConstraint(fields=('shop', 'webhook_event_id'), name='line_event_once')],
            },
        ),
        migrations.CreateModel(
            name='LineLogIn',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('state_hash', models.CharField(max_length=64)),
                ('visit_id', models.UUIDField()),
                ('nonce', models.CharField(max_length=64)),
                ('code_verifier', noren.platform.privacy.fields.EncryptedTextField()),
                ('redirect_uri', models.CharField(max_length=500)),
                ('next_path', models.CharField(max_length=1000)),
                ('created_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'created_at'], name='line_log_in_created')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='messaging_linelogin_shop_id'), models.UniqueConstraint(fields=('shop', 'state_hash'), name='line_log_in_state')],
            },
        ),
    ]
