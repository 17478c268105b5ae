"""A watched folder: files are taken when they are whole; taken ones go to done/, those that cannot be read to broken/ with the reason.

A file is moved after its stories are filed, so that a worker that is killed in between reads it again; identity keeps the stories
from being filed twice. Files are never deleted.
"""

from __future__ import annotations

import mimetypes
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from wirepress.features.wire.entry.records import FetchedDocument
from wirepress.features.wire.fetch.fetch_document import FetchFailed
from wirepress.features.wire.models import Source
from wirepress.settings.limits import WIRE_BODY_MAX

UNCHANGED_SECONDS: Final = (
    5.0  # seconds without a change after which a file counts as whole; one that is renamed in keeps its older date
)
FILES_MAX: Final = 500  # taken in one look
DONE: Final = "done"
BROKEN: Final = "broken"
_UNFINISHED: Final = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")
_NAMES_MAX: Final = 10_000


def list_whole_files(source: Source, *, clock: Callable[[], float] = time.time) -> list[Path]:
    """Return the whole files of the source's folder, the oldest first. Raises FetchFailed when there is no such folder.

    Left where they are: what still grows, hidden files, names that programs give to unfinished ones, links, folders.
    """
    folder = Path(source.url)
    now = clock()
    found: list[tuple[float, Path]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.lower().endswith(_UNFINISHED):
                    continue
                try:
                    about = entry.stat(follow_symlinks=False)
                except OSError:  # taken away in between
                    continue
                if stat.S_ISREG(about.st_mode) and _age(about, now) >= UNCHANGED_SECONDS:
                    found.append((about.st_mtime, Path(entry.path)))
                    if len(found) >= _NAMES_MAX:
                        break
    except OSError as error:
        raise FetchFailed(f"The folder {folder} cannot be read ({error.strerror}).") from None
    return [path for _, path in sorted(found)[:FILES_MAX]]


def read_file(path: Path) -> FetchedDocument:
    """Return a file as what was fetched. Raises FetchFailed, whose words go to broken/ with it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise FetchFailed("It is no plain file.")
            body = file.read(WIRE_BODY_MAX + 1)
    except OSError as error:
        raise FetchFailed(f"It cannot be opened ({error.strerror}).") from None
    if len(body) > WIRE_BODY_MAX:
        raise FetchFailed(f"It is longer than {WIRE_BODY_MAX} bytes.")
    return FetchedDocument(
        url=path.absolute().as_uri(), status=200, body=body, kind=mimetypes.guess_type(path.name)[0] or ""
    )


def move_to_done(path: Path) -> Path:
    """Move a file whose stories are filed to done/. Return the place where it is now."""
    return _move(path, DONE)


def move_to_broken(path: Path, words: str) -> Path:
    """Move a file that cannot be read to broken/, with a .txt beside it that says why. Return the place where it is now."""
    place = _move(path, BROKEN)
    place.with_name(f"{place.name}.txt").write_text(
        f"{words}\nMend the file and move it back to be read again.\n", encoding="utf-8"
    )
    return place


def _age(about: os.stat_result, now: float) -> float:
    """Return seconds since the last change; a date in the future (a clock that differs) is replaced by when the file came here."""
    return now - (about.st_mtime if about.st_mtime <= now else about.st_ctime)


def _move(path: Path, name: str) -> Path:
    folder = path.parent / name
    folder.mkdir(exist_ok=True)
    for number in range(1, 100_000):
        place = folder / (path.name if number == 1 else f"{path.stem}-{number}{path.suffix}")
        try:
            os.link(path, place)  # fails where there is one already, so that nothing is overwritten
        except FileExistsError:
            continue
        except OSError:  # a file system without links
            if place.exists():
                continue
            path.rename(place)
            return place
        path.unlink()
        return place
    raise FetchFailed(f"{folder} holds too many files of that name.")
