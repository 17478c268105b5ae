"""A SQLite database while the site goes on: copied by SQLite's own online backup, and put back."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import connection

from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.place import PIECE

FILE: Final = "database.sqlite3.gz"
COUNTED: Final = ("posts_post", "users_user", "comments_comment", "terms_term", "options_option")
_HEADER: Final = b"SQLite format 3\x00"


def copy_database(folder: Path) -> tuple[list[Path], dict[str, int], int]:
    """Copy the site's database into a folder. Return the files, the rows that are in them, and how long they are unpacked.

    All of it is of one moment. The copy is looked through before it is packed. Raises BackupError.
    """
    plain, packed = folder / "database.sqlite3", folder / FILE
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(plain)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    counts = check_database(plain)
    size = plain.stat().st_size
    with plain.open("rb") as source_file, gzip.open(packed, "wb", compresslevel=3) as target:
        shutil.copyfileobj(source_file, target, PIECE)
    plain.unlink()
    return [packed], counts, size


def check_database(path: Path) -> dict[str, int]:
    """Return how many rows of the counted tables a database has. Raises BackupError when it is damaged or none of a site."""
    with path.open("rb") as file:
        if file.read(16) != _HEADER:
            raise BackupError("The copy of the database is no SQLite file.")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            state = copy.execute("PRAGMA quick_check(1)").fetchone()
            if state != ("ok",):
                raise BackupError(f"The copy of the database is damaged: {state[0] if state else 'no answer'}.")
            return {table: int(copy.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]) for table in COUNTED}
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The copy of the database cannot be read: {error}.") from None


def unpack_database(packed: Path, target: Path, unpacked: int) -> dict[str, int]:
    """Put the database into a new file, check it, and return its rows. Raises BackupError when it is longer than it says it is."""
    size = 0
    try:
        with gzip.open(packed, "rb") as source, target.open("xb") as file:
            while piece := source.read(PIECE):
                size += len(piece)
                if size > unpacked:
                    raise BackupError(f"The database is longer than the {unpacked} bytes that the backup says it has.")
                file.write(piece)
    except (OSError, EOFError) as error:
        raise BackupError(f"The database cannot be unpacked: {error}.") from None
    if size != unpacked:
        raise BackupError(f"The database has {size} bytes instead of {unpacked}: it was cut off.")
    target.chmod(0o600)
    return check_database(target)
