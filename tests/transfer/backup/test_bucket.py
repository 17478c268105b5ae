"""A backup in a bucket of a real S3 server, and a site made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests import s3_server
from tests.transfer.backup.conftest import Site
from tests.transfer.backup.test_backup import NOW, all_files, target, titles
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.make_backup import make_backup
from wirepress.transfer.backup.manifest import find_backups
from wirepress.transfer.backup.place import open_place
from wirepress.transfer.backup.restore import restore

PLACE = f"s3://{s3_server.BUCKET}/nightly/quay"


@pytest.fixture
def bucket(change_settings: Callable[..., None]) -> Iterator[s3_server.Server]:
    with s3_server.running() as server:
        change_settings(s3_endpoint=server.endpoint, s3_region="us-east-1", s3_access_key="tests", s3_secret_key="only")
        yield server


def test_out_and_back(site: Site, bucket: s3_server.Server, tmp_path: Path) -> None:
    assert make_backup(PLACE, now=NOW).uploads.copied == 2
    again = make_backup(PLACE, now=NOW + timedelta(days=1))
    assert again.uploads.copied == 0
    assert find_backups(open_place(PLACE))[0] == ["20260531T030000Z", "20260601T030000Z"]
    names = bucket.names()
    assert all(name.startswith("nightly/quay/") for name in names)
    assert not [name for name in names if name.endswith("lock.json")]
    with target() as words:
        restore(PLACE, tmp_path / "again", at="20260531T030000Z", **words)
        assert titles(tmp_path / "again", words) == ["Ferry"]
    assert len(all_files(tmp_path / "again/uploads")) == 3


def test_a_bucket_that_is_away(site: Site, bucket: s3_server.Server, tmp_path: Path) -> None:
    bucket.stop()
    with pytest.raises(BackupError, match="cannot be reached"):
        make_backup(PLACE, now=datetime(2026, 6, 2))
    with pytest.raises(BackupError, match="cannot be reached"):
        restore(PLACE, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(BackupError, match="no bucket"):
        make_backup("s3://Not A Bucket", now=NOW)
