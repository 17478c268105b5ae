"""Dumps and rows come in however they are packed; what is something else gets one sentence."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from tests.transfer.packing.packers import PACKERS, tarred, zipped
from tests.transfer.wordpress_db.dialects import mysqldump
from tests.transfer.wordpress_db.old_site import old_site, write_jsonl
from wirepress.content.posts.models import Post
from wirepress.settings import limits
from wirepress.transfer.packing import unpack
from wirepress.transfer.wordpress_db import SourceError, import_database

TITLES = {row["post_title"] for row in old_site()["posts"]}


@pytest.mark.django_db
@pytest.mark.parametrize("packer", PACKERS)
def test_a_dump_is_read(packer: str, tmp_path: Path) -> None:
    path = tmp_path / "upload.bin"
    path.write_bytes(PACKERS[packer](mysqldump(old_site()).encode()))
    report = import_database(path)
    assert not report.failed and set(Post.objects.values_list("title", flat=True)) == TITLES
    assert Post.objects.get(id=16).content == "Zlatá rybka 🐟 – «кавычки» 日本語"


@pytest.mark.django_db
@pytest.mark.parametrize("packer", [name for name in PACKERS if name != "zip without a suffix"])
def test_rows_are_read(packer: str, tmp_path: Path) -> None:
    path = tmp_path / "upload.bin"
    path.write_bytes(PACKERS[packer](write_jsonl(tmp_path / "rows", old_site()).read_bytes()))
    assert not import_database(path).failed
    assert set(Post.objects.values_list("title", flat=True)) == TITLES


@pytest.mark.django_db
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress, zipped, tarred])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_one_that_breaks_off_says_so(pack: Callable[[bytes], bytes], share: float, tmp_path: Path) -> None:
    packed = pack(mysqldump(old_site()).encode())
    path = tmp_path / "x"
    path.write_bytes(packed[: int(len(packed) * share)])
    try:
        report = import_database(path)
    except SourceError as error:
        assert str(error).startswith("x ") or "WordPress" in str(error)
    else:
        assert report.failed


def _wpress() -> bytes:
    def head(name: str, size: int) -> bytes:
        return (
            name.encode().ljust(255, b"\0")
            + str(size).encode().ljust(14, b"\0")
            + b"1700000000".ljust(12, b"\0")
            + b".".ljust(4096, b"\0")
        )

    return head("package.json", 2) + b"{}" + head("database.sql", 3) + b"abc"


def _encrypted() -> bytes:
    data = bytearray(zipped(b"x" * 99))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


WXR = b'<?xml version="1.0"?>\n<!-- made by a program --><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>'
FOREIGN = {
    "WXR": (WXR, "export file"),
    "WXR packed": (gzip.compress(WXR), "export file"),
    "wpress": (_wpress(), "All-in-One"),
    "page": (b"<!DOCTYPE html><html><p>Sign in</p></html>", "web page"),
    "feed": (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "feed"),
    "SQLite": (b"SQLite format 3\0" + bytes(90), "SQLite"),
    "PostgreSQL": (b"--\n-- PostgreSQL database dump\n--\nSET statement_timeout = 0;", "PostgreSQL"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(30), "7z"),
    "picture": (b"\xff\xd8\xff\xe0" + bytes(40), "picture"),
    "unknown": (bytes(range(32)) * 99, "binary"),
    "documents": (b'[{"id":1,"guid":{"rendered":"https://old.example/?p=1"},"type":"post"}]', "wirepress import"),
    "one document": (b'{"id":1,"title":{"rendered":"A"},"type":"post"}', "wirepress import"),
    "a list": (b"[1,2]", "list in JSON"),
    "phpMyAdmin": (b'[\n{"type":"header","version":"5.2"},\n{"type":"table","name":"wp_posts"}]', "phpMyAdmin"),
    "XML": (b'<?xml version="1.0"?>\n<mysqldump xmlns:xsi="x"></mysqldump>', "--xml"),
    "text": (b"Dear reader,\nhere is the dump.\n", "no SQL dump"),
    "encrypted": (_encrypted(), "password"),
    "half a zip": (zipped(b"x" * 9000)[:60], "not whole"),
    "empty zip": (b"PK\x05\x06" + bytes(18), "no file"),
    "two dumps": (zipped(b"x", "a.sql", **{"b.sql": b"y"}), "a.sql"),
    "tar without": (tarred(b"x", "a.css", **{"b.css": b"y"}), "several files"),
    "zip in zip": (zipped(zipped(b"x")), "archive within"),
    "five times": (gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x")))), "more than"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_something_else_is_named_in_one_sentence(kind: str, tmp_path: Path) -> None:
    content, word = FOREIGN[kind]
    path = tmp_path / "upload.sql"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=word) as caught:
        import_database(path)
    assert "\n" not in str(caught.value) and str(caught.value).startswith("upload.sql ")


def test_a_folder_is_no_dump(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        import_database(tmp_path)


BOMBS = {
    "gzip": lambda data: gzip.compress(data, 9),
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.compress,
    "zip": zipped,
    "twice": lambda data: gzip.compress(gzip.compress(data)),
    "tar.gz": lambda data: gzip.compress(tarred(data)),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_bombs_are_refused(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (unpack, __import__("wirepress.transfer.packing.archive", fromlist=["x"])):
        monkeypatch.setattr(module, "IMPORT_RATIO_FROM", 1024 * 1024)
    path = tmp_path / "bomb.sql"
    path.write_bytes(BOMBS[kind](b"CREATE TABLE `wp_posts` (a int);\n" + b" " * (40 * 1024 * 1024)))
    with pytest.raises(SourceError, match="grows more than"):
        import_database(path)


def test_no_block_is_large_however_tight_it_was_packed() -> None:
    data = bytes(64 * 1024 * 1024)
    for name, pack in (
        ("gzip", gzip.compress),
        ("bzip2", bz2.compress),
        ("xz", lzma.compress),
        ("zstd", zstandard.compress),
    ):
        packed = iter([pack(data)])
        assert max(map(len, unpack.UNPACKERS[name](packed))) <= 33 * 1024 * 1024, name


def test_memory_for_unpacking_is_bounded() -> None:
    big = lzma.compress(b"x" * 99, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": limits.IMPORT_WINDOW * 4}])
    with pytest.raises(unpack.TruncatedStream):
        list(unpack.UNPACKERS["xz"](iter([big])))


def test_a_zip_of_many_files_beside_the_dump() -> None:
    from wirepress.transfer.packing.archive import zip_blocks

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3000):
            archive.writestr(f"site/wp-content/uploads/{number}.jpg", b"")
        archive.writestr("site/db.sql", b"SELECT 1;")
    assert b"".join(zip_blocks(out)) == b"SELECT 1;"
