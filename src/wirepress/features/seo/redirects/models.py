"""Rules, and the addresses at which readers found nothing. Moments are naive and GMT."""

from __future__ import annotations

from django.db import models

from wirepress.core.fields import OrderedJSONField


class RedirectRule(models.Model):
    """A rule. Exact ones are looked up by `key`, pattern ones are tried in the order of `position` and id."""

    match = models.CharField(max_length=10, default="exact")  # see rules.MATCHES
    source = models.CharField(max_length=2000)  # a path with its query from the root, or a pattern
    key = models.BigIntegerField(default=0)  # addresses.number_of the source; of a pattern, of its text
    target = models.CharField(max_length=2000, default="", blank=True)
    target_key = models.BigIntegerField(null=True)  # number of a target of the site itself
    code = models.SmallIntegerField(default=301)
    query = models.CharField(max_length=12, default="pass")  # see rules.QUERY_MODES
    ignore_case = models.BooleanField(default=True)
    ignore_slash = models.BooleanField(default=True)
    enabled = models.BooleanField(default=True)
    group = models.CharField(max_length=60, default="manual", blank=True)
    position = models.IntegerField(default=0)
    note = models.CharField(max_length=300, default="", blank=True)
    post_id = models.BigIntegerField(null=True)  # the story that was here, of rules made by themselves
    hits = models.BigIntegerField(default=0)
    last_hit = models.DateTimeField(null=True)
    created = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        app_label = "seo"
        indexes = [
            models.Index(fields=["key"], name="seo_redirect_key"),
            models.Index(fields=["target_key"], name="seo_redirect_target"),
            models.Index(fields=["match", "position", "id"], name="seo_redirect_order"),
            models.Index(fields=["post_id"], name="seo_redirect_post"),
            models.Index(fields=["group", "id"], name="seo_redirect_group"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target or self.code}"


class PatternsVersion(models.Model):
    """One row whose number is another one after every change of a pattern rule: each process knows by it whether its patterns are still true."""

    number = models.BigIntegerField(default=0)

    class Meta:
        app_label = "seo"

    def __str__(self) -> str:
        return str(self.number)


class MissingAddress(models.Model):
    """An address at which there was nothing, and how often it was asked for. No more rows than the settings allow."""

    key = models.BigIntegerField(unique=True)  # addresses.number_of the path as it was asked for
    path = models.CharField(max_length=500)
    readers = models.BigIntegerField(default=0)
    bots = models.BigIntegerField(default=0)
    referrers = OrderedJSONField(default=dict)  # address -> times, the most frequent ones
    first = models.DateTimeField()
    last = models.DateTimeField()

    class Meta:
        app_label = "seo"
        indexes = [models.Index(fields=["readers", "last"], name="seo_missing_rank")]

    def __str__(self) -> str:
        return self.path
