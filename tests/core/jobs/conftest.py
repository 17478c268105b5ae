"""Jobs of a test's own, and what became of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wirepress.core.hooks import Job
from wirepress.core.jobs import known
from wirepress.core.jobs.models import QueuedJob

Declare = Callable[..., None]
HOUR = 3_600_000


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Makes these the only jobs."""

    def only(*jobs: Job) -> None:
        monkeypatch.setattr(known, "_sources", [lambda: jobs])

    return only


def row(name: str) -> QueuedJob:
    """The only row of that name."""
    return QueuedJob.objects.get(name=name)


def pass_time(ms: int = 100 * HOUR) -> None:
    """As if so long had passed: what is written is older. A negative time: as if the clock had been set back."""
    for one in QueuedJob.objects.all():
        for field in ("due", "reckoned", "renewed", "ended"):
            if getattr(one, field) is not None:
                setattr(one, field, getattr(one, field) - ms)
        one.save()
