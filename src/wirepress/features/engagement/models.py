"""Counters of reactions and who left them."""

from __future__ import annotations

from django.db import models

from wirepress.content.posts.models import Post


class ReactionCount(models.Model):
    """How often a reaction was left on a post. Below zero is possible: imported sites have such counts."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    reaction = models.SmallIntegerField()  # 1 to 6, see reactions/kinds.py
    count = models.BigIntegerField(default=0)
    imported = models.BigIntegerField(default=0)  # what the last import said, so that a repeated one adds nothing

    class Meta:
        app_label = "engagement"
        constraints = [models.UniqueConstraint(fields=["post", "reaction"], name="reactioncount_once")]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.reaction}: {self.count}"


class ReaderReaction(models.Model):
    """The one reaction of one reader on a post. `day` is None for readers of an import, who are kept."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    reader = models.CharField(max_length=32)  # see reactions/reader.py
    reaction = models.SmallIntegerField()
    day = models.DateField(null=True)

    class Meta:
        app_label = "engagement"
        constraints = [models.UniqueConstraint(fields=["post", "reader"], name="readerreaction_once")]
        indexes = [
            models.Index(fields=["day"], name="readerreaction_day"),
            models.Index(fields=["reader"], name="readerreaction_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.reaction}"
