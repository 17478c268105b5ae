"""The lists of what is read most, as they stand, and which stories show one."""

from __future__ import annotations

from django.db import models


class PopularStory(models.Model):
    """A place on a list. Written when a list has changed, so that pages that show it stay as long as it does."""

    window = models.CharField(max_length=8)  # day, week, month
    place = models.SmallIntegerField()  # from 1 on
    post_id = models.BigIntegerField()
    views = models.BigIntegerField(default=0)

    class Meta:
        app_label = "analytics"
        constraints = [models.UniqueConstraint(fields=["window", "place"], name="analytics_popular_place")]

    def __str__(self) -> str:
        return f"{self.window} {self.place}: {self.post_id}"


class PopularPlace(models.Model):
    """A story with a list in its text. `changed` grows with each change of a list: then its documents are old."""

    post_id = models.BigIntegerField(primary_key=True)
    changed = models.BigIntegerField(default=0)

    class Meta:
        app_label = "analytics"
