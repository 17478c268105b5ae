"""Kept parts of sitemaps. All of it can be made anew from the stories."""

from __future__ import annotations

from django.db import models

from wirepress.core.fields import OrderedJSONField


class SitemapState(models.Model):
    """What was known of the stories of a type when its chunks were last compared with them."""

    type = models.CharField(max_length=20, primary_key=True)
    settings = models.CharField(max_length=64, default="")  # a name of everything else that shows in a chunk
    counts = OrderedJSONField(default=dict)  # period of numbers -> published stories
    hidden = OrderedJSONField(default=list)  # stories kept out of search
    seen = models.DateTimeField(null=True)  # the newest change, in the site's time
    seen_ids = OrderedJSONField(default=list)  # which stories changed in that very second

    class Meta:
        app_label = "seo"

    def __str__(self) -> str:
        return self.type


class SitemapChunk(models.Model):
    """The stories of a type whose numbers lie in a range: one file. The range stays, so a story stays in its file."""

    type = models.CharField(max_length=20)
    number = models.IntegerField()  # in the file's name
    first = models.BigIntegerField()
    until = models.BigIntegerField(null=True)  # excluded; None: the newest chunk
    count = models.IntegerField(default=0)  # addresses in the file
    held = models.IntegerField(default=-1)  # published stories in the range, whether they stand in the file or not
    videos = models.IntegerField(default=0)
    newest = models.DateTimeField(null=True)  # the newest change of its stories, GMT
    stale = models.BooleanField(default=True)
    entries = models.BinaryField(default=b"")  # see entries.pack

    class Meta:
        app_label = "seo"
        constraints = [models.UniqueConstraint(fields=["type", "number"], name="seo_chunk_once")]
        indexes = [models.Index(fields=["type", "first"], name="seo_chunk_range")]

    def __str__(self) -> str:
        return f"{self.type} {self.number}"
