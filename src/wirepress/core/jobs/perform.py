"""Runs one job, and says how it went. Nothing that a job does goes further than this."""

from __future__ import annotations

import inspect
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.core import signals

from wirepress.core.database.retry_conflicts import retry_on_conflict
from wirepress.core.jobs import known

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job went. `retries`: how many repetitions it is owed in all. `every`: of a periodic job, the length of its period."""

    error: str = ""
    seconds: float = 0.0
    answer: Any = None
    retries: int = 0
    every: timedelta | None = None


def perform(name: str, arguments: Mapping[str, Any] | str, number: int = 0) -> Outcome:
    """Run a job to its end. Like a request it has options and connections of its own time.

    `arguments`: also as JSON. `number`: its row's, for the log.
    """
    began, retries, every, error = time.perf_counter(), 3, None, None
    answer: Any = None
    signals.request_started.send(sender=perform, environ={})
    try:
        job = known.find(name)
        every, retries = job.every, 0  # arguments that do not fit will not fit the next time either
        given = json.loads(arguments) if isinstance(arguments, str) else arguments
        inspect.signature(job.run).bind(**given)
        retries = job.retries
        answer = retry_on_conflict(lambda: job.run(**given))
    except (Exception, SystemExit) as raised:  # whatever a job raises: it is repeated later, and the queue goes on
        error = raised
    signals.request_finished.send(sender=perform)
    seconds = time.perf_counter() - began
    said: dict[str, Any] = {"job": name, "id": number, "seconds": round(seconds, 3)}
    if error is not None:
        log.warning("job.failed", error=repr(error), exc_info=not isinstance(error, known.UnknownJob) and error, **said)
        return Outcome(f"{type(error).__name__}: {error}", seconds, retries=retries, every=every)
    write = log.info if answer else log.debug  # what found nothing to do is no news
    write("job.done", answer=shorten(answer), **said)
    return Outcome("", seconds, answer, retries, every)


def shorten(answer: Any) -> str:
    """Return a job's answer, or an error, as a text that fits into a line and into every database."""
    text = "" if answer is None else answer if isinstance(answer, str) else repr(answer)
    return text[:500].encode("utf-8", "replace").decode().replace("\0", "\ufffd")
