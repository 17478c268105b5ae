"""Files of attachments: copied from a folder of the old site, or fetched from it, one after the other. Those that are here are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from wirepress.content.errors import ActionRefused
from wirepress.content.media.actions.upload import make_metadata
from wirepress.content.media.files import NewFiles, read_file
from wirepress.content.media.models import MediaFile
from wirepress.core.files.storage import is_safe
from wirepress.core.images import resize
from wirepress.core.markup.fields.mime_types import mime_of
from wirepress.transfer.importing.request import Progress
from wirepress.transfer.rest.fetch_pictures import FileFetcher, fetch_needed
from wirepress.transfer.rest.needed_pictures import KIND, NeededFile, list_sizes
from wirepress.transfer.wordpress_db.copy_uploads import copy_uploads
from wirepress.transfer.wxr.read.records import Item
from wirepress.transfer.wxr.write.state import WxrImport


def fetch_media(task: WxrImport, progress: Progress) -> None:
    """Bring the files that the request wants, and describe those that no metadata came for."""
    request = task.request
    if request.uploads:
        copy_uploads(Path(request.uploads), task.report, progress)
    if not task.survey.types["attachment"]:
        return
    fetcher = FileFetcher(task.survey.site) if request.media else None
    total, done = task.survey.types["attachment"], 0
    for post_id, url in _attachments(task):
        done += 1
        progress("Files", done, total)
        file = MediaFile.objects.filter(post_id=post_id).first()
        path = file.path if file else ""
        if file is None or not is_safe(path) or not mime_of(path)[1]:
            task.tally(KIND).read += 1
            why = "files of types that are not kept" if path else "attachments that do not say where their file is"
            task.report.count_loss(f"{KIND}: {why}")
            continue
        fetch_needed(NeededFile(path, urljoin(f"{task.survey.site}/", url), list_sizes(file)), fetcher, task.report)
        if not file.metadata and (request.media or request.uploads or request.files_come):
            _describe(file)


def _attachments(task: WxrImport) -> Iterator[tuple[int, str]]:
    """Yield (id here, address) of the files' attachments."""
    targets = iter(task.survey.plan.targets)
    for file in task.survey.files:
        for _, record in file.records(lambda done: None, items_only=True):
            if not isinstance(record, Item):
                continue
            target = next(targets, 0)
            if target > 0 and record.fields.get("wp:post_type", "").strip() == "attachment":
                yield target, record.fields.get("wp:attachment_url", "").strip()


def _describe(file: MediaFile) -> None:
    """Make the metadata of a file that is here, and its smaller sizes."""
    try:
        data = read_file(file.path)
        if not data:
            return
        mime = mime_of(file.path)[1]
        picture = resize.open_picture(data) if mime in resize.FORMATS.values() else None
        with NewFiles() as made:
            file.metadata = make_metadata(made, picture, file.path, data, mime, True)
    except (ActionRefused, resize.PictureError):
        return  # what it is stays unknown; the file itself was counted
    file.path = str(file.metadata.get("file") or file.path)
    file.save()
