import django.db.models.deletion
import noren.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('shops', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxEvent',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('name', models.CharField(max_length=64)),
                ('version', models.PositiveSmallIntegerField()),
                ('subject_id', models.UUIDField()),
                ('payload', models.JSONField()),
                ('actor_kind', models.CharField(max_length=16)),
                ('actor_id', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'name', 'id'], name='outbox_event_name'), models.Index(fields=['shop', 'subject_id', 'id'], name='outbox_event_subject')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='outbox_outboxevent_shop_id')],
            },
        ),
    ]
