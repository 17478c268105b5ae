"""Counters of what readers did with a story, and who voted."""

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


class LikeCount(models.Model):
    """How often a post was liked (1) or disliked (2). Below zero is possible: imported sites have such counts."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    choice = models.SmallIntegerField()  # see likes/kinds.py
    count = models.BigIntegerField(default=0)
    imported = models.BigIntegerField(default=0)  # what the last import said

    class Meta:
        app_label = "engagement"
        constraints = [models.UniqueConstraint(fields=["post", "choice"], name="likecount_once")]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.choice}: {self.count}"


class ReaderLike(models.Model):
    """The one like or dislike of one reader on a post. `day` is None for readers of an import, who are kept."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    reader = models.CharField(max_length=32)  # see reactions/reader.py
    choice = models.SmallIntegerField()
    day = models.DateField(null=True)

    class Meta:
        app_label = "engagement"
        constraints = [models.UniqueConstraint(fields=["post", "reader"], name="readerlike_once")]
        indexes = [
            models.Index(fields=["day"], name="readerlike_day"),
            models.Index(fields=["reader"], name="readerlike_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.choice}"


class PostCount(models.Model):
    """A number of a post that only grows: `views`, and `share.NETWORK` for each network that it was shared to."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    count = models.BigIntegerField(default=0)
    imported = models.BigIntegerField(default=0)  # what the last import said

    class Meta:
        app_label = "engagement"
        constraints = [models.UniqueConstraint(fields=["post", "name"], name="postcount_once")]
        indexes = [models.Index(fields=["name", "-count"], name="postcount_most")]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.name}: {self.count}"


class DailyViews(models.Model):
    """How often a post was read on a day of the site's own calendar."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    count = models.BigIntegerField(default=0)

    class Meta:
        app_label = "engagement"
        constraints = [models.UniqueConstraint(fields=["post", "day"], name="dailyviews_once")]
        indexes = [models.Index(fields=["day", "post", "count"], name="dailyviews_day")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.day}: {self.count}"
