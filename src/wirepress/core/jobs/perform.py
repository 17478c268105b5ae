"""Runs one job, and says how it went. Nothing that a job does goes further than this."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

import structlog
from django.core import signals

from wirepress.core.database.retry_conflicts import retry_on_conflict
from wirepress.core.jobs import known
from wirepress.core.jobs.message import Message

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job went. `retries`: how many repetitions it is owed in all."""

    error: str = ""
    seconds: float = 0.0
    answer: Any = None
    retries: int = 3


def perform(message: Message) -> Outcome:
    """Run a job to its end. Like a request it has options and connections of its own time."""
    began, retries = time.perf_counter(), 3
    signals.request_started.send(sender=perform, environ={})
    try:
        job = known.find(message.job)
        retries = job.retries
        answer = retry_on_conflict(lambda: job.run(**message.arguments))
    except Exception as error:  # whatever a job raises: it is repeated later, and the queue goes on
        seconds = time.perf_counter() - began
        trace = not isinstance(error, known.UnknownJob)
        log.warning(
            "job.failed", job=message.job, id=message.id, error=repr(error), seconds=round(seconds, 3), exc_info=trace
        )
        return Outcome(f"{type(error).__name__}: {error}", seconds, retries=retries)
    finally:
        signals.request_finished.send(sender=perform)
    seconds = time.perf_counter() - began
    tell = log.info if answer else log.debug  # what found nothing to do is no news
    tell("job.done", job=message.job, id=message.id, seconds=round(seconds, 3), answer=short(answer))
    return Outcome("", seconds, answer, retries)


def short(answer: Any) -> Any:
    """A job's answer as far as it fits into a line."""
    text = answer if answer is None or isinstance(answer, int | float | bool | str) else repr(answer)
    return text[:200] if isinstance(text, str) else text


def record(outcome: Outcome, at: float) -> bytes:
    """What is kept of the last time that a job was run."""
    return json.dumps(
        {"at": at, "seconds": round(outcome.seconds, 3), "error": outcome.error[:500], "answer": short(outcome.answer)}
    ).encode()
