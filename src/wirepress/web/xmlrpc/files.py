"""Files: taken in, shown, listed. Deleting one is deleting its item."""

from __future__ import annotations

from wirepress.content.media.actions.upload import upload_media
from wirepress.content.posts import access
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.core.markup.fields.filenames import sanitize_file_name
from wirepress.web.xmlrpc import structs
from wirepress.web.xmlrpc.call import ROWS_MAX, Call, plain, post_of, refuse, rows, saying, whole
from wirepress.web.xmlrpc.xml_codec import Fault


def upload(call: Call) -> structs.Struct:
    """wp.uploadFile, metaWeblog.newMediaObject: blog, login, password, struct (name, type, bits, post_id)."""
    call.need(4)
    user, given = call.sign_in(), call.struct(3)
    if not user.can("upload_files"):
        raise refuse("You are not allowed to upload files.")
    name, bits = plain(given.get("name")), given.get("bits")
    data = bits if isinstance(bits, bytes) else plain(bits).encode()
    owner = whole(given.get("post_id"))
    found = queries.load_posts([owner]) if owner else []
    if owner and not (found and access.may_edit(user, found[0])):
        raise refuse("You are not allowed to add files to this item.")
    with saying():
        post = upload_media(data, name, author=user, title=sanitize_file_name(name), parent=max(owner, 0))
    shown = structs.media(queries.load_posts([post.pk])[0])
    return {**shown, "id": shown["attachment_id"], "file": shown["title"], "url": shown["link"]}


def get_item(call: Call) -> structs.Struct:
    """wp.getMediaItem: blog, login, password, number."""
    call.need(4)
    if not call.sign_in().can("upload_files"):
        raise refuse("You are not allowed to see the files.", 403)
    post = post_of(call.number(3))
    if post.type != "attachment":
        raise Fault(404, "There is no file of that number.")
    return structs.media(post)


def library(call: Call) -> list[structs.Struct]:
    """wp.getMediaLibrary: blog, login, password, filter (parent_id, mime_type, offset, number)."""
    call.need(3)
    user, given = call.sign_in(), call.struct(3)
    if not user.can("upload_files"):
        raise refuse("You are not allowed to see the files.")
    kind = plain(given.get("mime_type"))
    query = PostQuery(
        types=("attachment",),
        statuses=("inherit",),
        actor=user,
        per_page=rows(given.get("number"), ROWS_MAX),
        offset=abs(whole(given.get("offset"))) or None,
        parent=[abs(whole(given["parent_id"]))] if given.get("parent_id") is not None else (),
        mime_types=[kind] if "/" in kind else (),
        mime_families=[kind] if kind and "/" not in kind else (),
    )
    return [structs.media(post) for post in queries.load_posts(queries.find_post_ids(query)[0])]
