"""The table of jobs: what waits, what is under way, and what has ended lately."""

from __future__ import annotations

from typing import Any

from django.db import models


class NowMs(models.Func):
    """Milliseconds since 1970 by the database's clock: the one clock of all nodes."""

    template = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        template = "(extract(epoch FROM statement_timestamp()) * 1000)::bigint"
        return self.as_sql(compiler, connection, template=template)


class QueuedJob(models.Model):
    """One job. A periodic one has a single row, which waits for the next period when it has ended. Moments are milliseconds."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"  # given up; kept for whoever mends the cause and has it run again
        CANCELLED = "cancelled"

    name = models.CharField(max_length=200)
    arguments = models.TextField(default="{}")  # JSON
    key = models.CharField(
        max_length=400, null=True, unique=True
    )  # held by a job that was not begun yet, and by periodic ones
    periodic = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due = models.BigIntegerField()
    reckoned = models.BigIntegerField(
        null=True
    )  # when `due` was reckoned from now; none: somebody has named the moment
    begun = models.PositiveIntegerField(default=0)  # times that it was begun since it last ended, or was queued
    failed = models.PositiveIntegerField(default=0)  # times that it ended with an error
    holder = models.CharField(max_length=200, default="")  # host, process and a random mark of whoever runs it
    renewed = models.BigIntegerField(null=True)  # the holder's last sign of life
    ended = models.BigIntegerField(null=True)  # when a run last ended, and how:
    seconds = models.FloatField(null=True)
    error = models.TextField(default="")
    result = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["state", "due"], name="jobs_state_due")]
