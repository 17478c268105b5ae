"""Crop, rotate, flip: a changed picture becomes a new file, the old one stays. And sizes that were not made at the upload."""

from __future__ import annotations

import re
from typing import Any, Final

from PIL import Image

from wirepress.content.errors import ActionRefused
from wirepress.content.media import files
from wirepress.content.media.actions.upload import upload_media, write_sizes
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.core.images import resize
from wirepress.core.rest.routes import Actor

_EDITED: Final = re.compile(r"-edited(-\d+)?\Z")  # names do not grow with every change


def _read_original(post: Post) -> tuple[MediaFile, bytes]:
    """Return the attachment's row and the bytes of its original. Raises ActionRefused."""
    row = MediaFile.objects.filter(post=post).first()
    if row is not None:
        folder = row.path.rpartition("/")[0]
        original = row.metadata.get("original_image") if isinstance(row.metadata, dict) else None
        data = files.read_file((f"{folder}/{original}" if folder else str(original)) if original else row.path)
        if data is not None:
            return row, data
    raise ActionRefused("rest_unknown_attachment", "The file of this picture is missing.", 404)


def check_address(post: Post, address: str) -> None:
    """Raises ActionRefused (rest_unknown_attachment) where the address is none of the picture's files, whatever host it names."""
    row = MediaFile.objects.filter(post=post).first()
    facts = row.metadata if row is not None and isinstance(row.metadata, dict) else {}
    path = str(facts.get("file") or (row.path if row is not None else ""))
    folder = path.rpartition("/")[0]
    names = [str(size.get("file")) for size in (facts.get("sizes") or {}).values()] + [
        str(facts.get("original_image") or "")
    ]
    paths = [path, *(f"{folder}/{name}" if folder else name for name in names if name)]
    if not any(path and address.partition("?")[0].endswith(path) for path in paths):
        raise ActionRefused("rest_unknown_attachment", "The address does not belong to this picture.", 404)


def edit_picture(
    post: Post, changes: list[dict[str, Any]], *, actor: Actor, texts: dict[str, Any] | None = None
) -> Post:
    """Return a new attachment out of a picture and changes in order (angle in degrees clockwise, parts in percent). Raises ActionRefused.

    `texts`: title, alt, caption, description and parent, where they are not those of the picture.
    """
    row, data = _read_original(post)
    try:
        picture = resize.open_picture(data)
    except resize.PictureError as error:
        raise ActionRefused("rest_cannot_edit_file_type", str(error), 400) from None
    kind = picture.format or "JPEG"
    before = picture.size
    for change in changes:
        picture = _apply_change(picture, str(change["type"]), dict(change.get("args") or {}))
    if picture.size == before and not any(change["type"] in ("rotate", "flip") for change in changes):
        raise ActionRefused("rest_image_not_edited", "The changes would leave the picture as it is.", 400)
    made = resize.encode_image(picture, kind)
    stem, _, extension = row.path.rpartition("/")[2].rpartition(".")
    name = f"{_EDITED.sub('', stem)}-edited.{extension}"
    facts = {"title": post.title, "alt": row.alt, "caption": post.excerpt, "description": post.content, **(texts or {})}
    new = upload_media(made.data, name, author=actor, **facts)
    _copy_origin(new, post, row)
    return new


def _copy_origin(new: Post, post: Post, row: MediaFile) -> None:
    """What the camera said stays; which picture it was made of is written down."""
    file = MediaFile.objects.get(post=new)
    camera = (row.metadata or {}).get("image_meta") if isinstance(row.metadata, dict) else None
    shown = dict(file.metadata.get("image_meta") or {})
    if isinstance(camera, dict):
        shown.update(
            {name: value for name, value in camera.items() if value and shown.get(name) in (None, "", "0", 0, [])}
        )
    if shown.get("orientation") not in (None, "0", 0):
        shown["orientation"] = 1  # the new file is upright
    file.metadata = {
        **file.metadata,
        "image_meta": shown,
        "parent_image": {"attachment_id": str(post.pk), "file": row.path},
    }
    file.save(update_fields=["metadata"])


def _apply_change(picture: Image.Image, kind: str, args: dict[str, Any]) -> Image.Image:
    if kind == "rotate":
        return picture.rotate(-float(args.get("angle", 0)), expand=True)
    if kind == "flip":
        ways = args.get("flip") or {}
        if ways.get("horizontal"):
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if ways.get("vertical"):
            picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        return picture
    left, top = picture.width * float(args["left"]) / 100, picture.height * float(args["top"]) / 100
    wide, high = picture.width * float(args["width"]) / 100, picture.height * float(args["height"]) / 100
    box = (round(left), round(top), min(round(left + wide), picture.width), min(round(top + high), picture.height))
    if box[0] >= box[2] or box[1] >= box[3]:
        raise ActionRefused("rest_image_crop_failed", "The selected part lies outside the picture.", 500)
    return picture.crop(box)


def make_missing_sizes(post: Post) -> None:
    """Make the sizes that the picture should have and has not. Raises ActionRefused when its file is gone."""
    row, data = _read_original(post)
    try:
        picture = resize.open_picture(data)
    except resize.PictureError:
        return
    metadata = dict(row.metadata) if isinstance(row.metadata, dict) else {}
    sizes = dict(metadata.get("sizes") or {})
    path = row.path.replace("-scaled.", ".") if metadata.get("original_image") else row.path
    with files.NewFiles() as kept:
        sizes.update(write_sizes(kept, picture, path, skip=set(sizes)))
        row.metadata = {**metadata, "sizes": sizes}
        row.save(update_fields=["metadata"])
