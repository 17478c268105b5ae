"""What is still to be told, and what became of the last tellings. Moments are naive and GMT."""

from __future__ import annotations

from django.db import models


class Notification(models.Model):
    """An address that a service is still to be told of. One that was told is deleted; one given up keeps its reason for a while."""

    service = models.CharField(max_length=200)  # "indexnow", or the address of a hub
    url = models.CharField(max_length=2000)
    key = models.BigIntegerField()  # number of service and address: each waits once
    tries = models.SmallIntegerField(default=0)
    due = models.DateTimeField()
    given_up = models.BooleanField(default=False)
    error = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        app_label = "seo"
        constraints = [models.UniqueConstraint(fields=["key"], name="seo_notification_once")]
        indexes = [models.Index(fields=["given_up", "service", "due"], name="seo_notification_due")]

    def __str__(self) -> str:
        return f"{self.service}: {self.url}"
