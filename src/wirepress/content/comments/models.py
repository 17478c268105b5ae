"""Comments, pings and editors' notes, with their meta."""

from __future__ import annotations

from django.db import models

from wirepress.core.fields import OrderedJSONField


class Comment(models.Model):
    """One comment. `approved` holds WordPress's words: 1, 0, spam, trash, post-trashed."""

    id = models.BigAutoField(primary_key=True)
    post_id = models.BigIntegerField(default=0)
    parent_id = models.BigIntegerField(default=0)
    user_id = models.BigIntegerField(default=0)
    author_name = models.TextField(default="", blank=True)
    author_email = models.CharField(max_length=100, default="", blank=True)
    author_url = models.CharField(max_length=200, default="", blank=True)
    author_ip = models.CharField(max_length=100, default="", blank=True)
    agent = models.CharField(max_length=255, default="", blank=True)
    date = models.DateTimeField(null=True, blank=True)
    date_gmt = models.DateTimeField(null=True, blank=True)
    content = models.TextField(default="", blank=True)
    karma = models.IntegerField(default=0)
    approved = models.CharField(max_length=20, default="1")
    type = models.CharField(max_length=20, default="comment")

    class Meta:
        app_label = "comments"
        indexes = [
            models.Index(fields=["approved", "-date_gmt", "-id"], name="comment_date_order"),
            models.Index(fields=["post_id", "approved", "-date_gmt"], name="comment_post"),
            models.Index(fields=["parent_id"], name="comment_parent"),
            models.Index(fields=["user_id"], name="comment_user"),
            models.Index(fields=["author_email"], name="comment_email"),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.content[:40]}"


class CommentMeta(models.Model):
    """One meta value of a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="meta_rows")
    key = models.CharField(max_length=255)
    value = OrderedJSONField(null=True)

    class Meta:
        app_label = "comments"
        indexes = [models.Index(fields=["comment", "key"], name="commentmeta_key")]

    def __str__(self) -> str:
        return f"{self.comment_id}:{self.key}"
