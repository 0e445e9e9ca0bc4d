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
            name='Cart',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('visit_id', models.UUIDField(null=True)),
                ('customer_id', models.UUIDField(null=True)),
                ('state', models.CharField(default='open', max_length=8)),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'state', 'changed_at'], name='cart_state_changed')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='carts_cart_shop_id'), models.UniqueConstraint(condition=models.Q(('customer_id__isnull', True), ('state', 'open')), fields=('shop', 'visit_id'), name='cart_one_open_per_visit'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('shop', 'customer_id'), name='cart_one_open_per_customer'), models.CheckConstraint(condition=models.Q(('visit_id__isnull', False), ('customer_id__isnull', False), _connector='OR'), name='cart_has_an_owner')],
            },
        ),
        migrations.CreateModel(
            name='CartLine',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('variant_id', models.UUIDField()),
                ('quantity', models.PositiveIntegerField()),
                ('seen_amount', models.PositiveBigIntegerField()),
                ('currency', models.CharField(default='JPY', max_length=3)),
                ('added_at', models.DateTimeField()),
                ('cart', noren.platform.tenancy.fields.TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='carts.cart')),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='carts_cartline_shop_id'), noren.platform.tenancy.constraints.CompositeForeignKey(field='cart', name='carts_cartline_cart_fk'), models.UniqueConstraint(fields=('shop', 'cart', 'variant_id'), name='cart_line_once'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 99)), name='cart_line_quantity')],
            },
        ),
    ]
