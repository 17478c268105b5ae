"""Counts answers that were no pages (they led elsewhere, or there was nothing), for the features that want to know (`note_answers`).

Counting is an addition in memory; once in a while a thread tells the features. Between two tellings so many different
ones are counted and no more, so that whoever asks for a million addresses costs no memory and few writes.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler

from wirepress.content.options.features import extensions
from wirepress.core.contract.pages.site import AnswerNote
from wirepress.server.django_call import DATABASE_ERRORS
from wirepress.server.request.summary import RequestSummary

log = structlog.get_logger(__name__)
NOTED: Final = frozenset((301, 302, 303, 307, 308, 404, 410, 451))
DIFFERENT_MAX: Final = 500  # kinds of answers between two tellings
SECONDS: Final = 2.0  # between two tellings
_TEXT_MAX: Final = 500
_TARGET_MAX: Final = 2000
_METHODS: Final = (b"GET", b"HEAD")
_OWN: Final = (b"/wp-admin", b"/wp-json", b"/wp-login.php", b"/-/", b"/wp-includes/")
_Key = tuple[int, bytes, bytes, bytes]


class AnswerNotes:
    """What one process has counted since it told of it."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._counts: dict[_Key, int] = {}
        self._telling: Future[None] | None = None
        self._told = 0.0

    def note(self, request: RequestSummary, status: int) -> None:
        """Count an answer. `status`: one of NOTED."""
        if request.method not in _METHODS or request.target.startswith(_OWN) or len(request.target) > _TARGET_MAX:
            return
        headers = request.headers
        key = (
            status,
            request.target,
            headers.get(b"referer", b"")[:_TEXT_MAX],
            headers.get(b"user-agent", b"")[:_TEXT_MAX],
        )
        if key in self._counts:
            self._counts[key] += 1
        elif len(self._counts) < DIFFERENT_MAX:
            self._counts[key] = 1

    def tick(self) -> None:
        """Tell the features in another thread, when there is something to tell. Called every second."""
        if not self._counts or (self._telling is not None and not self._telling.done()):
            return
        if time.monotonic() - self._told >= SECONDS:
            self._told = time.monotonic()
            counts, self._counts = self._counts, {}
            self._telling = self._threads.submit(_tell, counts)

    def finish(self) -> None:
        """Tell what is left, at the end of the process."""
        counts, self._counts = self._counts, {}
        if counts:
            _tell(counts)


def _tell(counts: dict[_Key, int]) -> None:
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        features = extensions()
        if features.implements("note_answers"):
            features.collect("note_answers", notes=[_note(key, count) for key, count in counts.items()])
    except DATABASE_ERRORS as error:
        log.warning("answers.not_noted", error=str(error).strip()[:200])
    finally:
        signals.request_finished.send(sender=WSGIHandler)


def _note(key: _Key, count: int) -> AnswerNote:
    target, referrer, agent = (text.decode("utf-8", "replace") for text in key[1:])
    return AnswerNote(key[0], target, referrer, agent, count)
