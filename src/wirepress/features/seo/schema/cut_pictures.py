"""Cuts of lead pictures in the shapes that search results ask for: 16:9, 4:3 and 1:1.

A job makes them for stories of the last two days, so that neither an upload nor a publication waits. They lie in `seo/` of the uploads, by the
number of the attachment, and go with it. A story keeps the names in a value of its meta, which a page has in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from PIL import Image, ImageOps

from wirepress.content.media.files import read_file, remove_files, upload_storage
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rows import meta_value
from wirepress.core.hooks import Event, Job
from wirepress.core.images import resize
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.schema import SchemaSettings

KEY: Final = "_wirepress_seo_cuts"
SHAPES: Final = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
WIDE: Final = 1200  # pixels of a cut at most
LEAST: Final = 300  # pixels of a cut's shorter side
AGE: Final = timedelta(days=2)  # of stories whose pictures are cut
AT_ONCE: Final = 20  # stories of one run
_READ_MAX: Final = 60_000_000  # bytes of a file that is looked at


def cuts_of(post: Post, picture_id: int, path: str) -> Sequence[tuple[str, int, int]]:
    """Return address, width and height of the cuts of a story's lead picture, as far as they were made of this very file."""
    kept = meta_value(post, KEY)
    if not isinstance(kept, dict) or (kept.get("id"), kept.get("path")) != (picture_id, path):
        return ()
    return [(site.uploads_url(str(name)), int(width), int(height)) for name, width, height in kept.get("files", ())]


def waiting() -> list[tuple[int, MediaFile]]:
    """Return stories whose lead picture has no cuts yet, newest first, with its file. Two queries."""
    if store.read(HeadSettings).like_aioseo:
        return []
    kinds = [kind for kind, article in store.read(SchemaSettings).article_types.items() if article != "none"]
    rows = Post.objects.filter(
        type__in=kinds, status="publish", featured_media__gt=0, date_gmt__gt=site.now_gmt() - AGE
    )
    pairs = dict(rows.order_by("-date_gmt", "-id").values_list("id", "featured_media")[:200])
    files = {
        row.post_id: row
        for row in MediaFile.objects.filter(post_id__in=set(pairs.values()), post__mime_type__startswith="image/")
        if row.path
    }
    known = {
        number: (value.get("id"), value.get("path"))
        for number, value in PostMeta.objects.filter(post_id__in=pairs, key=KEY).values_list("post_id", "value")
        if isinstance(value, dict)
    }
    found = [(story, files[media]) for story, media in pairs.items() if media in files]
    return [(story, row) for story, row in found if known.get(story) != (row.post_id, row.path)][:AT_ONCE]


def cut_pictures() -> None:
    """Make the cuts that are missing. What cannot be read is not tried again until its file is another one."""
    for story, row in waiting():
        files = _cut(row)
        PostMeta.objects.filter(post_id=story, key=KEY).delete()
        PostMeta.objects.create(post_id=story, key=KEY, value={"id": row.post_id, "path": row.path, "files": files})


def _cut(row: MediaFile) -> list[tuple[str, int, int]]:
    facts = upload_storage().facts(row.path)
    data = read_file(row.path) if facts is not None and facts.size <= _READ_MAX else None
    if data is None:
        return []
    try:
        picture = resize.open_picture(data)
    except resize.PictureError:
        return []
    found = []
    for shape, (wide, high) in SHAPES.items():
        width = min(WIDE, picture.width, picture.height * wide // high)
        height = width * high // wide
        if min(width, height) < LEAST:
            continue
        image = ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)
        name = name_of(row.post_id, shape)
        upload_storage().overwrite(name, resize.encode_image(image, "JPEG").data)
        found.append((name, width, height))
    return found


def name_of(picture_id: int, shape: str) -> str:
    """Return where a cut lies below the uploads folder."""
    return f"seo/{picture_id}-{shape}.jpg"


def hear(event: Event) -> None:
    """Take the cuts away with their picture."""
    if event.name == "post.deleted" and event.data.get("type") == "attachment":
        remove_files(name_of(event.object_id, shape) for shape in SHAPES)


JOBS: Final[tuple[Any, ...]] = (
    Job("seo.cut_pictures", cut_pictures, every=timedelta(minutes=5), needed=lambda: bool(waiting())),
)
