"""Archives as people send them: one in the other, split, empty, misnamed, of other programs' own forms."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.transfer.archives.archives import PICTURE, dump, tarred, zipped
from tests.transfer.wordpress_db.old_site import old_site
from tests.transfer.wxr.files import item, wxr
from wirepress.content.media.files import upload_storage
from wirepress.content.posts.models import Post
from wirepress.settings.settings import get_settings
from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.report import Report

pytestmark = pytest.mark.django_db
Bring = Callable[..., Report]
POSTS = len(old_site()["posts"])
PART = wxr(item(7)).encode()


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    def _bring(content: bytes, name: str = "backup.bin", **choices: Any) -> Report:
        path = tmp_path / name
        path.write_bytes(content)
        return run_import(ImportRequest((str(path),), **choices))

    shutil.rmtree(Path(get_settings().folder) / "uploads" / "2025", ignore_errors=True)
    return _bring


NESTED = {
    "zip in zip": lambda: zipped({"all.zip": zipped({"d.sql": dump()})}),
    "zip in a folder of a zip": lambda: zipped({"mine/export.zip": zipped({"a/d.sql": dump()})}),
    "tar.gz in zip": lambda: zipped({"site.tar.gz": gzip.compress(tarred({"d.sql": dump()}))}),
    "zip in tar": lambda: tarred({"b.zip": zipped({"d.sql": dump()})}),
    "three deep": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"d.sql": dump()})})}),
}


@pytest.mark.parametrize("kind", NESTED)
def test_archives_in_archives(kind: str, bring: Bring) -> None:
    assert not bring(NESTED[kind]()).failed
    assert Post.objects.count() == POSTS
    assert not list(Path(get_settings().folder).glob(".import-*"))


def test_not_any_depth(bring: Bring) -> None:
    content = dump()
    for step in range(5):
        content = zipped({f"{step}.zip" if step else "d.sql": content})
    report = bring(content)
    assert report.failed and "lies in more than 2 archives" in report.refusals[0].reason
    assert not Post.objects.exists()


def test_a_set_of_updraftplus_in_one_zip(bring: Bring) -> None:
    name = "backup_2025-05-06-0101_Marsh_0123456789ab-"
    parts = {
        f"{name}db.gz": gzip.compress(dump()),
        f"{name}uploads.zip": zipped({"uploads/2025/05/boat.png": PICTURE}),
        f"{name}plugins.zip": zipped({"plugins/x/x.php": b"<?php"}),
    }
    assert not bring(zipped(parts)).failed
    assert Post.objects.count() == POSTS and upload_storage().exists("2025/05/boat.png")


def test_earlier_backups_of_the_site_are_left_alone(bring: Bring) -> None:
    old = zipped({"d.sql": dump(rows={**old_site(), "posts": []})})
    report = bring(zipped({"d.sql": dump(), "wp-content/updraft/old.zip": old, "wp-content/a.txt": b""}))
    assert Post.objects.count() == POSTS
    assert any("earlier backups" in note for note in report.notes)


def test_a_zip_of_programs_alone_brings_nothing(bring: Bring) -> None:
    with pytest.raises(UnreadableSource, match="nothing in them can come in"):
        bring(zipped({"theme.zip": zipped({"t/style.css": b"/* Theme Name: T */"})}))


# Made in the test: packed bytes carry the time, and workers have to agree on the names of tests.
ODD: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "e.sql": (lambda: b"", "e.sql is empty"),
    "e.xml": (lambda: b"\n \n", "nothing but blanks"),
    "e.sql.gz": (lambda: gzip.compress(b""), "nothing but blanks"),
    "site.zip.001": (lambda: zipped({"d.sql": dump()})[:2000], "cat site.zip."),
    "site.z01": (lambda: b"\x93" * 99, "zip -s 0"),
    "site.daf": (lambda: b"<A><V>1</V></A><F>\1\2", "Duplicator"),
    "renamed.zip": (lambda: b"<A><V>1</V></A><F>\1\2", "Duplicator"),
    "s.wpstg": (lambda: b"wpstg\1\2", "WP Staging"),
    "backup_1_db.gz.crypt": (lambda: b"\x93" * 99, "UpdraftPlus"),
    ".ht.sqlite": (lambda: b"SQLite format 3\0", "Playground"),
    "zeros.sql.gz": (lambda: gzip.compress(b"-- x\n" + bytes((48,)) * 80_000_000), "grows more than"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_it_is_and_what_to_do(name: str, bring: Bring) -> None:
    make, words = ODD[name]
    with pytest.raises(UnreadableSource, match=words):
        bring(make(), name)


def test_parts_of_a_split_dump_are_not_read_one_by_one(tmp_path: Path) -> None:
    whole = dump()
    for mark, part in (("aa", whole[:4000]), ("ab", whole[4000:])):
        (tmp_path / f"d.sql.{mark}").write_bytes(part)
    for mark in ("aa", "ab"):
        with pytest.raises(UnreadableSource, match="Put the parts together"):
            run_import(ImportRequest((str(tmp_path / f"d.sql.{mark}"),)))
    assert not Post.objects.exists()


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(PART)

    def refuse(self: Path, *words: object, **named: object) -> None:
        raise PermissionError(13, os.strerror(13), str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableSource, match="cannot be read: Permission denied"):
        run_import(ImportRequest((str(path),)))
