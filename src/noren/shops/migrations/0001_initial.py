import django.db.models.deletion
import noren.kernel.ids
import noren.platform.privacy.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Shop',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('state', models.CharField(default='preparing', max_length=16)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('language', models.CharField(default='ja', max_length=8)),
                ('created_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ShopHost',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosts', to='shops.shop')),
                ('host', models.CharField(max_length=253, unique=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('role', models.CharField(max_length=16)),
                ('created_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shops_membership_shop_id'), models.UniqueConstraint(fields=('shop', 'account'), name='membership_once')],
            },
        ),
        migrations.CreateModel(
            name='LegalNotice',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('seller_kind', models.CharField(default='individual', max_length=16)),
                ('seller_name', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('representative', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('address', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('phone', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('phone_hours', models.CharField(blank=True, max_length=120)),
                ('email', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('disclose_on_request', models.BooleanField(default=False)),
                ('price_terms', models.TextField(blank=True)),
                ('extra_charges', models.TextField(blank=True)),
                ('payment_terms', models.TextField(blank=True)),
                ('delivery_time', models.TextField(blank=True)),
                ('return_policy', models.TextField(blank=True)),
                ('application_period', models.TextField(blank=True)),
                ('special_conditions', models.TextField(blank=True)),
                ('environment', models.TextField(blank=True)),
                ('updated_at', models.DateTimeField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shops_legalnotice_shop_id'), models.UniqueConstraint(fields=('shop',), name='legal_notice_one_per_shop')],
            },
        ),
        migrations.CreateModel(
            name='ContentVersion',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('version', models.BigIntegerField(default=1)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shops_contentversion_shop_id'), models.UniqueConstraint(fields=('shop',), name='content_version_one_per_shop')],
            },
        ),
        migrations.CreateModel(
            name='ContactRequest',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('number', models.PositiveIntegerField()),
                ('topic', models.CharField(max_length=16)),
                ('name', noren.platform.privacy.fields.EncryptedTextField()),
                ('email', noren.platform.privacy.fields.EncryptedTextField()),
                ('order_number', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('body', noren.platform.privacy.fields.EncryptedTextField()),
                ('language', models.CharField(default='ja', max_length=8)),
                ('state', models.CharField(default='open', max_length=16)),
                ('created_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_note', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'state', 'number'], name='contact_request_state')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shops_contactrequest_shop_id'), models.UniqueConstraint(fields=('shop', 'number'), name='contact_request_number')],
            },
        ),
        migrations.CreateModel(
            name='ShopCounter',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('name', models.CharField(max_length=32)),
                ('value', models.BigIntegerField(default=0)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shops_shopcounter_shop_id'), models.UniqueConstraint(fields=('shop', 'name'), name='shop_counter_name')],
            },
        ),
        migrations.CreateModel(
            name='ShopProfile',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('seller_name', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('postal_code', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('prefecture', models.PositiveSmallIntegerField(null=True)),
                ('city', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('street', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('building', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('phone', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('email', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('tagline', models.CharField(blank=True, max_length=120)),
                ('introduction', models.TextField(blank=True)),
                ('announcement', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shops_shopprofile_shop_id'), models.UniqueConstraint(fields=('shop',), name='shop_profile_one_per_shop')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('reason', noren.platform.privacy.fields.EncryptedTextField()),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shops_suspension_shop_id'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('shop',), name='suspension_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('layout', models.CharField(default='standard', max_length=16)),
                ('primary_color', models.CharField(default='#1F3A5F', max_length=7)),
                ('accent_color', models.CharField(default='#C73E2A', max_length=7)),
                ('paper_color', models.CharField(default='#FAF8F4', max_length=7)),
                ('ink_color', models.CharField(default='#1B1F24', max_length=7)),
                ('radius', models.PositiveSmallIntegerField(default=6)),
                ('logo_id', models.UUIDField(null=True)),
                ('hero_image_id', models.UUIDField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='shops_theme_shop_id'), models.UniqueConstraint(fields=('shop',), name='theme_one_per_shop')],
            },
        ),
    ]
