"""wp.newPost and its kin: items of every type, their revisions."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.posts import access, revisions
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.actions.restore_revision import restore_revision
from wirepress.content.posts.actions.revise import save_revision
from wirepress.content.posts.actions.trash import delete_post as delete
from wirepress.content.posts.actions.trash import trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.contract.content.post_types import PostType
from wirepress.web.xmlrpc import structs
from wirepress.web.xmlrpc.call import (
    Call,
    find_post,
    find_post_type,
    parse_dates,
    refusal_of_rights,
    refusals_as_faults,
    row_limit,
    to_int,
    to_text,
)
from wirepress.web.xmlrpc.format_and_sticky import FORMATS, find_format, sticky_field
from wirepress.web.xmlrpc.post_extras import write_extras
from wirepress.web.xmlrpc.post_terms import chosen_terms
from wirepress.web.xmlrpc.xml_codec import CallDate, Fault

_TEXTS: Final = {
    "post_title": "title",
    "post_content": "content",
    "post_excerpt": "excerpt",
    "post_name": "slug",
    "post_password": "password",
}
_KNOWN_STATUSES: Final = ("draft", "pending", "private", "publish", "future", "trash")
LISTED: Final = ("draft", "publish", "future", "pending", "private")
GROUPS: Final = ("post", "terms", "custom_fields")
_TRASHED: Final = ("post", "page")
_ORDERS: Final = {
    "title": "title",
    "post_title": "title",
    "date": "date",
    "post_date": "date",
    "modified": "modified",
    "post_modified": "modified",
    "ID": "id",
    "id": "id",
    "menu_order": "menu_order",
    "author": "author",
    "name": "slug",
    "parent": "parent",
    "comment_count": "comment_count",
}


def new_post(call: Call) -> str:
    """wp.newPost: blog, login, password, struct -> the number, as text."""
    call.require_args(4)
    user, given = call.sign_in(), call.struct(3)
    kind = find_post_type(to_text(given.get("post_type")) or "post")
    if not access.may_create(user, kind.name) or not _written_here(kind):
        raise refusal_of_rights("You are not allowed to write here.")
    with refusals_as_faults():
        fields, terms = _fields(kind, given, user), chosen_terms(kind, given, user)
        post = create_item(
            {"status": "draft", "comment_status": "closed", **fields}, user, kind.name
        )  # closed: WordPress 7.1 behaviour
        write_extras(post, given, terms, user)
    return str(post.pk)


def _written_here(kind: PostType) -> bool:
    """Files come by upload and revisions by writing; the program's own items (kept embeds, requests) are nobody's to write."""
    return kind.show_in_rest and kind.name != "attachment"


def create_item(fields: dict[str, Any], user: User, post_type: str) -> Post:
    """Return an item that, as WordPress makes it here, was a draft first: a plain guid, a revision, changed at this moment. Raises ActionRefused."""
    with transaction.atomic():
        post = create_post(fields, actor=user, post_type=post_type)
        now = site.now_gmt()
        post.guid, post.modified, post.modified_gmt = site.home(f"/?p={post.pk}"), site.to_local(now), now
        post.save(update_fields=["guid", "modified", "modified_gmt"])
        save_revision(post, user)
    return post


def edit_post(call: Call) -> bool:
    """wp.editPost: blog, login, password, number, struct."""
    call.require_args(5)
    user, given = call.sign_in(), call.struct(4)
    post = find_post(call.number(3))
    if not access.may_edit(user, post):
        raise refusal_of_rights("You are not allowed to edit this item.")
    kind = find_post_type(post.type)
    if to_text(given.get("post_type")) not in ("", post.type):
        raise refusal_of_rights("The type of an item cannot change.")
    since = given.get("if_not_modified_since")
    if isinstance(since, CallDate) and post.modified_gmt and post.modified_gmt > since.at:
        raise Fault(409, "The item has been changed since then.")
    with refusals_as_faults():
        lock_post(post)
        fields, terms = _fields(kind, given, user, post), chosen_terms(kind, given, user)
        update_post(post, fields, actor=user)
        write_extras(post, given, terms, user)
    return True


def _fields(kind: PostType, given: dict[str, Any], user: User, post: Post | None = None) -> dict[str, Any]:
    fields: dict[str, Any] = {
        column: to_text(given[name]) for name, column in _TEXTS.items() if given.get(name) is not None
    }
    status = to_text(given.get("post_status"))
    if status:
        fields["status"] = status if status in _KNOWN_STATUSES else "draft"
    live = fields.get("status") in ("private", "publish", "future")
    if (live or fields.get("password")) and not access.may_publish(user, kind.name):
        raise refusal_of_rights("You are not allowed to publish here.")
    author = abs(to_int(given.get("post_author")))
    if author and author != user.pk:
        fields["author"] = check_other_author(kind, author, user, post)
    elif author:
        fields["author"] = author
    for name in ("comment_status", "ping_status"):
        if to_text(given.get(name)) in ("open", "closed"):
            fields[name] = to_text(given[name])
    if given.get("post_parent") is not None:
        fields["parent"] = to_int(given["post_parent"])
    if given.get("menu_order") is not None:
        fields["menu_order"] = to_int(given["menu_order"])
    if given.get("post_thumbnail") is not None:
        fields["featured_media"] = check_picture(to_int(given["post_thumbnail"]))
    if given.get("post_format") is not None:
        fields["format"] = find_format(given["post_format"])
    if kind.name == "post":
        fields |= sticky_field(given.get("sticky"), fields, user, kind.name, post)
    return {**fields, **parse_dates(given, "post_date", "post_date_gmt")}


def check_other_author(kind: PostType, number: int, user: User, post: Post | None = None) -> int:
    """Return the author somebody else is given. Raises Fault."""
    if post is not None and post.author_id == number:
        return number
    if not access.may_edit_others(user, kind.name):
        raise refusal_of_rights("You are not allowed to write as another user.")
    if not User.objects.filter(pk=number).exists():
        raise Fault(404, "There is no author with that ID.")
    return number


def check_picture(number: int) -> int:
    """Return the number of a file that may stand above an item; 0 for none. Raises Fault 404."""
    if number and not Post.objects.filter(pk=number, type="attachment").exists():
        raise Fault(404, "There is no file with that ID.")
    return number


def trash_or_delete(post: Post, user: User) -> bool:
    """Stories and pages into the trash; gone for good what lies there, and everything else. Raises Fault 401."""
    if not access.may_delete(user, post):
        raise refusal_of_rights("You are not allowed to delete this item.")
    with refusals_as_faults():
        if post.type in _TRASHED and post.status != "trash":
            trash_post(post, actor=user)
        else:
            delete(post, actor=user)
    return True


def delete_post(call: Call) -> bool:
    """wp.deletePost: blog, login, password, number."""
    call.require_args(4)
    user = call.sign_in()
    return trash_or_delete(find_post(call.number(3)), user)


def get_post(call: Call) -> structs.Struct:
    """wp.getPost: blog, login, password, number, fields."""
    call.require_args(4)
    user = call.sign_in()
    post = find_post(call.number(3))
    if not access.may_edit(user, post):
        raise refusal_of_rights("You are not allowed to edit this item.")
    return structs.post(post, call.names(4, GROUPS), user)


def get_posts(call: Call) -> list[structs.Struct]:
    """wp.getPosts: blog, login, password, filter, fields."""
    call.require_args(3)
    user, given = call.sign_in(), call.struct(3)
    kind = find_post_type(to_text(given.get("post_type")) or "post")
    if not access.may_edit_type(user, kind.name):
        raise refusal_of_rights("You are not allowed to edit items of this type.")
    posts = [post for post in find_filtered(kind, given, user) if access.may_edit(user, post)]
    return [structs.post(post, call.names(4, GROUPS), user) for post in posts]


def find_filtered(kind: PostType, given: dict[str, Any], user: User) -> list[Post]:
    """Return the items that a filter asks for: number (10), offset, post_status, orderby, order, s."""
    wanted = to_text(given.get("post_status"))
    statuses = [part.strip() for part in wanted.split(",") if part.strip()] or list(LISTED)
    query = PostQuery(
        types=(kind.name,),
        statuses=statuses,
        search=to_text(given.get("s")),
        actor=user,
        per_page=row_limit(given.get("number")),
        offset=abs(to_int(given.get("offset"))) or None,
        orderby=_ORDERS.get(to_text(given.get("orderby")), "date"),
        order="asc" if to_text(given.get("order")).lower() == "asc" else "desc",
    )
    return queries.load_posts(queries.find_post_ids(query)[0])


def get_revisions(call: Call) -> list[structs.Struct]:
    """wp.getRevisions: blog, login, password, number, fields."""
    call.require_args(4)
    user = call.sign_in()
    post = find_post(call.number(3))
    if not access.may_edit(user, post):
        raise refusal_of_rights("You are not allowed to edit this item.")
    if not find_post_type(post.type).can("revisions"):
        raise refusal_of_rights("Items of this type have no revisions.")
    found = [row for row in revisions.revisions_of(post.pk) if not revisions.is_autosave(row)]
    return [structs.post(row, call.names(4, ("post_date", "post_date_gmt")), user) for row in found]


def restore_post_revision(call: Call) -> bool:
    """wp.restoreRevision: blog, login, password, number of the revision."""
    call.require_args(3)
    user = call.sign_in()
    revision = find_post(call.number(3))
    if revision.type != "revision" or revisions.is_autosave(revision):
        raise Fault(404, "There is no revision with that ID.")
    post = find_post(revision.parent_id)
    if not access.may_edit(user, post):
        raise refusal_of_rights("You are not allowed to edit this item.")
    if not find_post_type(post.type).can("revisions"):
        raise refusal_of_rights("Items of this type have no revisions.")
    with refusals_as_faults():
        restore_revision(revision, actor=user)
    return True


def get_post_formats(call: Call) -> dict[str, Any]:
    """wp.getPostFormats: blog, login, password, filter. With show-supported, all and those that the theme shows."""
    call.require_args(3)
    if not access.may_edit_type(call.sign_in(), "post"):
        raise refusal_of_rights("You are not allowed to write here.", 403)
    whole_list = {name: name.capitalize() for name in FORMATS}
    if call.struct(3).get("show-supported"):
        return {"all": whole_list, "supported": sorted(FORMATS[1:])}
    return whole_list
