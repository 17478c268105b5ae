"""What is to be seen of the queue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huey.constants import EmptyData

from wirepress.core.hooks import Job
from wirepress.core.jobs import known
from wirepress.core.jobs.message import mark
from wirepress.core.jobs.stores.opened import store


@dataclass(frozen=True, slots=True)
class Line:
    """One job: the last time that it was run (at, seconds, error, answer), and how many of it wait or are under way."""

    job: Job
    last: Mapping[str, Any] | None
    waiting: int


def lines() -> list[Line]:
    """Every job there is."""
    queue = store()
    waiting = [bytes(data) for data in [*queue.enqueued_items(), *queue.scheduled_items()]]
    found = []
    for job in known.every().values():
        kept = queue.peek_data(f"last:{job.name}")
        last = None if kept is EmptyData else json.loads(bytes(kept))
        found.append(Line(job, last, sum(mark(job.name) in data for data in waiting)))
    return found
