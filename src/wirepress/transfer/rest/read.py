"""Reads documents out of files and standard input, packed or not, and names those that cannot be read."""

from __future__ import annotations

import codecs
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn, cast

from wirepress.transfer.gunzip import MAGIC, gunzip
from wirepress.transfer.rest.split import Fault, pieces

CHUNK: Final = 256 * 1024
STDIN: Final = "-"
_BOM16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


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
        with _open(file) as raw:
            for piece in pieces(_chunks(raw, tick)):
                index += 1
                yield _item(name, index, piece)
    except (OSError, EOFError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Item(name, index + 1, reason=f"cannot be read on: {reason}")
        return
    if not index:
        yield Item(name, 1, reason="holds no document")


def _open(file: str) -> BinaryIO:
    if file == STDIN:
        return cast(BinaryIO, sys.stdin.buffer)
    return Path(file).open("rb")


def _chunks(raw: BinaryIO, tick: Callable[[int], None]) -> Iterator[bytes]:
    """The bytes of the file, unpacked, as UTF-8 without a byte order mark."""
    blocks = _plain(raw, tick)
    first = next(blocks, b"")
    blocks = itertools.chain((first,), blocks)
    if first.startswith(MAGIC):
        blocks = gunzip(blocks)
        first = next(blocks, b"")
        blocks = itertools.chain((first,), blocks)
    if first.startswith(_BOM16):
        decoder = codecs.getincrementaldecoder("utf-16")()
        blocks = (decoder.decode(block).encode() for block in blocks)
    elif first.startswith(codecs.BOM_UTF8):
        next(blocks)
        blocks = itertools.chain((first.removeprefix(codecs.BOM_UTF8),), blocks)
    return blocks


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
