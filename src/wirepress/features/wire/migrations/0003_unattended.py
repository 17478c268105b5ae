"""What a source is watched by while nobody looks: its last news, its usual silence, and another feed that its home page names."""

from __future__ import annotations

from django.db import migrations, models

from wirepress.core.fields import OrderedJSONField


class Migration(migrations.Migration):
    dependencies = [("wire", "0002_story_identity")]
    operations = [
        migrations.AddField("source", "last_new", models.DateTimeField(null=True)),
        migrations.AddField("source", "silence", models.IntegerField(default=0)),
        migrations.AddField("source", "silent_after", models.DateTimeField(null=True)),
        migrations.AddField("source", "told_silence", models.DateTimeField(null=True)),
        migrations.AddField("source", "suggested", models.CharField(max_length=2000, default="", blank=True)),
        migrations.AddField("source", "suggested_kind", models.CharField(max_length=20, default="", blank=True)),
        migrations.AddField("source", "suggestions_refused", OrderedJSONField(default=list)),
        migrations.AddField("source", "searched", models.DateTimeField(null=True)),
        migrations.AddField("source", "told_suggestion", models.DateTimeField(null=True)),
    ]
