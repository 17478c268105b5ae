"""Files that are put into a watched folder are taken whole, once, and never lost."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.features.wire.decode import decode_samples as samples
from wirepress.features.wire.decode import decode_document
from wirepress.features.wire.fetch import watched_folder
from wirepress.features.wire.fetch.fetch_document import FetchFailed
from wirepress.features.wire.models import Source


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(name="Desk", kind="folder", url=str(tmp_path))


def put(source: Source, name: str, body: bytes = samples.NITF, age: float = 60) -> Path:
    path = Path(source.url) / name
    path.write_bytes(body)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def names(source: Source) -> list[str]:
    return [path.name for path in watched_folder.list_whole_files(source)]


def test_whole_files_come_the_oldest_first(source: Source) -> None:
    put(source, "b.xml", age=100)
    put(source, "a.xml", age=50)
    put(source, "c.json", age=200)
    assert names(source) == ["c.json", "b.xml", "a.xml"]


def test_what_still_grows_is_left_until_it_is_still(source: Source) -> None:
    path = put(source, "growing.xml", age=0)
    assert names(source) == []
    assert [
        one.name
        for one in watched_folder.list_whole_files(
            source, clock=lambda: time.time() + watched_folder.UNCHANGED_SECONDS + 1
        )
    ] == ["growing.xml"]
    path.write_bytes(samples.NITF + b" ")
    assert names(source) == []


def test_a_file_that_is_renamed_in_is_taken_at_once(source: Source, tmp_path: Path) -> None:
    put(source, "story.xml.part")
    assert names(source) == []
    (tmp_path / "story.xml.part").rename(tmp_path / "story.xml")
    assert names(source) == ["story.xml"]


def test_a_date_in_the_future_does_not_keep_a_file_for_ever(source: Source) -> None:
    put(source, "future.xml", age=-86400)
    assert names(source) == []
    assert len(watched_folder.list_whole_files(source, clock=lambda: time.time() + 60)) == 1


def test_hidden_files_links_folders_and_pipes_are_left(source: Source, tmp_path: Path) -> None:
    secret = tmp_path.parent / f"{tmp_path.name}-secret"
    secret.write_bytes(b"secret")
    os.utime(secret, (1, 1))
    (tmp_path / "link.xml").symlink_to(secret)
    (tmp_path / "inner").mkdir()
    os.mkfifo(tmp_path / "pipe.xml")
    for name in (".hidden.xml", "a.tmp", "b.PART", "c.xml~", "d.swp"):
        put(source, name)
    assert names(source) == []
    with pytest.raises(FetchFailed, match="cannot be opened"):
        watched_folder.read_file(tmp_path / "link.xml")
    with pytest.raises(FetchFailed, match="plain file"):
        watched_folder.read_file(tmp_path / "pipe.xml")


def test_a_file_is_read_filed_and_moved(source: Source, tmp_path: Path) -> None:
    path = put(source, "story.xml")
    fetched = watched_folder.read_file(path)
    assert decode_document(fetched.body, url=fetched.url, content_type=fetched.kind).entries[0].guid == "tide-1"
    assert watched_folder.move_to_done(path) == tmp_path / "done" / "story.xml"
    assert names(source) == [] and (tmp_path / "done" / "story.xml").read_bytes() == samples.NITF


def test_nothing_in_done_is_overwritten(source: Source, tmp_path: Path) -> None:
    for number in range(3):
        watched_folder.move_to_done(put(source, "story.xml", f"<a>{number}</a>".encode()))
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["story-2.xml", "story-3.xml", "story.xml"]
    assert (tmp_path / "done" / "story-2.xml").read_bytes() == b"<a>1</a>"


def test_a_broken_file_lies_beside_the_reason(source: Source, tmp_path: Path) -> None:
    place = watched_folder.move_to_broken(put(source, "story.xml", b"hello"), "It is neither XML nor JSON.")
    assert place == tmp_path / "broken" / "story.xml"
    assert "neither XML" in (tmp_path / "broken" / "story.xml.txt").read_text()
    assert names(source) == []


def test_a_file_over_the_limit_is_named(source: Source, tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(1024**3)  # a gigabyte of nothing
    with pytest.raises(FetchFailed, match="longer"):
        watched_folder.read_file(path)


def test_a_folder_that_is_not_there_is_said_in_words(source: Source) -> None:
    source.url = f"{source.url}/nowhere"
    with pytest.raises(FetchFailed, match="cannot be read"):
        watched_folder.list_whole_files(source)
