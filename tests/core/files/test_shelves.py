"""Both storages of uploaded files do the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage.handler import StorageHandler

from tests import s3_server
from wirepress.core.files.choose_backend import storage_entry
from wirepress.core.files.storage import StorageUnavailable, UploadStorage, candidate_names, is_safe
from wirepress.settings.settings import Settings


@pytest.fixture(scope="module")
def server() -> Iterator[s3_server.Server]:
    with s3_server.running() as running:
        yield running


def opened(**values: str) -> UploadStorage:
    return StorageHandler({"default": storage_entry(Settings(**values))})["default"]  # type: ignore[arg-type]


def bucket(server: s3_server.Server, prefix: str = "site") -> UploadStorage:
    keys = {"s3_region": "us-east-1", "s3_access_key": "tests", "s3_secret_key": "only"}
    return opened(storage_url=f"s3://{s3_server.BUCKET}/{prefix}", s3_endpoint=server.endpoint, **keys)


@pytest.fixture(params=["folder", "bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> UploadStorage:
    if request.param == "bucket":
        return bucket(request.getfixturevalue("server"), f"site-{tmp_path.name[:40]}")
    storage = opened()
    storage.location = str(tmp_path)  # type: ignore[attr-defined]
    return storage


def read(shelf: UploadStorage, name: str, start: int = 0, length: int = 1000) -> bytes:
    body = shelf.open_part(name, start, length)
    try:
        return body.read()
    finally:
        body.close()


def test_a_file_is_kept_read_in_parts_and_removed(shelf: UploadStorage, tmp_path: Path) -> None:
    assert shelf.facts("2026/03/a.txt") is None
    with pytest.raises(FileNotFoundError):
        shelf.open_part("2026/03/a.txt", 0, 1)
    assert shelf.store("2026/03/a.txt", b"0123456789")
    facts = shelf.facts("2026/03/a.txt")
    assert facts is not None and facts.size == 10
    assert read(shelf, "2026/03/a.txt", 2, 3) == b"234" and read(shelf, "2026/03/a.txt", 0, 10) == b"0123456789"
    assert not shelf.store("2026/03/a.txt", b"other") and read(shelf, "2026/03/a.txt", 0, 10) == b"0123456789"
    shelf.overwrite("2026/03/a.txt", b"other", modified=1e9)
    changed = shelf.facts("2026/03/a.txt")
    assert changed is not None and (changed.size, changed.modified) == (5, 1e9) and changed.tag != facts.tag
    (tmp_path / "source").write_bytes(b"x" * 100)
    shelf.copy_in("b/naïve ☂.bin", tmp_path / "source", 1.5e9)
    copied = shelf.facts("b/naïve ☂.bin")
    assert copied is not None and (copied.size, copied.modified) == (100, 1.5e9)
    assert {("2026/03/a.txt", 5), ("b/naïve ☂.bin", 100)} <= set(shelf.list_files())
    shelf.delete("2026/03/a.txt")
    shelf.delete("2026/03/a.txt")
    assert shelf.facts("2026/03/a.txt") is None


def test_of_many_with_one_name_one_keeps_it(shelf: UploadStorage) -> None:
    won: list[bytes] = []
    gate = threading.Barrier(6)

    def write(data: bytes) -> None:
        gate.wait()
        if shelf.store("same.txt", data):
            won.append(data)

    threads = [threading.Thread(target=write, args=(bytes([65 + n]) * 1000,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1 and read(shelf, "same.txt") == won[0]


def test_what_cannot_be_reached_says_what_to_look_at(tmp_path: Path) -> None:
    away = opened(
        storage_url="s3://harbour-files",
        s3_endpoint="http://127.0.0.1:9",
        s3_access_key="a",
        s3_secret_key="b",
        s3_region="x",
    )
    for call in (
        lambda: away.store("a", b""),
        lambda: away.facts("a"),
        lambda: away.open_part("a", 0, 1),
        lambda: [*away.list_files()],
    ):
        with pytest.raises(StorageUnavailable, match="s3_endpoint"):
            call()
    full = opened()
    full.location = str(tmp_path / "file")  # type: ignore[attr-defined]
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageUnavailable, match="cannot be stored"):
        full.store("x/a.txt", b"")


def test_a_bucket_that_is_not_there_is_named(server: s3_server.Server) -> None:
    wrong = opened(
        storage_url="s3://no-such-bucket",
        s3_endpoint=server.endpoint,
        s3_access_key="a",
        s3_secret_key="b",
        s3_region="us-east-1",
    )
    with pytest.raises(StorageUnavailable, match="NoSuchBucket"):
        wrong.store("a.txt", b"x")


def test_names_and_what_is_safe() -> None:
    found = candidate_names("2026/a.tar.gz")
    assert [next(found) for _ in range(3)] == ["2026/a.tar.gz", "2026/a.tar-1.gz", "2026/a.tar-2.gz"]
    assert len(next(candidate_names("x/" + "ö" * 300 + ".jpg")).encode()) < 255
    assert next(candidate_names("noextension")) == "noextension"
    assert all(is_safe(name) for name in ("a", "2026/03/a.jpg", "a..b"))
    assert not any(
        is_safe(name) for name in ("", "/a", "a/", "../a", "a/../b", ".htaccess", "a/.b", "a\x00", "a\\b", "a//b")
    )
