"""Notices that no worker runs, from a process that is none: the newsroom gets one mail, and one when work is done again."""

from __future__ import annotations

import threading
import time
from typing import Final

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from wirepress.core.jobs import overdue
from wirepress.server.django_call import DATABASE_ERRORS

log = structlog.get_logger(__name__)
EVERY: Final = 60.0  # seconds between two looks
TOLD: Final = "worker_missing_told"  # the option that says that the mail was sent


class WorkWatch:
    """One process's eye on the queue of jobs. `patience`: seconds that a job may wait without anybody having begun it."""

    def __init__(self, every: float = EVERY, patience: float = overdue.LATE) -> None:
        self._every, self._patience = every, patience
        self._looked = time.monotonic()  # a service that has just started has its worker started, too
        self._since: float | None = None  # since when jobs wait without a break
        self._looking: threading.Thread | None = None

    def tick(self) -> None:
        """Look in another thread, when it is time. Called every second."""
        now = time.monotonic()
        if now - self._looked < self._every or (self._looking is not None and self._looking.is_alive()):
            return
        self._looked = now
        self._looking = threading.Thread(target=self._look, daemon=True, name="work watch")
        self._looking.start()

    def _look(self) -> None:
        signals.request_started.send(sender=WSGIHandler, environ={})
        try:
            self.check(time.monotonic())
        except DATABASE_ERRORS as error:
            log.warning("work_watch.failed", error=repr(error)[:300])
        except Exception:
            log.exception("work_watch.failed")
        finally:
            signals.request_finished.send(sender=WSGIHandler)

    def check(self, now: float) -> str:
        """Look once. Return in words what the newsroom was told; "" for nothing. `now`: monotonic."""
        waiting = sorted({*overdue.list_late(), *overdue.list_due()})
        if not waiting:
            self._since = None
            return self._tell("") if _is_told() else ""
        self._since = now if self._since is None else self._since
        if now - self._since < self._patience or _is_told():
            return ""
        return self._tell(overdue.describe_late(waiting))

    def _tell(self, words: str) -> str:
        """Mail once for all processes. `words`: "" when work is done again."""
        from wirepress.content.locks import lock_name
        from wirepress.content.mail import mail_newsroom
        from wirepress.content.options import store

        with transaction.atomic():
            lock_name("server:worker_missing")
            store.forget()
            if _is_told() == bool(words):
                return ""
            store.put(TOLD, "1" if words else "")
        subject = "No worker runs the background jobs" if words else "Background jobs are run again"
        log.error("worker.missing", words=words) if words else log.info("worker.back")
        try:
            mail_newsroom(subject, f"{words or 'A worker runs the background jobs again.'}\n")
        except OSError as error:
            store.put(TOLD, "" if words else "1")  # told at the next look
            log.error("worker.mail_failed", error=repr(error))
            return ""
        return words or subject


def _is_told() -> bool:
    from wirepress.content.options import store

    return bool(store.get(TOLD, ""))


def describe_work() -> str:
    """Return in words what keeps background work from being done, by what is written down now; "" while it is done."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        return work_words()
    except DATABASE_ERRORS:
        return "The database does not answer."
    finally:
        signals.request_finished.send(sender=WSGIHandler)


def work_words() -> str:
    """Like describe_work, in a thread that has its connection. Raises what the database raises."""
    from wirepress.content.options.features import extensions

    late = overdue.describe_late(overdue.list_late())
    told = [one.text for one in extensions().collect("newsroom_notices") if one.level == "error" and one.worker]
    return late or " ".join(told)
