"""Reads documents out of files and standard input, packed or not, and names those that cannot be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn, cast

from wirepress.transfer.packing import PackedFile, UnreadableFile, describe_file
from wirepress.transfer.packing.archive import is_tar, is_zip
from wirepress.transfer.packing.packed_file import decode_blocks, detect_codec
from wirepress.transfer.packing.unpack import HEAD, peek, unpack_blocks
from wirepress.transfer.rest.split_json import JsonFault, split_documents

CHUNK: Final = 256 * 1024
STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document, or why there is none. `index` counts from 1 within its file."""

    file: str
    index: int
    document: Any = None
    reason: str = ""


def read_documents(files: list[str], tick: Callable[[int, int], None]) -> Iterator[ReadDocument]:
    """Yield every document of the files in order; `tick` is told (bytes read, bytes in all; 0: not known)."""
    sizes = [Path(file).stat().st_size if file != STDIN and Path(file).is_file() else 0 for file in files]
    for place, file in enumerate(files):
        before, total = sum(sizes[:place]), sum(sizes)
        yield from _read_file(file, lambda done, before=before, total=total: tick(before + done, total))  # type: ignore[misc]


def _read_file(file: str, tick: Callable[[int], None]) -> Iterator[ReadDocument]:
    name = "standard input" if file == STDIN else Path(file).name
    index = 0
    try:
        with _chunks(file, tick) as blocks:
            for piece in split_documents(blocks):
                index += 1
                yield _parse_piece(name, index, piece)
    except UnreadableFile as error:
        yield ReadDocument(name, index + 1, reason=str(error))
        return
    except (OSError, EOFError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield ReadDocument(name, index + 1, reason=f"cannot be read on: {reason}")
        return
    if not index:
        yield ReadDocument(name, 1, reason="holds no document")


@contextmanager
def _chunks(file: str, tick: Callable[[int], None]) -> Iterator[Iterator[bytes]]:
    """Yield the bytes of a file, unpacked, as UTF-8 without a byte order mark. Raises UnreadableFile for what holds no documents."""
    if file == STDIN:
        blocks = unpack_blocks(_plain(cast(BinaryIO, sys.stdin.buffer), tick))
        head, blocks = peek(blocks, HEAD)
        if is_zip(head) or is_tar(head):
            raise UnreadableFile("is an archive. Unpack it, and give what is in it.")
        codec = detect_codec(head)
        _check_kind(head.decode(codec, "ignore").encode("utf-8", "replace") if codec else head, file)
        yield decode_blocks(blocks, codec)
        return
    packed = PackedFile(Path(file))
    _check_kind(packed.head, Path(file).name)
    yield packed.blocks(tick)


def _check_kind(head: bytes, name: str) -> None:
    """Report a file of another kind once, in place of every line of it. Raises UnreadableFile."""
    words = describe_file.describe_foreign(head, describe_file.DOCUMENTS)
    if words:
        raise UnreadableFile(words)
    if describe_file.is_rows(head):
        raise UnreadableFile(
            f"holds the rows of a database, not documents: `wirepress import wordpress-db {name}` reads it."
        )
    if describe_file.is_sql(head):
        raise UnreadableFile(f"is an SQL dump: `wirepress import wordpress-db {name}` reads it.")
    if head.strip() and not describe_file.is_json(head) and b"{" not in head:
        raise UnreadableFile(f"holds no documents: it is not JSON. {describe_file.DOCUMENTS}")


def _plain(raw: BinaryIO, tick: Callable[[int], None]) -> Iterator[bytes]:
    done = 0
    while block := raw.read(CHUNK):
        done += len(block)
        tick(done)
        yield block


def _parse_piece(name: str, index: int, piece: bytes | JsonFault) -> ReadDocument:
    if isinstance(piece, JsonFault):
        return ReadDocument(name, index, reason=str(piece))
    try:
        document = json.loads(piece.decode(), parse_constant=_refuse_number)
    except UnicodeDecodeError as error:
        return ReadDocument(name, index, reason=f"is not UTF-8 text at byte {error.start}")
    except RecursionError:
        return ReadDocument(name, index, reason="is nested too deep")
    except ValueError as error:
        return ReadDocument(name, index, reason=f"is not JSON: {error}")
    return ReadDocument(name, index, document)


def _refuse_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")
