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
            name='ImportRun',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('resource', models.CharField(max_length=32)),
                ('file_name', models.CharField(max_length=255)),
                ('content', models.BinaryField(default=b'')),
                ('digest', models.CharField(max_length=64)),
                ('options', models.JSONField(default=dict)),
                ('state', models.CharField(default='previewed', max_length=16)),
                ('preview', models.JSONField(default=dict)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('created_count', models.PositiveIntegerField(default=0)),
                ('updated_count', models.PositiveIntegerField(default=0)),
                ('unchanged_count', models.PositiveIntegerField(default=0)),
                ('actor_kind', models.CharField(max_length=16)),
                ('actor_id', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'resource', 'id'], name='import_run_newest')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='importexport_importrun_shop_id')],
            },
        ),
    ]
