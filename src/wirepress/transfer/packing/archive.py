"""Archives (zip, tar) with one file inside that matters: which one, and its bytes."""

from __future__ import annotations

import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, BinaryIO, Final, cast

from wirepress.core.files.block_reader import BlockReader
from wirepress.settings.limits import IMPORT_MEMBERS_MAX, IMPORT_RATIO, IMPORT_RATIO_FROM
from wirepress.transfer.packing.unpack import BLOCK, Blocks, TruncatedStream, UnreadableFile

_TAR: Final = slice(257, 262)  # where "ustar" stands
_WANTED: Final = re.compile(
    r".*\.(?:sql|mysql|dump|db|json|jsonl|ndjson)(?:\.(?:gz|bz2|xz|zst))*|.*-db\.gz", re.IGNORECASE
)
# Beside the dump in archives of Macs, of backup programs and of WordPress's own folders.
_BESIDE: Final = re.compile(
    r"(?:.*/)?(?:__MACOSX/.*|\.[^/]*|(?:package|composer|theme|block|package-lock|languages|manifest)\.json|wp-(?:content|includes|admin)/.*)"
)
NAMES_SHOWN: Final = 5  # files named in a sentence


def is_zip(head: bytes) -> bool:
    """Return whether a file that begins so is a zip archive (an empty one too)."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def is_tar(head: bytes) -> bool:
    """Return whether a stream that begins so is a tar archive: told by its mark, and by the sum of its first block."""
    block = head[:512]
    if len(block) < 512 or block[_TAR] != b"ustar":
        return False
    try:
        told = int(block[148:156].strip(b" \0") or b"-1", 8)
    except ValueError:
        return False
    return told == sum(block[:148]) + 32 * 8 + sum(block[156:])


def zip_blocks(raw: BinaryIO) -> Blocks:
    """Return the bytes of the one file in a zip archive. Raises UnreadableFile, TruncatedStream."""
    try:
        archive = zipfile.ZipFile(raw)
        members = {one.filename: one for one in archive.infolist()[:IMPORT_MEMBERS_MAX] if not one.is_dir()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFile("is a zip archive that is damaged or not whole. Make or copy it anew.") from None
    member = members[choose_member(members, "zip")]
    if member.flag_bits & 1:
        raise UnreadableFile("is a zip archive with a password. Unpack it, and give what is in it.")
    return read_member(archive, member)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, block_size: int = BLOCK) -> Blocks:
    """Yield a file's bytes. Raises TruncatedStream, UnreadableFile: one that grows too much is a bomb, whatever it says of itself."""
    given = 0
    try:
        with archive.open(member) as file:
            while block := file.read(block_size):
                given += len(block)
                if given > IMPORT_RATIO_FROM and given > IMPORT_RATIO * max(member.compress_size, 1):
                    raise UnreadableFile(
                        f"grows more than {IMPORT_RATIO} times when it is unpacked, as no database does. Unpack it, and look at it."
                    )
                yield block
    except (NotImplementedError, RuntimeError):
        raise UnreadableFile(
            "is a zip archive of a kind that cannot be read here. Unpack it, and give what is in it."
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise TruncatedStream(f"the packed data is damaged ({error})") from None


def tar_blocks(again: Callable[[], Blocks]) -> Blocks:
    """Return the bytes of the one file in a tar archive, which is gone through twice. `again`: gives it from its beginning.

    Raises Unreadable, Truncated.
    """
    names = [member.name for member, _ in _read_members(again())]
    wanted = choose_member(names, "tar")
    return _tar_member(again(), wanted)


def _tar_member(blocks: Blocks, wanted: str) -> Blocks:
    for member, archive in _read_members(blocks):
        if member.name == wanted:
            file = archive.extractfile(member)
            assert file is not None
            left = member.size
            while left:
                block = _read(file, min(BLOCK, left))
                if not block:
                    raise TruncatedStream("the archive ends too early")
                left -= len(block)
                yield block
            return


def _read(file: IO[bytes], size: int) -> bytes:
    try:
        return file.read(size)
    except tarfile.TarError as error:
        raise TruncatedStream(f"the archive is damaged ({error})") from None


def _read_members(blocks: Blocks) -> Iterator[tuple[tarfile.TarInfo, tarfile.TarFile]]:
    """Yield the files of an archive; where it breaks off, those before that."""
    try:
        with tarfile.open(fileobj=cast(IO[bytes], BlockReader(blocks)), mode="r|") as archive:
            for count, member in enumerate(archive):
                if count >= IMPORT_MEMBERS_MAX:
                    return
                if member.isfile():
                    yield member, archive
                archive.members.clear()  # type: ignore[attr-defined]  # else it remembers all
    except (tarfile.TarError, TruncatedStream, EOFError):
        return


def choose_member(names: Iterable[str], kind: str) -> str:
    """Return the one file that is meant. Raises UnreadableFile."""
    every = [name for name in names if not _BESIDE.fullmatch(name)]
    wanted = [name for name in every if _WANTED.fullmatch(name)] or every
    if len(wanted) == 1:
        return wanted[0]
    listed = ", ".join(wanted[:NAMES_SHOWN]) + (
        f" and {len(wanted) - NAMES_SHOWN} more" if len(wanted) > NAMES_SHOWN else ""
    )
    said = f"several files ({listed}), and which is meant cannot be told" if wanted else "no file that could be meant"
    raise UnreadableFile(f"is a {kind} archive with {said}. Unpack it, and give the dump that is in it.")
