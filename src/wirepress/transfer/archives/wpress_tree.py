"""An archive of All-in-One WP Migration (.wpress) as a tree: a row of headers with their contents, read from disk as they come.

A header is 4,377 bytes: name 255, size 14, time 12 (decimal texts), path 4,096, or 4,088 with a checksum behind. Contents may be
compressed and encrypted chunk by chunk; package.json, which says so, never is.
"""

from __future__ import annotations

import bz2
import hashlib
import json
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from wirepress.settings.limits import IMPORT_ARCHIVE_FILES, IMPORT_RATIO, IMPORT_RATIO_FROM
from wirepress.transfer.archives.tree import HEAD, Member, NameJudge
from wirepress.transfer.packing.unpack import BLOCK, Blocks, TruncatedStream, UnreadableFile

HEADER: Final = 4377
CHUNK: Final = 512_000  # bytes that are compressed and encrypted together
IV: Final = 16
_PLAIN: Final = ("package.json", "multisite.json", "blogs.json")
_FACTS_MAX: Final = 1024 * 1024
Unpack = Callable[[BinaryIO, int], Blocks]


class WrongPassphrase(UnreadableFile):
    """The archive is encrypted, and the passphrase is missing or wrong."""


class WpressTree:
    """The files of an archive. `facts`: its package.json. Raises UnreadableFile."""

    what = "a backup of All-in-One WP Migration"

    def __init__(self, path: Path, passphrase: str = "") -> None:
        self.path = path
        self._judge = NameJudge()
        self.refused = self._judge.refused
        self._size = path.stat().st_size
        self.whole = self._ends_well()
        self.facts = self._read_facts()
        self._key = b""
        if self.facts.get("Encrypted"):
            self._key = _check_passphrase(passphrase, str(self.facts.get("EncryptedSignature") or ""))
        compression = self.facts.get("Compression")
        told = compression if isinstance(compression, dict) else {}
        self._compression = str(told.get("Type") or "gzip").lower() if told.get("Enabled") else ""

    def scan(self, look: Callable[[str], bool]) -> Iterator[tuple[Member, bytes]]:
        with self.path.open("rb") as raw:
            for member in self._members(raw):
                begin = raw.tell()
                head = b""
                if look(member.name):
                    for block in self._content(raw, member):
                        head += block
                        if len(head) >= HEAD:
                            break
                raw.seek(begin + member.size)
                yield member, head[:HEAD]

    def read(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Member, Blocks]]:
        with self.path.open("rb") as raw:
            for member in self._members(raw):
                begin = raw.tell()
                if wanted(member.name):
                    yield member, self._content(raw, member)
                raw.seek(begin + member.size)

    def _members(self, raw: BinaryIO) -> Iterator[Member]:
        """Yield the members; the file stands at each one's content."""
        for _ in range(IMPORT_ARCHIVE_FILES):
            header = raw.read(HEADER)
            if len(header) < HEADER:
                if header.strip(b"\0") or not self.whole:
                    raise TruncatedStream("the archive ends within a header")
                return
            name = _field(header[:255])
            if not name:  # the end block, of the old form or the new one
                return
            size = _number(header[255:269])
            if size < 0:
                raise TruncatedStream(f"the header at byte {raw.tell() - HEADER} is damaged")
            folder = _field(header[281:])
            full = name if folder in ("", ".") else f"{folder}/{name}"
            if size > self._size - raw.tell():
                raise TruncatedStream(
                    f"{full[:100]} is said to be of {size} bytes, and the archive has not so many left"
                )
            clean = self._judge.accept(full)
            if clean:
                yield Member(clean, size, float(max(_number(header[269:281]), 0)))
            else:
                raw.seek(size, 1)
        raise UnreadableFile(f"holds more than {IMPORT_ARCHIVE_FILES} files.")

    def _content(self, raw: BinaryIO, member: Member) -> Blocks:
        if member.name in _PLAIN or not (self._key or self._compression):
            return _plain(raw, member.size)
        return _unpack_chunks(raw, member, self._key, self._compression)

    def _ends_well(self) -> bool:
        if self._size < HEADER:
            return False
        with self.path.open("rb") as raw:
            raw.seek(self._size - HEADER)
            block = raw.read(HEADER)
        return not block.strip(b"\0") or (not block[:255].strip(b"\0") and _number(block[255:269]) >= 0)

    def _read_facts(self) -> dict[str, Any]:
        with self.path.open("rb") as raw:
            try:
                for member in self._members(raw):
                    if member.name == "package.json" and member.size <= _FACTS_MAX:
                        found = json.loads(raw.read(member.size))
                        return found if isinstance(found, dict) else {}
                    raw.seek(member.size, 1)
            except (TruncatedStream, ValueError, RecursionError):
                pass
        return {}


def _field(raw: bytes) -> str:
    return raw.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _number(raw: bytes) -> int:
    text = raw.partition(b"\0")[0].strip()
    return int(text) if text.isdigit() else (0 if not text else -1)


def _plain(raw: BinaryIO, size: int) -> Blocks:
    left = size
    while left:
        block = raw.read(min(BLOCK, left))
        if not block:
            raise TruncatedStream("the archive ends too early")
        left -= len(block)
        yield block


def _unpack_chunks(raw: BinaryIO, member: Member, key: bytes, compression: str) -> Blocks:
    """Yield a member's bytes, decrypted and unpacked chunk by chunk. Raises TruncatedStream, UnreadableFile."""
    left, given = member.size, 0
    whole = CHUNK + IV + 16 if key else CHUNK
    while left:
        size = min(whole, left)
        if compression:
            length = raw.read(4)
            size = int.from_bytes(length, "big")
            left -= 4
            if len(length) < 4 or size > left or size > 4 * CHUNK:
                raise TruncatedStream(f"{member.name}: a chunk is said to be longer than the file")
        chunk = raw.read(size)
        if len(chunk) < size:
            raise TruncatedStream("the archive ends too early")
        left -= size
        if key:
            chunk = decrypt(chunk, key)
        if compression:
            chunk = _inflate(chunk, compression, member.name)
        given += len(chunk)
        if given > IMPORT_RATIO_FROM and given > IMPORT_RATIO * member.size:
            raise UnreadableFile(
                f"holds {member.name}, which grows more than {IMPORT_RATIO} times when it is unpacked."
            )
        yield chunk


def _inflate(chunk: bytes, compression: str, name: str) -> bytes:
    try:
        if compression.startswith("bz"):
            return bz2.BZ2Decompressor().decompress(chunk, 2 * CHUNK)
        return zlib.decompressobj().decompress(chunk, 2 * CHUNK)
    except (zlib.error, OSError, ValueError) as error:
        raise TruncatedStream(f"{name}: a chunk is damaged ({error})") from None


def make_key(passphrase: str) -> bytes:
    """Return the key that the plugin makes of a passphrase."""
    return hashlib.sha1(passphrase.encode()).digest()[:16].ljust(32, b"\0")  # noqa: S324  as the plugin does it


def decrypt(chunk: bytes, key: bytes) -> bytes:
    """Return a decrypted chunk (AES-256-CBC, its vector before it). Raises TruncatedStream."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    if len(chunk) < 2 * IV or len(chunk) % IV:
        raise TruncatedStream("an encrypted chunk is damaged")
    machine = Cipher(algorithms.AES(key), modes.CBC(chunk[:IV])).decryptor()
    padded = machine.update(chunk[IV:]) + machine.finalize()
    padding = PKCS7(128).unpadder()
    try:
        return padding.update(padded) + padding.finalize()
    except ValueError:
        raise TruncatedStream("an encrypted chunk is damaged, or the passphrase is wrong") from None


def _check_passphrase(passphrase: str, signature: str) -> bytes:
    """Return the key. Raises WrongPassphrase."""
    if not passphrase:
        raise WrongPassphrase("is encrypted. Give its passphrase with --passphrase (- asks for it).")
    key = make_key(passphrase)
    if signature:
        try:
            said = decrypt(b64decode(signature), key)
            said.decode("ascii")
        except (TruncatedStream, ValueError):
            raise WrongPassphrase("is encrypted, and this is not its passphrase.") from None
    return key
