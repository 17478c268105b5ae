"""Files: taken in, shown, listed. Deleting one is deleting its item."""

from __future__ import annotations

from wirepress.content.media.actions.upload import upload_media
from wirepress.content.posts import access
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.core.markup.fields.filenames import sanitize_file_name
from wirepress.web.xmlrpc import structs
from wirepress.web.xmlrpc.call import (
    ROWS_MAX,
    Call,
    find_post,
    refusal_of_rights,
    refusals_as_faults,
    row_limit,
    to_int,
    to_text,
)
from wirepress.web.xmlrpc.xml_codec import Fault


def upload_file(call: Call) -> structs.Struct:
    """wp.uploadFile, metaWeblog.newMediaObject: blog, login, password, struct (name, type, bits, post_id)."""
    call.require_args(4)
    user, given = call.sign_in(), call.struct(3)
    if not user.can("upload_files"):
        raise refusal_of_rights("You are not allowed to upload files.")
    name, bits = to_text(given.get("name")), given.get("bits")
    data = bits if isinstance(bits, bytes) else to_text(bits).encode()
    owner = to_int(given.get("post_id"))
    found = queries.load_posts([owner]) if owner else []
    if owner and not (found and access.may_edit(user, found[0])):
        raise refusal_of_rights("You are not allowed to add files to this item.")
    with refusals_as_faults():
        post = upload_media(data, name, author=user, title=sanitize_file_name(name), parent=max(owner, 0))
    shown = structs.media(queries.load_posts([post.pk])[0])
    return {**shown, "id": shown["attachment_id"], "file": shown["title"], "url": shown["link"]}


def get_media_item(call: Call) -> structs.Struct:
    """wp.getMediaItem: blog, login, password, number."""
    call.require_args(4)
    if not call.sign_in().can("upload_files"):
        raise refusal_of_rights("You are not allowed to see the files.", 403)
    post = find_post(call.number(3))
    if post.type != "attachment":
        raise Fault(404, "There is no file with that ID.")
    return structs.media(post)


def get_media_library(call: Call) -> list[structs.Struct]:
    """wp.getMediaLibrary: blog, login, password, filter (parent_id, mime_type, offset, number)."""
    call.require_args(3)
    user, given = call.sign_in(), call.struct(3)
    if not user.can("upload_files"):
        raise refusal_of_rights("You are not allowed to see the files.")
    kind = to_text(given.get("mime_type"))
    query = PostQuery(
        types=("attachment",),
        statuses=("inherit",),
        actor=user,
        per_page=row_limit(given.get("number"), ROWS_MAX),
        offset=abs(to_int(given.get("offset"))) or None,
        parent=[abs(to_int(given["parent_id"]))] if given.get("parent_id") is not None else (),
        mime_types=[kind] if "/" in kind else (),
        mime_families=[kind] if kind and "/" not in kind else (),
    )
    return [structs.media(post) for post in queries.load_posts(queries.find_post_ids(query)[0])]
