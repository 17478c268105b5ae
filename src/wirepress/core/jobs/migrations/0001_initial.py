
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='QueuedJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('arguments', models.TextField(default='{}')),
                ('key', models.CharField(max_length=400, null=True, unique=True)),
                ('periodic', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=10)),
                ('due', models.BigIntegerField()),
                ('reckoned', models.BigIntegerField(null=True)),
                ('begun', models.PositiveIntegerField(default=0)),
                ('failed', models.PositiveIntegerField(default=0)),
                ('holder', models.CharField(default='', max_length=200)),
                ('renewed', models.BigIntegerField(null=True)),
                ('ended', models.BigIntegerField(null=True)),
                ('seconds', models.FloatField(null=True)),
                ('error', models.TextField(default='')),
                ('result', models.TextField(default='')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due'], name='jobs_state_due')],
            },
        ),
    ]
