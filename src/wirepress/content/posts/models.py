"""Posts of every type (posts, pages, attachments, revisions, blocks ...): one table, one id space, as WordPress has it."""

from __future__ import annotations

from django.db import models

from wirepress.content.posts import search_models as finding  # noqa: F401  Django knows the models of an app by this module
from wirepress.content.users.models import User
from wirepress.core.fields import OrderedJSONField, SortKeyField


class Post(models.Model):
    """One row of content. `date` is the site's local time, `date_gmt` GMT; either may be absent."""

    id = models.BigAutoField(primary_key=True)
    type = models.CharField(max_length=20, default="post")
    status = models.CharField(max_length=20, default="draft")
    author = models.ForeignKey(User, on_delete=models.DO_NOTHING, db_constraint=False, default=0, related_name="posts")
    title = models.TextField(default="", blank=True)
    content = models.TextField(default="", blank=True)
    excerpt = models.TextField(default="", blank=True)
    rendered_fields = models.CharField(
        max_length=40, default="", blank=True
    )  # fields known only rendered: "title content excerpt"
    slug = models.CharField(max_length=200, default="", blank=True)
    password = models.CharField(max_length=255, default="", blank=True)
    guid = models.CharField(max_length=255, default="", blank=True)
    parent_id = models.BigIntegerField(default=0)
    menu_order = models.IntegerField(default=0)
    mime_type = models.CharField(max_length=100, default="", blank=True)
    date = models.DateTimeField(null=True, blank=True)
    date_gmt = models.DateTimeField(null=True, blank=True)
    modified = models.DateTimeField(null=True, blank=True)
    modified_gmt = models.DateTimeField(null=True, blank=True)
    comment_status = models.CharField(max_length=20, default="open")
    ping_status = models.CharField(max_length=20, default="open")
    comment_count = models.BigIntegerField(default=0)
    to_ping = models.TextField(default="", blank=True)
    pinged = models.TextField(default="", blank=True)
    content_filtered = models.TextField(default="", blank=True)
    featured_media = models.BigIntegerField(default=0)
    sticky = models.BooleanField(default=False)
    template = models.CharField(max_length=200, default="", blank=True)
    title_key = SortKeyField(source="title")

    class Meta:
        app_label = "posts"
        indexes = [
            models.Index(fields=["type", "status", "-date", "-id"], name="post_date_order"),
            models.Index(fields=["type", "status", "-modified", "-id"], name="post_modified_order"),
            models.Index(fields=["slug"], name="post_slug"),
            models.Index(fields=["parent_id", "type", "status"], name="post_parent"),
            models.Index(fields=["author", "type", "status", "-date", "-id"], name="post_author_order"),
            models.Index(fields=["status", "date_gmt"], name="post_due"),
            models.Index(fields=["guid"], name="post_guid"),
            models.Index(fields=["id"], name="post_sticky", condition=models.Q(sticky=True)),
        ]

    def __str__(self) -> str:
        return self.title or f"({self.type} {self.id})"


class PostMeta(models.Model):
    """One meta value of a post; several rows may share a key. Registered keys are shown, all are kept."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="meta_rows")
    key = models.CharField(max_length=255)
    value = OrderedJSONField(null=True)

    class Meta:
        app_label = "posts"
        indexes = [
            models.Index(fields=["post", "key"], name="postmeta_post_key"),
            models.Index(fields=["key"], name="postmeta_key"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}:{self.key}"


class PostTotal(models.Model):
    """Kept totals: how many posts of a type have a status. Changed in the transaction that changes the posts."""

    type = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    count = models.BigIntegerField(default=0)

    class Meta:
        app_label = "posts"
        constraints = [models.UniqueConstraint(fields=["type", "status"], name="posttotal_once")]

    def __str__(self) -> str:
        return f"{self.type}/{self.status}: {self.count}"


class PostBucket(models.Model):
    """How many posts fall into a period (see kept/scopes.py); written by triggers only. On PostgreSQL a bucket may have several rows,
    which are summed: writers add one instead of waiting for each other."""

    scope = models.SmallIntegerField()
    ref = models.BigIntegerField(default=0)
    type = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    period = models.IntegerField()
    count = models.BigIntegerField(default=0)

    class Meta:
        app_label = "posts"
        indexes = [models.Index(fields=["scope", "ref", "type", "status", "period", "count"], name="postbucket_order")]

    def __str__(self) -> str:
        return f"{self.scope}:{self.ref}/{self.type}/{self.status}/{self.period}: {self.count}"


class Listed(models.Model):
    """A published post in the list of a term (see kept/scopes.py); written by triggers only."""

    pk = models.CompositePrimaryKey("scope", "ref", "type", "date", "post_id")
    scope = models.SmallIntegerField()
    ref = models.BigIntegerField()
    type = models.CharField(max_length=20)
    date = models.DateTimeField()
    post_id = models.BigIntegerField()

    class Meta:
        app_label = "posts"

    def __str__(self) -> str:
        return f"{self.scope}:{self.ref} {self.date} {self.post_id}"
