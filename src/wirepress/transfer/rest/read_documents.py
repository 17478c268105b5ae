"""Reads documents out of files and standard input, packed or not, and names those that cannot be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn, cast

from wirepress.transfer.packing import PackedFile, Unreadable, describe_file
from wirepress.transfer.packing.archive import is_tar, is_zip
from wirepress.transfer.packing.packed_file import codec_of, decoded
from wirepress.transfer.packing.unpack import HEAD, peek, unpacked
from wirepress.transfer.rest.split_json import Fault, pieces

CHUNK: Final = 256 * 1024
STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Item:
    """One document, or why there is none. `index` counts from 1 within its file."""

    file: str
    index: int
    document: Any = None
    reason: str = ""


def items(files: list[str], tick: Callable[[int, int], None]) -> Iterator[Item]:
    """Every document of the files in order; `tick` is told (bytes read, bytes in all; 0: not known)."""
    sizes = [Path(file).stat().st_size if file != STDIN and Path(file).is_file() else 0 for file in files]
    for place, file in enumerate(files):
        before, total = sum(sizes[:place]), sum(sizes)
        yield from _file_items(file, lambda done, before=before, total=total: tick(before + done, total))  # type: ignore[misc]


def _file_items(file: str, tick: Callable[[int], None]) -> Iterator[Item]:
    name = "standard input" if file == STDIN else Path(file).name
    index = 0
    try:
        with _chunks(file, tick) as blocks:
            for piece in pieces(blocks):
                index += 1
                yield _item(name, index, piece)
    except Unreadable as error:
        yield Item(name, index + 1, reason=str(error))
        return
    except (OSError, EOFError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Item(name, index + 1, reason=f"cannot be read on: {reason}")
        return
    if not index:
        yield Item(name, 1, reason="holds no document")


@contextmanager
def _chunks(file: str, tick: Callable[[int], None]) -> Iterator[Iterator[bytes]]:
    """The bytes of a file, unpacked, as UTF-8 without a byte order mark. Raises Unreadable for what holds no documents."""
    if file == STDIN:
        blocks = unpacked(_plain(cast(BinaryIO, sys.stdin.buffer), tick))
        head, blocks = peek(blocks, HEAD)
        if is_zip(head) or is_tar(head):
            raise Unreadable("is an archive. Unpack it, and give what is in it.")
        codec = codec_of(head)
        _judge(head.decode(codec, "ignore").encode("utf-8", "replace") if codec else head, file)
        yield decoded(blocks, codec)
        return
    packed = PackedFile(Path(file))
    _judge(packed.head, Path(file).name)
    yield packed.blocks(tick)


def _judge(head: bytes, name: str) -> None:
    """One word for a file that is something else, in place of one for every line of it. Raises Unreadable."""
    words = describe_file.foreign(head, describe_file.DOCUMENTS)
    if words:
        raise Unreadable(words)
    if describe_file.is_rows(head):
        raise Unreadable(
            f"holds the rows of a database, not documents: `wirepress import wordpress-db {name}` reads it."
        )
    if describe_file.is_sql(head):
        raise Unreadable(f"is an SQL dump: `wirepress import wordpress-db {name}` reads it.")
    if head.strip() and not describe_file.is_json(head) and b"{" not in head:
        raise Unreadable(f"holds no documents: it is not JSON. {describe_file.DOCUMENTS}")


def _plain(raw: BinaryIO, tick: Callable[[int], None]) -> Iterator[bytes]:
    done = 0
    while block := raw.read(CHUNK):
        done += len(block)
        tick(done)
        yield block


def _item(name: str, index: int, piece: bytes | Fault) -> Item:
    if isinstance(piece, Fault):
        return Item(name, index, reason=str(piece))
    try:
        document = json.loads(piece.decode(), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        return Item(name, index, reason=f"is not UTF-8 text at byte {error.start}")
    except RecursionError:
        return Item(name, index, reason="is nested too deep")
    except ValueError as error:
        return Item(name, index, reason=f"is not JSON: {error}")
    return Item(name, index, document)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")
