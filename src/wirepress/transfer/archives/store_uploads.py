"""Uploads of an archive go into the site's storage one by one, as they come. Programs are left out; what is here and the same is not written."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from wirepress.content.media.files import upload_storage
from wirepress.core.files.storage import is_safe
from wirepress.settings.settings import get_settings
from wirepress.transfer.archives.contents import Contents
from wirepress.transfer.archives.tree import Member
from wirepress.transfer.importing.request import Progress, UnreadableSource
from wirepress.transfer.packing.unpack import BLOCK, Blocks, TruncatedStream, UnreadableFile
from wirepress.transfer.report import Report
from wirepress.transfer.wordpress_db.copy_uploads import copy_uploads, is_program

KIND: Final = "uploads"
STEP: Final = "Uploads"


def store_uploads(contents: Contents, report: Report, progress: Progress) -> None:
    """Store every upload. Raises UnreadableSource."""
    assert contents.uploads is not None
    tree, root = contents.tree, contents.uploads
    if tree.path.is_dir():
        copy_uploads(tree.path / root, report, progress)
        return
    tally = report.tally(KIND)
    done = 0
    with tempfile.TemporaryDirectory(prefix=".import-", dir=get_settings().folder) as folder:
        try:
            for member, blocks in tree.read(lambda name: name.startswith(root)):
                done += 1
                progress(STEP, done, max(contents.files, done))
                tally.read += 1
                _store(member, member.name[len(root) :], blocks, Path(folder) / "file", report)
        except TruncatedStream as error:
            contents.broken_off = contents.broken_off or str(error)
        except UnreadableFile as error:
            raise UnreadableSource(f"{tree.path.name} {error}") from None


def _store(member: Member, name: str, blocks: Blocks, place: Path, report: Report) -> None:
    if is_program(Path(name)) or not is_safe(name):
        report.count_left_out(KIND, "programs, hidden files and links that lead elsewhere among the uploads")
        return
    tally = report.tally(KIND)
    try:
        there = upload_storage().facts(name)
        if there and member.modified and int(there.modified) == int(member.modified) and there.size == member.size:
            tally.unchanged += 1
            return
        with place.open("wb") as file:
            for block in blocks:
                file.write(block)
        if there and there.size == place.stat().st_size and _is_same(name, place):
            tally.unchanged += 1
            return
        upload_storage().copy_in(name, place, member.modified or place.stat().st_mtime)
    except TruncatedStream as error:
        report.add_refusal(KIND, name, tally.read, "", str(error))
        return
    except OSError as error:
        report.add_refusal(KIND, name, tally.read, "", f"cannot be stored: {error.strerror or error}")
        return
    if there:
        tally.updated += 1
    else:
        tally.created += 1


def _is_same(name: str, place: Path) -> bool:
    """Return whether a stored file holds the same bytes: not every archive keeps times."""
    with place.open("rb") as new, closing(upload_storage().open_part(name, 0, place.stat().st_size)) as old:
        while block := new.read(BLOCK):
            if old.read(len(block)) != block:
                return False
    return True
