import django.db.models.deletion
import noren.kernel.ids
import noren.platform.privacy.fields
import noren.platform.tenancy.constraints
import noren.platform.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('carts', '0001_initial'),
        ('shops', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Checkout',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('state', models.CharField(default='open', max_length=8)),
                ('customer_id', models.UUIDField(null=True)),
                ('language', models.CharField(default='ja', max_length=8)),
                ('email', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('address', noren.platform.privacy.fields.EncryptedJSONField(default=dict)),
                ('note', noren.platform.privacy.fields.EncryptedTextField(blank=True)),
                ('shipping_method_id', models.UUIDField(null=True)),
                ('delivery_date', models.DateField(null=True)),
                ('delivery_slot', models.CharField(blank=True, max_length=16)),
                ('payment_method', models.CharField(blank=True, max_length=24)),
                ('coupon_code', models.CharField(blank=True, max_length=32)),
                ('order_id', models.UUIDField(null=True)),
                ('payment_id', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField()),
                ('placed_at', models.DateTimeField(null=True)),
                ('cart', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checkouts', to='carts.cart')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'customer_id', 'placed_at'], name='checkout_of_customer')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='checkout_checkout_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='cart', name='checkout_checkout_cart_fk'), models.UniqueConstraint(fields=('shop', 'cart'), name='checkout_one_per_cart'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'placed'), _negated=True), models.Q(('order_id__isnull', False), ('placed_at__isnull', False)), _connector='OR'), name='checkout_placed_has_an_order')],
            },
        ),
    ]
