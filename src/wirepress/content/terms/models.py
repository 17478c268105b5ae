"""Terms of every taxonomy, their meta, and which posts they mark."""

from __future__ import annotations

from django.db import models

from wirepress.core.fields import OrderedJSONField, SortKeyField


class Term(models.Model):
    """One term of one taxonomy. Ids are WordPress's term ids; one id space for all taxonomies."""

    id = models.BigAutoField(primary_key=True)
    taxonomy = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=200)
    description = models.TextField(default="", blank=True)
    parent_id = models.BigIntegerField(default=0)
    count = models.BigIntegerField(default=0)  # published posts, kept in the transaction that changes them
    taxonomy_id = models.BigIntegerField(default=0)  # WordPress's term_taxonomy_id, 0: the same as id
    name_key = SortKeyField(source="name")

    class Meta:
        app_label = "terms"
        indexes = [
            models.Index(fields=["taxonomy", "name_key", "id"], name="term_key_order"),
            models.Index(fields=["taxonomy", "slug"], name="term_slug"),
            models.Index(fields=["taxonomy", "parent_id"], name="term_parent"),
            models.Index(fields=["taxonomy", "-count", "id"], name="term_count_order"),
        ]

    def __str__(self) -> str:
        return self.name


class TermMeta(models.Model):
    """One meta value of a term."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="meta_rows")
    key = models.CharField(max_length=255)
    value = OrderedJSONField(null=True)

    class Meta:
        app_label = "terms"
        indexes = [models.Index(fields=["term", "key"], name="termmeta_term_key")]

    def __str__(self) -> str:
        return f"{self.term_id}:{self.key}"


class TermPost(models.Model):
    """A post (of any type) marked with a term. `post_id` carries no constraint: imports may name posts that come later."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="post_rows")
    post_id = models.BigIntegerField()
    position = models.IntegerField(default=0)

    class Meta:
        app_label = "terms"
        constraints = [models.UniqueConstraint(fields=["post_id", "term"], name="termpost_once")]
        indexes = [models.Index(fields=["term", "post_id"], name="termpost_term_post")]

    def __str__(self) -> str:
        return f"{self.term_id}-{self.post_id}"
