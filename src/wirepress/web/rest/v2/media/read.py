"""Reading media: an attachment's document is a post's, and what its file is."""

from __future__ import annotations

from functools import partial
from typing import Any

from wirepress.content.media.file_types import allowed_types
from wirepress.content.media.models import MediaFile
from wirepress.content.media.sizes import missing_sizes
from wirepress.content.options import site
from wirepress.content.posts import rows
from wirepress.content.posts import types as post_types
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.php.json import PhpObject
from wirepress.core.rest import types
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.v2.media.schema import KIND, media_schema
from wirepress.web.rest.v2.posts import links as post_links
from wirepress.web.rest.v2.posts import read
from wirepress.web.rest.v2.posts.document import PostDocumentWriter


def media_writer(kind: PostType, request: Request) -> PostDocumentWriter:
    """Return the writer of the documents of media."""
    return MediaDocumentWriter(kind, request, media_schema(), dict(FIELDS))


class MediaDocumentWriter(PostDocumentWriter):
    """A post's writer with media's links and fields; those of the editor only in its context."""

    def links(self, post: Post) -> post_links.Links:
        """Return a post's links, and the item that the file belongs to."""
        found = super().links(post)
        parent = rows.parent_of(post)
        kind = post_types.get(parent.type) if parent else None
        if parent is not None and kind is not None and kind.show_in_rest and site.compat() != "6.8":
            link = {
                "embeddable": True,
                "post_type": parent.type,
                "id": parent.id,
                "href": site.rest_url(f"{kind.rest_path}/{parent.id}"),
            }
            own = {"wp:attached-to": [link]}
            keys = [name for name in found if name.startswith("wp:action")]
            return {**{k: v for k, v in found.items() if k not in keys}, **own, **{k: found[k] for k in keys}}
        return found

    def wants(self, name: str) -> bool:
        """The editor's fields are made for pictures in its context only."""
        if name in _EDITOR and self.context != "edit":
            return False
        if name in FIELDS and self.wanted is not None and name not in self.wanted:
            return False  # a nested name does not ask for these (WordPress 7.1 behaviour)
        return super().wants(name)

    def body(self, post: Post) -> dict[str, Any]:
        """Return the document; what only pictures have is left out elsewhere."""
        data = super().body(post)
        if not post.mime_type.startswith("image/"):
            for name in _PICTURES:
                data.pop(name, None)
        return data


_PICTURES = ("exif_orientation", "image_output_format", "image_save_progressive", "image_quality")
_EDITOR = ("missing_image_sizes", *_PICTURES)


def find_media_file(post: Post) -> MediaFile:
    """Return the attachment's file; an empty one when the row is missing."""
    found: MediaFile | None = getattr(post, "media_file", None)
    return found or MediaFile(post=post)


def source_url(post: Post) -> str:
    """Return the address of the file; the guid where no path is known."""
    path = find_media_file(post).path
    if not path:
        return render.render_guid(post)
    return path if "://" in path else site.uploads_url(path)


def _details(writer: PostDocumentWriter, post: Post) -> Any:
    metadata = find_media_file(post).metadata
    if not isinstance(metadata, dict) or not metadata:
        return PhpObject()
    details = dict(metadata)
    sizes = details.get("sizes")
    if not sizes:
        details["sizes"] = PhpObject()
        return details
    base = source_url(post).rpartition("/")[0]
    shown = {}
    for name, size in sizes.items():
        entry = {key: value for key, value in size.items() if key != "mime-type"}
        if "mime-type" in size:
            entry["mime_type"] = size["mime-type"]
        entry["source_url"] = f"{base}/{size.get('file', '')}"
        shown[name] = entry
    full = source_url(post)
    shown["full"] = {
        "file": full.rpartition("/")[2],
        "width": details.get("width", 0),
        "height": details.get("height", 0),
        "mime_type": post.mime_type,
        "source_url": full,
    }
    details["sizes"] = shown
    return details


def _filename(writer: PostDocumentWriter, post: Post) -> str:
    metadata = find_media_file(post).metadata
    original = metadata.get("original_image") if isinstance(metadata, dict) else None
    return str(original or find_media_file(post).path.rpartition("/")[2])


def _filesize(writer: PostDocumentWriter, post: Post) -> int | None:
    metadata = find_media_file(post).metadata
    size = metadata.get("filesize") if isinstance(metadata, dict) else None
    return int(size) if size is not None else None


def _orientation(writer: PostDocumentWriter, post: Post) -> int:
    metadata = find_media_file(post).metadata
    meta = metadata.get("image_meta") if isinstance(metadata, dict) else None
    return types.to_int(meta.get("orientation")) or 1 if isinstance(meta, dict) else 1


def _part(name: str, raw: str, html: Any) -> Any:
    def make(writer: PostDocumentWriter, post: Post) -> dict[str, str]:
        found = {}
        if writer.wants(f"{name}.raw") and writer.context == "edit":
            found["raw"] = str(getattr(post, raw))
        if writer.wants(f"{name}.rendered"):
            found["rendered"] = html(post, writer.rendering)
        return found

    return make


FIELDS: dict[str, Any] = {
    "description": _part("description", "content", render.render_content),
    "caption": _part("caption", "excerpt", render.render_excerpt),
    "alt_text": lambda writer, post: find_media_file(post).alt,
    "media_type": lambda writer, post: (
        "image" if post.mime_type.startswith("image/") and find_media_file(post).path else "file"
    ),
    "mime_type": lambda writer, post: post.mime_type,
    "media_details": _details,
    "post": lambda writer, post: post.parent_id or None,
    "source_url": lambda writer, post: source_url(post),
    "missing_image_sizes": lambda writer, post: missing_sizes(post, find_media_file(post)),
    "filename": _filename,
    "filesize": _filesize,
    "exif_orientation": _orientation,
    "image_output_format": lambda writer, post: None,
    "image_save_progressive": lambda writer, post: False,
    "image_quality": lambda writer, post: {"default": 82, "sizes": []},
}


def get_list(request: Request) -> Response:
    """Return one page of media."""
    read.check_order(request)
    query = read.build_query(KIND, request)
    query.statuses = list(request["status"] or ["inherit"])
    query.mime_types = _wanted_mime_types(request)
    ids, total = read.find_page(query)
    return paged_response(
        request, read.build_documents(KIND, request, queries.load_posts(ids), media_writer), total, KIND.rest_path
    )


def _wanted_mime_types(request: Request) -> list[str]:
    """Return the MIME types of the families and types asked for; types that nobody may upload ask for nothing (WordPress 7.1).

    In WordPress 6.8, a type that is known goes before the family.
    """
    known = list(dict.fromkeys(allowed_types(request.actor).values()))
    families = types.to_array(request["media_type"])
    named = [name for name in types.to_array(request["mime_type"]) if name in known]
    if named and site.compat() == "6.8":
        return named
    return list(dict.fromkeys([*(name for name in known if name.partition("/")[0] in families), *named]))


get_one = partial(read.get_one, KIND, maker=media_writer)
may_get = partial(read.may_get, KIND)
may_list = partial(read.may_list, KIND)
