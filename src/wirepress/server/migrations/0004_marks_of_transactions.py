from django.db import migrations, models


def a_row_for_each_transaction(apps, schema_editor):
    """PostgreSQL: writers add rows of their own instead of changing those of others, so that nobody waits for a mark."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE delivery_stale DROP CONSTRAINT delivery_stale_pkey, ADD PRIMARY KEY (id, xid)")


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0003_finished_pages"),
    ]

    operations = [
        migrations.AddField(
            model_name="stale",
            name="xid",
            field=models.BigIntegerField(default=0),
        ),
        migrations.RunPython(a_row_for_each_transaction, migrations.RunPython.noop, elidable=False),
    ]
