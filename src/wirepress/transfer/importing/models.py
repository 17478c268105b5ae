"""Imports that were asked for in the newsroom: what is brought in, how far it is, and what it said at its end."""

from __future__ import annotations

from django.db import models

from wirepress.core.fields import OrderedJSONField


class ImportRun(models.Model):
    """One import. Moments are GMT, naive."""

    class State(models.TextChoices):
        WAITING = "waiting"  # for a worker
        RUNNING = "running"
        STOPPED = "stopped"  # somebody stopped it: it goes on where it was when it is resumed
        FINISHED = "finished"
        FAILED = "failed"  # nothing could be read, or an error; `message` says what

    request = OrderedJSONField()  # ImportRequest.to_json()
    kinds = models.TextField(default="", blank=True)  # what was recognised, in words
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stop = models.BooleanField(default=False)  # somebody wants it to stop
    step = models.CharField(max_length=200, default="", blank=True)
    done = models.BigIntegerField(default=0)  # of the step, in its own unit
    total = models.BigIntegerField(default=0)  # 0: not known
    report = OrderedJSONField(default=dict, blank=True)  # Report.summary(), when it has ended
    message = models.TextField(default="", blank=True)
    user_id = models.BigIntegerField(default=0)  # who asked for it
    created = models.DateTimeField()
    begun = models.DateTimeField(null=True, blank=True)
    seen = models.DateTimeField(null=True, blank=True)  # last sign of life
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "importing"
        indexes = [models.Index(fields=["state"], name="importrun_state")]

    def __str__(self) -> str:
        return f"Import {self.pk}: {self.state}"
