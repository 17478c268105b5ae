"""Take a file in: name, type by its bytes, sizes, metadata, the attachment post."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.media import files
from wirepress.content.media.actions.make_formats import MAKE as MAKE_FORMATS
from wirepress.content.media.actions.make_formats import names_beside
from wirepress.content.media.file_types import check_file_type
from wirepress.content.media.models import MediaFile
from wirepress.content.media.sizes import registered_sizes
from wirepress.content.options import site, store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.models import Post
from wirepress.core.images import resize
from wirepress.core.jobs.enqueue import enqueue
from wirepress.core.rest.routes import Actor

_EMPTY_META: Final[dict[str, Any]] = {
    "aperture": "0",
    "credit": "",
    "camera": "",
    "caption": "",
    "created_timestamp": "0",
    "copyright": "",
    "focal_length": "0",
    "iso": "0",
    "shutter_speed": "0",
    "title": "",
    "orientation": "0",
    "keywords": [],
}


def upload_media(
    data: bytes,
    name: str,
    *,
    author: Actor,
    title: str = "",
    alt: str = "",
    caption: str = "",
    description: str = "",
    parent: int = 0,
    date_gmt: datetime | None = None,
    folder_date: datetime | None = None,
    make_sizes: bool = True,
    fields: dict[str, Any] | None = None,
    complete: Callable[[Post], None] | None = None,
) -> Post:
    """Store a file and make its attachment, which is returned.

    The file lies in the folder of the month of `folder_date` (local), else of its own date. `complete` writes more of the
    attachment in the same transaction: when it raises, neither file nor attachment stays.
    Raises ActionRefused (rest_upload_sideload_error) for a type that the author may not upload or bytes that are not what
    the name says; nothing is kept then.
    """
    if not data:
        raise ActionRefused("rest_upload_no_data", "The file is empty.", 400)
    judged = check_file_type(name, data, author)
    if judged is None:
        raise ActionRefused("rest_upload_sideload_error", "You are not allowed to upload files of this type.", 500)
    clean, mime = judged
    picture = None
    if mime in resize.FORMATS.values():
        try:
            picture = resize.open_picture(data)
        except resize.PictureError as error:
            raise ActionRefused("rest_upload_sideload_error", str(error), 500) from None
    with files.NewFiles() as kept:
        path = kept.store(f"{_upload_folder(folder_date or site.to_local(date_gmt or site.now_gmt()))}{clean}", data)
        values = {
            "title": title or Path(clean).stem,
            "content": description,
            "excerpt": caption,
            "status": "inherit",
            "mime_type": mime,
            "parent": parent,
            "guid": site.uploads_url(path),
            "comment_status": str(store.get("default_comment_status")),
            "ping_status": "closed",
            **({"date_gmt": date_gmt} if date_gmt else {}),
            **(fields or {}),
        }
        metadata = make_metadata(kept, picture, path, data, mime, make_sizes)
        with transaction.atomic():
            post = create_post(values, actor=author, post_type="attachment")
            MediaFile.objects.create(post=post, path=str(metadata.get("file") or path), alt=alt, metadata=metadata)
            if picture is not None:
                enqueue(MAKE_FORMATS, post_id=post.pk)
            if complete is not None:
                complete(post)
    return post


def _upload_folder(moment: datetime) -> str:
    return f"{moment.year:04}/{moment:%m}/" if store.get("uploads_use_yearmonth_folders") else ""


def make_metadata(
    new_files: files.NewFiles, picture: Any, path: str, data: bytes, mime: str, make_sizes: bool
) -> dict[str, Any]:
    """Return WordPress's metadata of a stored file, its smaller sizes made beside it. `picture`: None for what is none."""
    if picture is None:
        return {"filesize": len(data)}
    facts: dict[str, Any] = {
        "width": picture.width,
        "height": picture.height,
        "file": path,
        "filesize": len(data),
        "sizes": {},
    }
    stem, _, extension = path.rpartition(".")
    if max(picture.width, picture.height) > resize.BIG and mime not in ("image/gif", "image/png"):
        scaled = resize.make_size(picture, resize.BIG, resize.BIG, False)
        if scaled is not None:
            facts["file"] = f"{stem}-scaled.{extension}"
            new_files.store_as(facts["file"], scaled.data)
            facts.update(width=scaled.width, height=scaled.height, filesize=len(scaled.data))
            facts["original_image"] = path.rpartition("/")[2]
    if make_sizes and mime != "image/bmp":
        facts["sizes"] = write_sizes(new_files, picture, path)
    facts["image_meta"] = dict(_EMPTY_META) if site.compat() == "6.8" else {**_EMPTY_META, "alt": ""}
    if "original_image" in facts:
        facts["original_image"] = facts.pop("original_image")  # stands last
    return facts


def write_sizes(new_files: files.NewFiles, picture: Any, path: str, skip: Collection[str] = ()) -> dict[str, Any]:
    """Write the smaller files of a picture beside it. Answers name -> what it is."""
    stem, _, extension = path.rpartition(".")
    sizes: dict[str, Any] = {}
    for name, (wide, high, crop) in registered_sizes().items():
        made = resize.make_size(picture, wide, high, crop) if name not in skip else None
        if made is None:
            continue
        file = f"{stem}-{made.width}x{made.height}.{extension}"
        new_files.store_as(file, made.data)
        sizes[name] = {
            "file": file.rpartition("/")[2],
            "width": made.width,
            "height": made.height,
            "mime-type": made.mime,
            "filesize": len(made.data),
        }
    return sizes


def delete_files(file: MediaFile) -> None:
    """Remove an attachment's files."""
    folder = file.path.rpartition("/")[0]
    metadata = file.metadata if isinstance(file.metadata, dict) else {}
    beside = [str(size.get("file")) for size in (metadata.get("sizes") or {}).values()]
    if metadata.get("original_image"):
        beside.append(str(metadata["original_image"]))
    paths = [file.path, *(f"{folder}/{name}" if folder else name for name in beside)]
    smaller = [other for path in paths for other in names_beside(path)] if metadata.get("width") else []
    files.remove_files([*paths, *smaller])
