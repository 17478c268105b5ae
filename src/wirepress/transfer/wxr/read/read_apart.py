"""A large export file is read by a second process, so that one core reads while another one writes.

The second process needs neither settings nor a database. It writes batches of records to its output and ends when nobody takes them.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

from wirepress.transfer.packing import UnreadableFile
from wirepress.transfer.wxr.read.records import Item
from wirepress.transfer.wxr.read.split_stream import HostileFile
from wirepress.transfer.wxr.read.wxr_file import Place, Record, Tick, WxrFile

LARGE: Final = 8 * 1024 * 1024  # bytes on disk; smaller files are read before a process has started
BATCH: Final = 256 * 1024  # characters of texts
WAITING: Final = 16  # batches that are read ahead
_MODULE: Final = "wirepress.transfer.wxr.read.read_apart"
_STATE: Final = ("channel", "mended", "whole", "joined", "truncated")  # of a file that was gone through


def read_records(file: WxrFile, tick: Tick, *, items_only: bool = False) -> Generator[tuple[Place, Record]]:
    """Yield what a file holds, as its records() does and with the same errors; by a second process where that is quicker."""
    if file.size < LARGE or len(os.sched_getaffinity(0)) < 2:
        yield from file.records(tick, items_only=items_only)
        return
    words = [
        sys.executable,
        "-m",
        "wirepress.transfer.wxr.read.read_apart",
        str(file.path.absolute()),
        "items" if items_only else "",
    ]
    with subprocess.Popen(  # noqa: S603  this very program
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        coming: queue.Queue[bytes] = queue.Queue(WAITING)
        wanted = threading.Event()
        wanted.set()
        taker = threading.Thread(target=_take, args=(process.stdout, coming, wanted), daemon=True)
        taker.start()
        try:
            yield from _unpack(file, coming, tick)
        finally:
            wanted.clear()
            process.kill()
            with suppress(queue.Empty):
                while True:
                    coming.get_nowait()
            taker.join()


def _take(source: IO[bytes], coming: queue.Queue[bytes], wanted: threading.Event) -> None:
    """Take batches from the second process, as far ahead as is allowed; an empty one: there are no more."""
    batch = b"start"
    while batch and wanted.is_set():
        batch = source.read(int.from_bytes(source.read(4), "big"))
        while wanted.is_set():
            with suppress(queue.Full):
                coming.put(batch, timeout=0.1)
                break


def _unpack(file: WxrFile, coming: queue.Queue[bytes], tick: Tick) -> Iterator[tuple[Place, Record]]:
    while batch := coming.get():
        done, records, ending = pickle.loads(batch)  # noqa: S301  of our own process
        tick(done)
        yield from records
        if isinstance(ending, Exception):
            raise ending
        if ending is not None:
            for name, value in zip(_STATE, ending, strict=True):
                setattr(file, name, value)
            return
    raise UnreadableFile(
        "could not be read to its end: the process that read it was ended. Run the same command again."
    )


def _tell(out: IO[bytes], done: int, records: list[tuple[Place, Record]], ending: Any = None) -> None:
    batch = pickle.dumps((done, records, ending), pickle.HIGHEST_PROTOCOL)
    out.write(len(batch).to_bytes(4, "big"))
    out.write(batch)
    out.flush()


def _read(path: Path, out: IO[bytes], *, items_only: bool) -> None:
    file = WxrFile(path)
    done = size = 0
    records: list[tuple[Place, Record]] = []

    def tick(reached: int) -> None:
        nonlocal done
        done = reached

    try:
        for placed in file.records(tick, items_only=items_only):
            records.append(placed)
            record = placed[1]
            size += 1000
            if isinstance(record, Item):
                size += len(record.fields.get("content:encoded", "")) + 500 * len(record.comments)
                size += sum(len(value) for _, value in record.meta)
            if size > BATCH:
                _tell(out, done, records)
                records, size = [], 0
    except (UnreadableFile, HostileFile, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        _tell(out, done, records, error)
        return
    _tell(out, done, records, tuple(getattr(file, name) for name in _STATE))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _read(Path(sys.argv[1]), sys.stdout.buffer, items_only=sys.argv[2] == "items")
    except BrokenPipeError:
        os._exit(0)  # whoever wanted the records is gone
