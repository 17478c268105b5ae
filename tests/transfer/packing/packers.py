"""Packs bytes in the ways that people do."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import zstandard


def zipped(data: bytes, name: str = "site.sql", **others: bytes) -> bytes:
    """A zip archive of one file that matters, and others."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in {**others, name: data}.items():
            archive.writestr(other, content)
    return out.getvalue()


def tarred(data: bytes, name: str = "backup/site.sql", **others: bytes) -> bytes:
    """A tar archive of one file that matters, in its folder, and others."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        folder = tarfile.TarInfo("backup")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for other, content in {**others, name: data}.items():
            member = tarfile.TarInfo(other)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def two_frames(data: bytes) -> bytes:
    """Zstandard in two frames, one behind the other."""
    half = len(data) // 2
    return zstandard.compress(data[:half]) + zstandard.compress(data[half:])


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.compress,
    "zstd in frames": two_frames,
    "two members": lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:]) + b"\0" * 30,
    "gzip twice": lambda data: gzip.compress(gzip.compress(data)),
    "bz2 in xz": lambda data: lzma.compress(bz2.compress(data)),
    "zip": zipped,
    "zip without a suffix": lambda data: zipped(data, "dump"),
    "tar": tarred,
    "tar.gz": lambda data: gzip.compress(tarred(data)),
    "tar.xz of a .gz": lambda data: lzma.compress(tarred(gzip.compress(data), "a/site.sql.gz")),
    "zip of a .gz": lambda data: zipped(gzip.compress(data), "site.sql.gz"),
    "gz in zip in tar": lambda data: zipped(tarred(data), "all.tar"),
    "zip of a Mac": lambda data: zipped(data, "site.sql", **{"__MACOSX/._site.sql": b"\0\5\x16\7", ".DS_Store": b"x"}),
    "backup": lambda data: tarred(
        data, "db/site.sql", **{"wp-content/themes/x/theme.json": b"{}", "wp-config.php": b"<?php"}
    ),
    "UTF-8 with a mark": lambda data: b"\xef\xbb\xbf" + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-16 BE": lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be"),
    "UTF-16 without a mark": lambda data: data.decode().encode("utf-16-le"),
    "UTF-32": lambda data: data.decode().encode("utf-32"),
    "UTF-16 in zip": lambda data: zipped(data.decode().encode("utf-16")),
}
