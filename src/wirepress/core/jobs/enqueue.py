"""Puts a job into the queue: now, or for later.

Inside a transaction it is queued when the transaction commits, and never when it is rolled back. Between the commit and the
queue a process may be killed: who must not lose a job writes a row in the same transaction, and has a periodic job look for
such rows.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from wirepress.core.jobs.message import Message
from wirepress.core.jobs.stores.opened import store

log = structlog.get_logger(__name__)


class QueueAway(OSError):
    """The queue cannot be reached; nothing was queued."""


def enqueue(name: str, /, **arguments: Any) -> str:
    """Queue a job; answers its number. Raises WrongArguments, and QueueAway outside of a transaction."""
    return _put(Message(name, arguments), None)


def enqueue_later(name: str, when: timedelta | datetime, /, **arguments: Any) -> str:
    """Queue a job for a moment (GMT, naive or aware) or for after a while; answers its number. Raises like enqueue()."""
    if isinstance(when, timedelta):
        at = time.time() + when.total_seconds()
    else:
        at = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    return _put(Message(name, arguments), at)


def _put(message: Message, at: float | None) -> str:
    data = message.packed()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(lambda: _told(message, data, at))
    else:
        _push(message, data, at)
    return message.id


def _told(message: Message, data: bytes, at: float | None) -> None:
    """After the commit: what was written is written, so its writer is not told of an error of the queue; the log is."""
    try:
        _push(message, data, at)
    except QueueAway as error:
        log.error("job.not_queued", job=message.job, id=message.id, error=str(error))


def _push(message: Message, data: bytes, at: float | None) -> None:
    """Once more when the line was cut meanwhile: an idle connection notices it only now."""
    for last in (False, True):
        try:
            queue = store()
        except Exception as error:
            raise QueueAway(f"The queue of jobs cannot be opened: {error}. Look at jobs_url.") from error
        try:
            if at is None:
                queue.enqueue(data)
            else:
                queue.put_later(data, at)
        except queue.errors as error:
            if last:
                raise QueueAway(
                    f"The queue of jobs cannot be reached: {error}. Job '{message.job}' was not queued."
                ) from error
        else:
            return
