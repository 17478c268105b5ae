"""Who may read a site's files: their owner alone. Uploads may be read by their group too, so that a web server can hand them out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wirepress.settings.settings import Settings

FOLDER: Final = 0o700
FILE: Final = 0o600
UPLOADS_FOLDER: Final = 0o750
UPLOAD: Final = 0o640
_GROUP_MAY_PASS: Final = (
    0o710  # an operator's choice for the site's folder: the group gets to uploads/ and sees no names
)


def find_open_files(settings: Settings) -> Iterator[tuple[Path, int]]:
    """Yield what more people may read or change than need to, each with the mode that is right."""
    folder = settings.folder
    if _mode(folder) & ~_GROUP_MAY_PASS:
        yield folder, FOLDER
    uploads = settings.uploads_folder
    for path in _private_files(settings):
        if path != uploads and not path.is_symlink():
            wanted = FOLDER if path.is_dir() else FILE
            if _mode(path) & ~wanted & 0o777:
                yield path, wanted
    if settings.uploads_in_folder and uploads.is_dir():
        yield from _open_uploads(uploads)


def mend(settings: Settings) -> int:
    """Take rights away where there are too many; how many files and folders were changed. Raises OSError."""
    found = list(find_open_files(settings))
    for path, mode in found:
        path.chmod(mode)
    return len(found)


def _private_files(settings: Settings) -> Iterator[Path]:
    """What lies in the site's folder itself, and a SQLite file with its log that lies elsewhere."""
    yield from sorted(settings.folder.iterdir())
    if settings.database_url.startswith("sqlite"):
        name = settings.folder / settings.database_url.split("///", 1)[1]
        if name.parent != settings.folder:
            yield from (path for end in ("", "-wal", "-shm", "-journal") if (path := Path(f"{name}{end}")).exists())


def _open_uploads(uploads: Path) -> Iterator[tuple[Path, int]]:
    if _mode(uploads) & ~UPLOADS_FOLDER & 0o777:
        yield uploads, UPLOADS_FOLDER
    for place, folders, files in os.walk(uploads):
        for names, wanted in ((folders, UPLOADS_FOLDER), (files, UPLOAD)):
            for name in names:
                path = Path(place) / name
                if not path.is_symlink() and _mode(path) & ~wanted & 0o777:
                    yield path, wanted


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat(follow_symlinks=False).st_mode)
    except FileNotFoundError:  # gone meanwhile, as a database's log may be
        return 0
