"""Rolled-up counts, and what is kept of the running day to count each reader once.

Days are the site's own, hours are GMT. `post_id` 0 is the whole site. What a `value` is, its dimension says.
"""

from __future__ import annotations

from django.db import models

from wirepress.features.analytics.popular import models as popular  # noqa: F401  Django knows the models of an app by this module


class DayCount(models.Model):
    """What was counted on one day. `readers`: different ones of that day; `seconds`: attention; `events`: what is no page view."""

    pk = models.CompositePrimaryKey("post_id", "dimension", "day", "value")
    post_id = models.BigIntegerField()
    dimension = models.SmallIntegerField()
    day = models.DateField()
    value = models.BigIntegerField()
    views = models.BigIntegerField(default=0)
    readers = models.BigIntegerField(default=0)
    visits = models.BigIntegerField(default=0)  # that began with one of these views
    seconds = models.BigIntegerField(default=0)
    events = models.BigIntegerField(default=0)

    class Meta:
        app_label = "analytics"


class HourCount(models.Model):
    """What was counted in one hour: of the site and of each story in all, and of the site by channel."""

    pk = models.CompositePrimaryKey("post_id", "dimension", "hour", "value")
    post_id = models.BigIntegerField()
    dimension = models.SmallIntegerField()
    hour = models.DateTimeField()
    value = models.BigIntegerField()
    views = models.BigIntegerField(default=0)
    readers = models.BigIntegerField(default=0)  # of the site in all only
    seconds = models.BigIntegerField(default=0)

    class Meta:
        app_label = "analytics"


class MinuteCount(models.Model):
    """Views of the last hours by the minute (seconds since 1970 / 60)."""

    pk = models.CompositePrimaryKey("minute", "post_id")
    minute = models.IntegerField()
    post_id = models.BigIntegerField()
    views = models.IntegerField(default=0)

    class Meta:
        app_label = "analytics"


class Label(models.Model):
    """A text that counts are broken down by."""

    dimension = models.SmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        app_label = "analytics"
        constraints = [models.UniqueConstraint(fields=["dimension", "text"], name="analytics_label_once")]

    def __str__(self) -> str:
        return self.text


class StoryVersion(models.Model):
    """A text of a story with its headline, as readers have seen it. `token` is what its page carries."""

    post_id = models.BigIntegerField()
    token = models.CharField(max_length=16)
    headline = models.TextField(default="")
    since = models.DateTimeField(null=True)  # GMT; when it was first seen or made

    class Meta:
        app_label = "analytics"
        constraints = [models.UniqueConstraint(fields=["post_id", "token"], name="analytics_version_once")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.token}"


class DayReader(models.Model):
    """A reader of the running day: a hash with a salt that is thrown away when the day ends, and the row with it."""

    pk = models.CompositePrimaryKey("day", "reader")
    day = models.DateField()
    reader = models.BigIntegerField()
    first = models.BigIntegerField()  # seconds since 1970
    last = models.BigIntegerField()
    last_post = models.BigIntegerField(default=0)
    last_hour = models.BigIntegerField(default=0)  # of the last view, hours since 1970
    views = models.IntegerField(default=0)
    visits = models.IntegerField(default=0)
    seconds = models.IntegerField(default=0)

    class Meta:
        app_label = "analytics"
        indexes = [models.Index(fields=["last"], name="analytics_reader_last")]


class DaySketch(models.Model):
    """Which readers of the running day are in a count (see rollups/sketch.py). Deleted when the day ends."""

    pk = models.CompositePrimaryKey("day", "post_id", "dimension", "value")
    day = models.DateField()
    post_id = models.BigIntegerField()
    dimension = models.SmallIntegerField()
    value = models.BigIntegerField()
    registers = models.BinaryField()

    class Meta:
        app_label = "analytics"


class DaySalt(models.Model):
    """The salt of one day. It is deleted when the day ends, and no reader of that day can be told again."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

    class Meta:
        app_label = "analytics"


class Progress(models.Model):
    """How far a reader of recorded events has come: `name` is a file of the spool, or a sink and a file."""

    name = models.CharField(max_length=200, primary_key=True)
    place = models.BigIntegerField(default=0)  # bytes
    moment = models.DateTimeField(null=True)  # GMT; when that was written

    class Meta:
        app_label = "analytics"

    def __str__(self) -> str:
        return f"{self.name}: {self.place}"


class ImportedViews(models.Model):
    """Views that another counter had counted before. `day` None: all of them until then."""

    post_id = models.BigIntegerField()
    origin = models.CharField(max_length=40)  # "booster", "wpp", "jetpack"
    day = models.DateField(null=True)
    views = models.BigIntegerField(default=0)

    class Meta:
        app_label = "analytics"
        indexes = [models.Index(fields=["post_id", "origin", "day"], name="analytics_imported_post")]
