"""Files of attachments: copied from a folder of the old site, or fetched from it, one after the other."""

from __future__ import annotations

from pathlib import Path

from wirepress.transfer.importing.request import Progress
from wirepress.transfer.wordpress_db.copy_uploads import copy_uploads
from wirepress.transfer.wxr.write.state import WxrImport


def fetch_media(task: WxrImport, progress: Progress) -> None:
    """Bring the files that the request wants."""
    if task.request.uploads:
        copy_uploads(Path(task.request.uploads), task.report, progress)
