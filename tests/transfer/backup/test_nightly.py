"""Each night one, told by doctor when it is late or has failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.transfer.backup.conftest import Site
from wirepress.cli.doctor_checks import check_backups
from wirepress.content.options import store
from wirepress.core.jobs import known as known_jobs
from wirepress.transfer.backup import last_backup, nightly
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.manifest import find_backups
from wirepress.transfer.backup.place import open_place


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-05-{text}")


def plus_two(moment: datetime) -> datetime:
    return moment + timedelta(hours=2)


@pytest.mark.parametrize(
    ("known", "now", "due"),
    [
        ({}, "10T12:00", True),
        ({"made": "2026-05-09T01:10+00:00"}, "10T00:59", False),  # it is 02:59 there
        ({"made": "2026-05-09T01:10+00:00"}, "10T01:00", True),
        ({"made": "2026-05-10T01:00+00:00"}, "10T23:00", False),
        ({"made": "2026-05-10T00:30+00:00"}, "10T01:30", True),  # by hand, before three
        ({"failed": "2026-05-10T01:05+00:00"}, "10T01:30", False),
        ({"failed": "2026-05-10T01:05+00:00"}, "10T02:06", True),
        ({"made": "rubbish"}, "10T12:00", True),
    ],
)
def test_when_it_is_due(known: dict[str, Any], now: str, due: bool) -> None:
    assert nightly.is_due(known, at(now), plus_two) is due


def levels() -> list[str]:
    return [finding.level for finding in check_backups()]


def test_the_job_and_what_doctor_says(site: Site, change_settings: Callable[..., None]) -> None:
    assert nightly.JOB in known_jobs.every()
    store.remove(last_backup.OPTION)
    assert not nightly.is_due_now()
    assert nightly.back_up() == "nothing to do"
    assert levels() == ["ok"]
    change_settings(backup_to=str(site.place))
    assert nightly.is_due_now()
    assert levels() == ["warning"]
    assert "0 new uploads" not in nightly.back_up()
    assert len(find_backups(open_place(str(site.place)))[0]) == 1
    assert not nightly.is_due_now()
    assert nightly.back_up() == "nothing to do"
    assert levels() == ["ok"]
    old = last_backup.read() | {"made": (datetime.now(UTC) - timedelta(days=3)).isoformat()}
    store.put(last_backup.OPTION, old)
    (finding,) = check_backups()
    assert finding.level == "warning"
    assert "3 days" in finding.what
    (site.place / "wirepress-backups.json").write_text("{}")
    with pytest.raises(BackupError):
        nightly.back_up()
    assert levels() == ["warning", "warning"]
    assert not nightly.is_due_now()  # not again within the hour
