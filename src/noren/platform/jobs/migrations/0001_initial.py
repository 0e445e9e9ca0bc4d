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
            name='Job',
            fields=[
                ('id', models.UUIDField(default=noren.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shop', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.shop')),
                ('task', models.CharField(max_length=200)),
                ('arguments', models.JSONField(default=dict)),
                ('lane', models.CharField(blank=True, max_length=200)),
                ('priority', models.SmallIntegerField(default=0)),
                ('run_after', models.DateTimeField()),
                ('state', models.CharField(default='queued', max_length=16)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_token', models.UUIDField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('last_error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['shop', 'state', 'run_after'], name='job_due'), models.Index(condition=models.Q(('lane', ''), _negated=True), fields=['shop', 'lane', 'id'], name='job_lane')],
                'constraints': [models.UniqueConstraint(fields=('shop', 'id'), name='jobs_job_shop_id')],
            },
        ),
    ]
