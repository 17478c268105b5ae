"""Imports as the newsroom has them: asked for on a page, done by a worker, looked at, stopped and resumed from any page.

The row outlives page and process: progress is written to it once a second, and a run whose worker died goes on when it is resumed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import structlog
from django.db import transaction

from wirepress.content.options import site
from wirepress.core.jobs.enqueue import enqueue
from wirepress.core.secrets.keys import KeyMissing
from wirepress.core.secrets.sealing import seal, unseal
from wirepress.transfer.importing.models import ImportRun
from wirepress.transfer.importing.request import ImportRequest, ImportStopped, UnreadableSource
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.importing.sources import FoundSource, find_sources

log = structlog.get_logger(__name__)
JOB: Final = "transfer.import"
EVERY: Final = 1.0  # seconds between two writes of the progress
DEAD: Final = timedelta(minutes=10)  # without a sign of life: the worker is gone
State = ImportRun.State


class WrongState(ValueError):
    """The run cannot be stopped or resumed as it stands; the message says why."""


def start_import(request: ImportRequest, user_id: int = 0, found: Sequence[FoundSource] | None = None) -> ImportRun:
    """Queue an import; return its row. `found`: its sources, where they were looked at already.

    Raises UnreadableSource, for which nothing is queued.
    """
    found = find_sources(request) if found is None else found
    kinds = "\n".join(one.sentence for one in found)
    with transaction.atomic():
        run = ImportRun.objects.create(
            request=_seal_request(request), kinds=kinds, user_id=user_id, created=site.now_gmt()
        )
        enqueue(JOB, run=run.pk)
    return run


def _seal_request(request: ImportRequest) -> dict[str, Any]:
    """Return a request as it is stored: its passphrase encrypted."""
    stored = request.to_json()
    secret = stored.pop("passphrase")
    return {**stored, "sealed": seal({"passphrase": secret})} if secret else stored


def _unseal_request(stored: Mapping[str, Any]) -> ImportRequest:
    """Return a stored request. Raises UnreadableSource when no key of this site opens its passphrase."""
    try:
        secret = unseal(str(stored.get("sealed") or "")).get("passphrase", "")
    except KeyMissing as error:
        raise UnreadableSource(f"The passphrase cannot be read: {error} Start the import anew.") from None
    return ImportRequest.from_json({**stored, "passphrase": secret})


def list_runs(most: int = 20) -> Sequence[ImportRun]:
    """Return the latest imports, the newest first."""
    return list(ImportRun.objects.order_by("-pk")[:most])


def find_run(number: int) -> ImportRun | None:
    """Return an import by its number."""
    return ImportRun.objects.filter(pk=number).first()


def stop_import(number: int) -> None:
    """Ask a run to stop: it does within seconds, between two batches. Raises WrongState."""
    waiting = ImportRun.objects.filter(pk=number, state=State.WAITING)
    if waiting.update(state=State.STOPPED, ended=site.now_gmt()):
        return
    if not ImportRun.objects.filter(pk=number, state=State.RUNNING).update(stop=True):
        raise WrongState("This import is not under way.")


def resume_import(number: int) -> None:
    """Let a stopped, failed or deserted run go on where it was. Raises WrongState."""
    with transaction.atomic():
        run = ImportRun.objects.filter(pk=number).first()
        if run is None or not is_resumable(run):
            raise WrongState("This import is under way or has ended; start a new one.")
        ImportRun.objects.filter(pk=number).update(state=State.WAITING, stop=False, message="", ended=None, seen=None)
        enqueue(JOB, run=number)


def is_resumable(run: ImportRun) -> bool:
    """Return whether a run may be resumed."""
    return run.state in (State.STOPPED, State.FAILED) or (run.state == State.RUNNING and is_deserted(run))


def is_deserted(run: ImportRun) -> bool:
    """Return whether the worker of a run that is under way has not been heard of for long."""
    last = run.seen or run.begun
    return run.state == State.RUNNING and last is not None and site.now_gmt() - last > DEAD


def perform_import(run: int) -> str:
    """Do a run, as a job. Begun twice, the second does nothing while the first is alive."""
    now = site.now_gmt()
    claimed = ImportRun.objects.filter(pk=run, state=State.WAITING).update(
        state=State.RUNNING, begun=now, seen=now, ended=None
    )
    row = ImportRun.objects.filter(pk=run).first()
    if row is None or (not claimed and not is_deserted(row)):
        return "nothing to do"
    try:
        report = run_import(_unseal_request(row.request), _ProgressWriter(run))
    except ImportStopped:
        _end(run, State.STOPPED, "Stopped. What is in stays in; resume it to go on.")
    except UnreadableSource as error:
        _end(run, State.FAILED, str(error))
    except Exception as error:
        log.error("import.failed", run=run, error=repr(error), exc_info=True)
        _end(run, State.FAILED, f"An error ended the import ({error}). What is in stays in; resume it to go on.")
    else:
        row.request.pop("sealed", None)  # nobody needs it any more
        ImportRun.objects.filter(pk=run).update(report=report.summary(), request=row.request)
        _end(run, State.FINISHED, "")
    return str(ImportRun.objects.values_list("state", flat=True).get(pk=run))


def _end(run: int, state: str, message: str) -> None:
    ImportRun.objects.filter(pk=run).update(state=state, message=message, ended=site.now_gmt(), stop=False)


class _ProgressWriter:
    """Writes the progress to the run's row once a second, and looks whether somebody wants it to stop."""

    def __init__(self, run: int) -> None:
        self._run, self._last, self._step = run, 0.0, ""

    def __call__(self, step: str, done: int, total: int) -> None:
        moment = time.monotonic()
        if step == self._step and moment - self._last < EVERY:
            return
        self._last, self._step = moment, step
        rows = ImportRun.objects.filter(pk=self._run)
        rows.update(step=step[:200], done=done, total=total, seen=site.now_gmt())
        if rows.values_list("stop", flat=True).first():
            raise ImportStopped
