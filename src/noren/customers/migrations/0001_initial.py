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
            name='Customer',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('name', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('name_hash', models.CharField(blank=True, max_length=64)),
                ('email', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('email_hash', models.CharField(blank=True, max_length=64)),
                ('phone', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('phone_hash', models.CharField(blank=True, max_length=64)),
                ('language', models.CharField(default='ja', max_length=8)),
                ('guest', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'email_hash'], name='customer_email'), models.Index(fields=['shop', 'phone_hash'], name='customer_phone'), models.Index(fields=['shop', 'name_hash'], name='customer_name')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='customers_customer_shop_id'), models.UniqueConstraint(condition=models.Q(('guest', True), models.Q(('email_hash', ''), _negated=True)), fields=('shop', 'email_hash'), name='customer_one_guest_per_email')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('kind', models.CharField(max_length=16)),
                ('granted', models.BooleanField()),
                ('wording', models.TextField()),
                ('at', models.DateTimeField()),
                ('customer', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='customers.customer')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'customer', 'kind', 'id'], name='consent_newest')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='customers_consent_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='customer', name='customers_consent_customer_fk')],
            },
        ),
        migrations.CreateModel(
            name='BuyerSession',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('token_hash', models.CharField(max_length=64)),
                ('data', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('last_seen_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('customer', noren.platform.tenancy.fields.TenantForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='customers.customer')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'expires_at'], name='buyer_session_expiry'), models.Index(fields=['shop', 'customer'], name='customers_b_shop_id_1abac3_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='customers_buyersession_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='customer', name='customers_buyersession_customer_fk'), models.UniqueConstraint(fields=('shop', 'token_hash'), name='buyer_session_token')],
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('recipient', noren.platform.privacy.fields.EncryptedTextField()),
                ('recipient_kana', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('postal_code', noren.platform.privacy.fields.EncryptedTextField()),
                ('prefecture', models.PositiveSmallIntegerField()),
                ('city', noren.platform.privacy.fields.EncryptedTextField()),
                ('street', noren.platform.privacy.fields.EncryptedTextField()),
                ('building', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('phone', noren.platform.privacy.fields.EncryptedTextField()),
                ('is_default', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('customer', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='customers.customer')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'customer'], name='customers_a_shop_id_8291d3_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='customers_address_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='customer', name='customers_address_customer_fk')],
            },
        ),
        migrations.CreateModel(
            name='LineIdentity',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('provider_id', models.CharField(max_length=64)),
                ('subject', noren.platform.privacy.fields.EncryptedTextField()),
                ('subject_hash', models.CharField(max_length=64)),
                ('display_name', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('picture_url', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('is_friend', models.BooleanField(default=False)),
                ('friend_as_of', models.DateTimeField(null=True)),
                ('linked_at', models.DateTimeField()),
                ('customer', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line_identities', to='customers.customer')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'customer'], name='customers_l_shop_id_2e71ad_idx')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='customers_lineidentity_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='customer', name='customers_lineidentity_customer_fk'), models.UniqueConstraint(fields=('shop', 'provider_id', 'subject_hash'), name='line_identity_subject')],
            },
        ),
    ]
