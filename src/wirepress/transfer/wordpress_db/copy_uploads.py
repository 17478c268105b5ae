"""Copies the old site's uploads folder, all generated sizes with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wirepress.content.media.files import upload_storage
from wirepress.transfer.report import Report
from wirepress.transfer.wordpress_db.source import SourceError

if TYPE_CHECKING:
    from wirepress.transfer.wordpress_db.import_database import Progress

# Never public files of a newsroom, whoever put them there.
REFUSED: Final = frozenset(
    (
        ".php",
        ".php3",
        ".php4",
        ".php5",
        ".php7",
        ".php8",
        ".phtml",
        ".phar",
        ".pht",
        ".cgi",
        ".pl",
        ".htaccess",
        ".user.ini",
    )
)


def copy_uploads(folder: Path, report: Report, progress: Progress, subsite: str = "") -> None:
    """Copy every file that is new or changed. Links that lead elsewhere and programs are left out and counted.

    `subsite`: where the files of the network's site lie below the network's folder (`sites/2/`), and lie here too; `folder` may be
    the network's or the site's own. Raises SourceError when there is no such folder.
    """
    if not folder.is_dir():
        raise SourceError(f"There is no folder {folder}.")
    if subsite and (folder / subsite).is_dir():
        folder = folder / subsite
    files = list(_files(folder))
    tally = report.tally("uploads")
    for done, path in enumerate(files, 1):
        progress("Uploads", done, len(files))
        tally.read += 1
        if path.is_symlink() or is_program(path):
            report.count_left_out("uploads", "programs and links that lead elsewhere among the uploads")
            continue
        _copy(path, subsite + path.relative_to(folder).as_posix(), report)


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        yield from (Path(place) / name for name in sorted(names))


def is_program(path: Path) -> bool:
    """Return whether a file is a program by its name."""
    names = path.name.lower().split(".")
    return any(f".{part}" in REFUSED for part in names[1:]) or path.name.lower() in REFUSED


def _copy(path: Path, name: str, report: Report) -> None:
    tally = report.tally("uploads")
    try:
        wanted = path.stat()
        there = upload_storage().facts(name)
        if there and (there.size, int(there.modified)) == (wanted.st_size, int(wanted.st_mtime)):
            tally.unchanged += 1
            return
        upload_storage().copy_in(name, path, wanted.st_mtime)
    except OSError as error:
        report.add_refusal("uploads", str(path.name), tally.read, "", f"cannot be copied: {error.strerror or error}")
        return
    if there:
        tally.updated += 1
    else:
        tally.created += 1
