"""Puts a job into the queue: a row that is written in the caller's transaction, and is committed or rolled back with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models.expressions import Combinable

from wirepress.core.jobs.models import NowMs, QueuedJob
from wirepress.settings import limits

KEY_MAX: Final = 150  # characters of a name, and of a key


class WrongArguments(ValueError):
    """A job's arguments are no JSON or too long, or its name or key is; the message says which."""


def enqueue(name: str, /, **arguments: Any) -> int:
    """Queue a job; return its number. Raises WrongArguments."""
    return _insert(name, arguments, NowMs())


def enqueue_later(name: str, when: timedelta | datetime, /, **arguments: Any) -> int:
    """Queue a job for a moment (GMT, naive or aware) or for after a while; return its number. Raises WrongArguments."""
    if isinstance(when, timedelta):
        return _insert(name, arguments, NowMs() + int(when.total_seconds() * 1000))
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return _insert(name, arguments, int(aware.timestamp() * 1000))


def enqueue_once(name: str, key: str, /, **arguments: Any) -> int:
    """Queue a job unless one of that name and key waits that nobody has begun; return the number of the one that waits.

    One that is under way does not count: it may have read already what the caller changes. Until the caller's transaction has ended
    no worker begins the one that waits, so it sees what the caller has written.
    """
    return _insert(name, arguments, NowMs(), f"once:{len(name)}:{name}:{_checked('key', name, key)}")


def _checked(what: str, name: str, text: str) -> str:
    if not 0 < len(text) <= KEY_MAX or "\0" in text or not text.isprintable():
        raise WrongArguments(f"The {what} of job {name[:KEY_MAX]!r} takes 1 to {KEY_MAX} printable characters.")
    return text


def _insert(name: str, arguments: Mapping[str, Any], due: int | Combinable, key: str | None = None) -> int:
    try:
        text = json.dumps(arguments, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise WrongArguments(f"Job '{name}' takes JSON values only: {error}.") from None
    if len(text) > limits.JOB_ARGUMENTS_MAX:
        raise WrongArguments(f"The arguments of job '{name}' are longer than {limits.JOB_ARGUMENTS_MAX} bytes.")
    reckoned = None if isinstance(due, int) else NowMs()
    row = QueuedJob(name=_checked("name", name, name), arguments=text, due=due, reckoned=reckoned, key=key)
    with transaction.atomic(savepoint=False):
        if key is None:
            row.save(force_insert=True)
            return int(row.pk)
        # A change of nothing locks the row that waits already until the caller's transaction ends.
        made = QueuedJob.objects.bulk_create([row], update_conflicts=True, unique_fields=["key"], update_fields=["key"])
        QueuedJob.objects.filter(pk=made[0].pk, due__gt=NowMs()).update(due=NowMs(), reckoned=NowMs())
        return int(made[0].pk)
