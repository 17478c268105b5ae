"""Lists of what is read most."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("analytics", "0001_counts")]

    operations = [
        migrations.CreateModel(
            name="PopularStory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("window", models.CharField(max_length=8)),
                ("place", models.SmallIntegerField()),
                ("post_id", models.BigIntegerField()),
                ("views", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("window", "place"), name="analytics_popular_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PopularPlace",
            fields=[
                ("post_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("changed", models.BigIntegerField(default=0)),
            ],
        ),
    ]
