"""The backup that a site makes by itself each night, where the setting backup_to names a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog

from wirepress.content.options import site
from wirepress.core.hooks import Job
from wirepress.settings.settings import get_settings
from wirepress.transfer.backup import last_backup
from wirepress.transfer.backup.errors import BackupError

log = structlog.get_logger(__name__)
JOB: Final = "transfer.backup"
HOUR: Final = 3  # of the site's own clock, from which the night's backup is due
AGAIN: Final = timedelta(hours=1)  # after one that failed
OLD: Final = timedelta(hours=36)  # the last one is older: something is wrong


def backup_jobs() -> Sequence[Job]:
    """Return the jobs of this app."""
    return (Job(JOB, back_up, every=timedelta(minutes=10), retries=0, timeout=timedelta(hours=12), needed=is_due_now),)


def is_due_now() -> bool:
    """Return whether the night's backup is to be made: a look at one option."""
    if not get_settings().backup_to:
        return False
    now = datetime.now(UTC).replace(tzinfo=None)
    return is_due(last_backup.read(), now, site.to_local)


def is_due(known: Mapping[str, Any], now: datetime, to_local: Any) -> bool:
    """Return whether no good backup was begun since the last 3 o'clock, and none failed within the hour. `now`: UTC."""
    local = to_local(now)
    night = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if local < night:
        night -= timedelta(days=1)
    failed = _moment(known.get("failed"))
    if failed is not None and timedelta() <= now - failed < AGAIN:
        return False
    made = _moment(known.get("made"))
    return made is None or to_local(made) < night


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return None


def back_up(anyway: bool = False) -> str:
    """Make the backup. `anyway`: somebody asked for it just now. A failure is remembered, and told by doctor and the newsroom."""
    from wirepress.transfer.backup.make_backup import make_backup

    settings = get_settings()
    if not settings.backup_to or not (anyway or is_due_now()):
        return "nothing to do"
    try:
        report = make_backup(settings.backup_to, secrets=settings.backup_secrets)
    except BackupError as error:
        last_backup.note_failure(settings.backup_to, str(error))
        log.error("backup.failed", place=settings.backup_to, error=str(error))
        raise
    return f"{report.manifest.id}: {report.uploads.copied} new uploads, {report.seconds:.1f} s"
