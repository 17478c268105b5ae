from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="Tasting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post_id", models.BigIntegerField(db_index=True)),
                ("taster", models.CharField(max_length=100)),
                ("stars", models.SmallIntegerField()),
                ("moment", models.DateTimeField()),
            ],
        ),
    ]
