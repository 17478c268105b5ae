"""The plugin's own table."""

from __future__ import annotations

from django.db import models


class Tasting(models.Model):
    """What somebody of the kitchen thought of a recipe."""

    post_id = models.BigIntegerField(
        db_index=True
    )  # a number, no foreign key: content is deleted without asking plugins
    taster = models.CharField(max_length=100)
    stars = models.SmallIntegerField()  # 1 to 5
    moment = models.DateTimeField()  # GMT

    def __str__(self) -> str:
        return f"{self.taster}: {self.stars}"
