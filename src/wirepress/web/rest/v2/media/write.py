"""Writing media: who may, and the handlers."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from wirepress.content.errors import ActionRefused
from wirepress.content.media.actions.edit import check_address, edit_picture, make_missing_sizes
from wirepress.content.media.actions.upload import delete_files, upload_media
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.core.http.client import FetchError, fetch
from wirepress.core.http.header_text import header_parameter
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.settings import limits
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.media.read import media_writer
from wirepress.web.rest.v2.media.schema import KIND
from wirepress.web.rest.v2.posts import prepare
from wirepress.web.rest.v2.posts import write as posts
from wirepress.web.rest.v2.posts.read import find_post

may_update = partial(posts.may_update, KIND)
may_delete = partial(posts.may_delete, KIND)


def may_create(request: Request) -> RestError | None:
    """upload_files; a file for an item is for whoever may edit the item."""
    refusal = posts.may_create(KIND, request)
    if refusal is not None:
        return refusal
    if not request.actor.can("upload_files"):
        return forbidden("rest_cannot_create", "You are not allowed to upload files.", signed_in=request.signed_in)
    number = request.get("post")
    if number:
        owner = queries.load_posts([int(number)])
        if owner and not access.may_edit(request.actor, owner[0]):
            return forbidden(
                "rest_cannot_edit", "You are not allowed to add files to this item.", signed_in=request.signed_in
            )
    return None


def may_edit(request: Request) -> RestError | None:
    """upload_files and the right to edit the file."""
    if not request.actor.can("upload_files"):
        return forbidden("rest_cannot_edit_image", "You are not allowed to upload files.", signed_in=request.signed_in)
    return may_update(request)


def create(request: Request) -> Response:
    """Take a file in: the body itself with a Content-Disposition, or a part of a form. 201 with its address."""
    name, data = _uploaded_file(request)
    owner = int(request["post"] or 0)
    item = Post.objects.filter(pk=owner).exclude(type__in=("attachment", "revision")).first() if owner else None
    if owner and item is None:
        raise RestError("rest_invalid_param", "A file can only belong to an item that is not a file itself.", 400)
    fields = prepare.prepare_fields(KIND, request, None)
    fields.pop("content", None)
    refused: list[RestError] = []

    def write_meta(post: Post) -> None:
        try:
            prepare.write_meta(KIND, post, request)
        except RestError as error:  # a wrong value does not undo the file (WordPress 7.1 behaviour)
            refused.append(error)

    with refusals_as_rest_errors(), _upload_error_codes(request):
        post = upload_media(
            data,
            name,
            author=request.actor,
            title=str(fields.pop("title", "") or ""),
            alt=str(request["alt_text"] or ""),
            caption=_text(request, "caption") or "",
            description=_text(request, "description") or "",
            parent=owner,
            folder_date=item.date if item is not None and item.type != "page" else None,  # a page's date says little
            make_sizes=request["generate_sub_sizes"] is not False,
            fields={key: fields[key] for key in fields if key != "status"},
            complete=write_meta,
        )
    if refused:
        raise refused[0]
    return posts.written_response(KIND, post.id, request, created=True, maker=media_writer)


@contextmanager
def _upload_error_codes(request: Request) -> Iterator[None]:
    """Inside, a file that is refused is refused with the code that WordPress has for the way in which it came."""
    try:
        yield
    except ActionRefused as error:
        if error.code == "rest_upload_sideload_error" and request.files and not request.get("url"):
            error.code = "rest_upload_unknown_error"
        raise


def _uploaded_file(request: Request) -> tuple[str, bytes]:
    """Name and bytes of the upload. Raises RestError."""
    if request.get("url"):
        return _download(str(request["url"]))
    upload = next(iter(request.files.values()), None)
    if upload is not None:
        return upload.filename, upload.data
    if not request.raw_body:
        raise RestError("rest_upload_no_data", "There is no file in the request.", 400)
    if not request.headers.get("content-type"):
        raise RestError("rest_upload_no_content_type", "Give the type of the file with Content-Type.", 400)
    if not request.headers.get("content-disposition"):
        raise RestError(
            "rest_upload_no_content_disposition", "Give the name of the file with Content-Disposition.", 400
        )
    name = (header_parameter(request.headers["content-disposition"], "filename") or "").strip()
    if not name:
        raise RestError(
            "rest_upload_invalid_disposition",
            'Content-Disposition looks like: attachment; filename="picture.png".',
            400,
        )
    digest = request.headers.get("content-md5")
    if digest and digest.strip().lower() != hashlib.md5(request.raw_body, usedforsecurity=False).hexdigest():
        raise RestError("rest_upload_hash_mismatch", "The file does not match its Content-MD5.", 412)
    return name, request.raw_body


def _download(url: str) -> tuple[str, bytes]:
    """Return a file from elsewhere; its name is the last part of the address, with the ending of its type where it has none."""
    try:
        answer = fetch(url, size=limits.UPLOAD_MAX)
    except FetchError as error:
        raise RestError("rest_upload_sideload_error", f"The file could not be fetched: {error}", 500) from None
    if answer.status != 200 or not answer.body:
        message = f"The file could not be fetched: the server answered {answer.status} with {len(answer.body)} bytes."
        raise RestError("rest_upload_sideload_error", message, 500)
    name = unquote(urlsplit(url).path.rpartition("/")[2]) or "file"
    ending = "" if "." in name else (mimetypes.guess_extension(answer.kind) or "")
    return name + ending, answer.body


def _text(request: Request, name: str) -> str | None:
    value = request[name]
    if isinstance(value, dict):
        value = value.get("raw")
    return value if isinstance(value, str) else None


def update(request: Request) -> Response:
    """Change what is said of a file."""
    post = find_post(KIND, request)
    fields = prepare.prepare_fields(KIND, request, post)
    for name, column in (("caption", "excerpt"), ("description", "content")):
        text = _text(request, name)
        if text is not None:
            fields[column] = text
    if request["post"] is not None:
        fields["parent"] = int(request["post"])
    fields.pop("status", None)
    with posts.events_after_meta(), refusals_as_rest_errors():
        update_post(post, fields, actor=request.actor)
        if request["alt_text"] is not None:
            MediaFile.objects.update_or_create(post=post, defaults={"alt": str(request["alt_text"])})
        prepare.write_meta(KIND, post, request)
    return posts.written_response(KIND, post.id, request, maker=media_writer)


def delete(request: Request) -> Response:
    """Delete a file for good: there is no trash for files."""
    post = find_post(KIND, request)
    file = MediaFile.objects.filter(post=post).first()
    response = posts.delete(KIND, request, maker=media_writer)
    if file is not None:
        delete_files(file)
    return response


def make_sizes(request: Request) -> Response:
    """Make the sizes that are missing."""
    post = find_post(KIND, request)
    with refusals_as_rest_errors():
        make_missing_sizes(post)
    return posts.written_response(KIND, post.id, request, maker=media_writer)


def edit_picture_file(request: Request) -> Response:
    """Crop, rotate or flip a picture into a new file."""
    post = find_post(KIND, request)
    with refusals_as_rest_errors():
        check_address(post, str(request["src"]))
        made = edit_picture(post, _requested_changes(request), actor=request.actor, texts=_requested_texts(request))
    data, links = media_writer(KIND, request).write(queries.load_posts([made.pk])[0])
    location = site.rest_url(f"{KIND.rest_path}/{made.pk}")
    return Response(data, 201, links=links, headers={"Location": location})


def _requested_texts(request: Request) -> dict[str, Any]:
    """Return what the request says of the new picture."""
    said: dict[str, Any] = {name: _text(request, name) for name in ("title", "caption", "description")}
    said |= {"alt": request["alt_text"], "parent": int(request["post"]) if request["post"] else None}
    return {name: value for name, value in said.items() if value is not None}


def _requested_changes(request: Request) -> list[dict[str, Any]]:
    """Return the changes in order; the old way names a rotation and a part in percent."""
    if request["modifiers"] is not None:
        return list(request["modifiers"])
    changes: list[dict[str, Any]] = []
    if request["rotation"] is not None:
        changes.append({"type": "rotate", "args": {"angle": request["rotation"]}})
    if all(request[name] is not None for name in ("x", "y", "width", "height")):
        changes.append(
            {
                "type": "crop",
                "args": {
                    "left": request["x"],
                    "top": request["y"],
                    "width": request["width"],
                    "height": request["height"],
                },
            }
        )
    if not changes:
        raise RestError("rest_image_not_edited", "The request names no change.", 400)
    return changes
