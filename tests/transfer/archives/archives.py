"""Writes archives of whole sites as plugins and hosting panels make them, and ones that mean harm."""

from __future__ import annotations

import base64
import bz2
import io
import json
import os
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from tests.transfer.wordpress_db.dialects import mysqldump
from tests.transfer.wordpress_db.old_site import PREFIX, Rows, old_site
from wirepress.transfer.archives.wpress_tree import CHUNK, make_key

PICTURE = b"\x89PNG\r\n\x1a\n" + os.urandom(200)


def dump(prefix: str = "wp_", rows: Rows | None = None) -> bytes:
    """A database of the old site, under a prefix."""
    text = mysqldump(rows or old_site())
    return text.replace(PREFIX, prefix).encode()


def wpress(
    files: Mapping[str, bytes],
    *,
    version: int = 1,
    passphrase: str = "",
    compression: str = "",
    facts: Mapping[str, Any] | None = None,
    end: bytes | None = None,
) -> bytes:
    """A .wpress. `version`: of its headers; `end`: another end block."""
    told: dict[str, Any] = {
        "SiteURL": "https://marsh.example",
        "HomeURL": "https://marsh.example",
        "Plugins": [],
        **(facts or {}),
    }
    if passphrase:
        told |= {
            "Encrypted": True,
            "EncryptedSignature": base64.b64encode(_encrypt(b"a sentence", passphrase)).decode(),
        }
    if compression:
        told |= {"Compression": {"Enabled": True, "Type": compression}}
    out = io.BytesIO()
    _add(out, "package.json", json.dumps(told).encode(), version)
    for name, content in files.items():
        _add(out, name, _pack(content, passphrase, compression), version)
    if end is not None:
        out.write(end)
    elif version == 1:
        out.write(bytes(4377))
    else:
        size = out.tell()
        block = bytes(255) + str(size).encode().ljust(14, b"\0") + bytes(4100)
        out.write(block + f"{zlib.crc32(out.getvalue()):08x}".encode())
    return out.getvalue()


def header(name: str, size: int | str, folder: str = ".", version: int = 1, crc: str = "") -> bytes:
    """The header of one file."""
    start = name.encode().ljust(255, b"\0") + str(size).encode().ljust(14, b"\0") + b"1746432000".ljust(12, b"\0")
    path = folder.encode().ljust(4096 if version == 1 else 4088, b"\0")
    return start + path + (b"" if version == 1 else crc.encode().ljust(8, b"\0"))


def _add(out: io.BytesIO, name: str, content: bytes, version: int) -> None:
    folder, _, file = name.rpartition("/")
    out.write(header(file, len(content), folder or ".", version, f"{zlib.crc32(content):08x}") + content)


def _pack(content: bytes, passphrase: str, compression: str) -> bytes:
    parts = []
    for at in range(0, max(len(content), 1), CHUNK):
        chunk = content[at : at + CHUNK]
        if compression:
            chunk = zlib.compress(chunk) if compression == "gzip" else bz2.compress(chunk)
        if passphrase:
            chunk = _encrypt(chunk, passphrase)
        parts.append((len(chunk).to_bytes(4, "big") if compression else b"") + chunk)
    return b"".join(parts)


def _encrypt(chunk: bytes, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    vector = os.urandom(16)
    padding = PKCS7(128).padder()
    padded = padding.update(chunk) + padding.finalize()
    machine = Cipher(algorithms.AES(make_key(passphrase)), modes.CBC(vector)).encryptor()
    return vector + machine.update(padded) + machine.finalize()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], links: Mapping[str, str] | None = None) -> bytes:
    """A tar archive. `links`: name -> where it leads."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, to in (links or {}).items():
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, to
            archive.addfile(link)
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()
