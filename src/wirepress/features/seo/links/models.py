"""Which story links to which."""

from __future__ import annotations

from django.db import models

from wirepress.content.posts.models import Post


class StoryLink(models.Model):
    """A link in the text of one story or page to another one of the site."""

    source = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        app_label = "seo"
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="storylink_once")]
        indexes = [models.Index(fields=["target", "source"], name="storylink_target")]

    def __str__(self) -> str:
        return f"{self.source_id} -> {self.target_id}"
