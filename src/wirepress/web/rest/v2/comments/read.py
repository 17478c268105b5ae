"""Reading comments: the list and one comment, with who may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wirepress.content.comments import access, listing
from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site, store
from wirepress.content.posts import access as post_access
from wirepress.content.posts import types as post_types
from wirepress.content.posts.addresses.permalinks import comment_link
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.contract.content.post_types import NOTES
from wirepress.core.markup.text.comment_text import comment_text
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.meta import describe, plugin_fields
from wirepress.web.rest.request.moments import local_moment
from wirepress.web.rest.response.avatars import SIZES, avatar_urls
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_named, is_field_wanted, wanted_fields
from wirepress.web.rest.v2.comments.schema import comment_schema

PATH = "/wp/v2/comments"
_GUARDED = (("author", ""), ("author_exclude", ""), ("author_email", ""), ("type", "comment"), ("status", "approve"))


def may_list(request: Request) -> RestError | None:
    """Comments of posts that the actor may read; status, type and author filters are for writers, edit for moderators."""
    actor, signed_in = request.actor, request.signed_in
    asked = request["post"]
    for number in (
        types.whole_numbers(asked) if asked not in (0, "0") else ()
    ):  # a bare 0 asks for nothing, one in a list does
        shown: dict[int, Post] = request.attributes.get("shared", {}).get("posts", {})
        post = shown.get(number) or Post.objects.filter(pk=number).first() if number else None
        if post is not None and not may_read_post(post, request):
            return forbidden("rest_cannot_read_post", "You are not allowed to read this item.", signed_in=signed_in)
        if number == 0 and not actor.can("moderate_comments"):
            return forbidden(
                "rest_cannot_read", "You are not allowed to read comments without an item.", signed_in=signed_in
            )
        if post is not None and notes_wanted(request) and not supports_notes(post):
            return _refuse_guarded(request) or unsupported_notes()
    if request.get("context") == "edit" and not _may_edit_listed(request):
        return forbidden("rest_forbidden_context", "You are not allowed to edit comments.", signed_in=signed_in)
    return _refuse_guarded(request)


def _refuse_guarded(request: Request) -> RestError | None:
    """Return the refusal of filters that are only for writers."""
    if request.actor.can("edit_posts"):
        return None
    names = [name for name, free in _GUARDED if (request[name] != free if free else request.get(name))]
    if not names:
        return None
    told = f"Not allowed to use: {', '.join(names)}."
    return forbidden("rest_forbidden_param", told, signed_in=request.signed_in)


def _may_edit_listed(request: Request) -> bool:
    """Return whether the actor may list for editing: comments as a moderator, notes of items that he may edit."""
    numbers = [number for number in types.whole_numbers(request["post"]) if number]
    if not (notes_wanted(request) and numbers):
        return request.actor.can("moderate_comments")
    items = {post.pk: post for post in Post.objects.filter(pk__in=numbers)}
    return all(number in items and post_access.may_edit(request.actor, items[number]) for number in numbers)


def notes_wanted(request: Request) -> bool:
    """Return whether the request is about editors' notes (WordPress 6.9)."""
    return request["type"] == "note" and site.compat() != "6.8"


def supports_notes(post: Post) -> bool:
    """Return whether items of the type can have notes."""
    return "notes" in NOTES.get(post.type, ())


def unsupported_notes() -> RestError:
    """Return the refusal of a note on an item of a type without notes."""
    return RestError("rest_comment_not_supported_post_type", "Items of this type have no notes.", 403)


def may_read_post(post: Post, request: Request) -> bool:
    """Return whether the actor may read the post, its password given where it has one."""
    if post.password:
        asked = request["post"] if isinstance(request["post"], list) else [request["post"]]
        single = bool(request["id"]) or len([number for number in asked if number]) == 1
        if not (single and request["password"] == post.password):
            return post_access.may_edit(request.actor, post)
    return post_access.may_read(request.actor, post)


def may_read_comment(comment: Comment, request: Request) -> bool:
    """Return whether the actor may read a comment."""
    post = post_of(comment)
    return access.may_read(request.actor, comment, may_read_post(post, request) if post else None)


def authors_of(comments: Sequence[Comment], request: Request) -> dict[int, User]:
    """Users who wrote them, by number."""
    kept: dict[int, User] | None = request.attributes.get("authors")
    numbers = {comment.user_id for comment in comments if comment.user_id}
    return kept if kept is not None else User.objects.in_bulk(numbers)


def get_list(request: Request) -> Response:
    """Return one page of comments."""
    per_page, page = int(request["per_page"] or 10), int(request["page"] or 1)
    query = listing.CommentQuery(
        posts=types.unsigned(request["post"] or ()),
        status=str(request["status"]),
        type=str(request["type"]),
        search=str(request["search"] or ""),
        include=types.unsigned(request["include"] or ()),
        exclude=types.unsigned(request["exclude"] or ()),
        parent=types.unsigned(request["parent"] or ()),
        parent_exclude=types.unsigned(request["parent_exclude"] or ()),
        author=types.unsigned(request["author"] or ()),
        author_exclude=types.unsigned(request["author_exclude"] or ()),
        author_email=str(request["author_email"] or ""),
        after=local_moment(request["after"]),
        before=local_moment(request["before"]),
        orderby=str(request["orderby"] or "date_gmt"),
        order=str(request["order"] or "desc"),
        limit=per_page,
        offset=abs(int(request["offset"])) if request["offset"] else (page - 1) * per_page,
    )
    comments, total = request.attributes.get("found") or listing.find_comments(query)
    shown = [] if request.method == "HEAD" else [comment for comment in comments if may_read_comment(comment, request)]
    authors = authors_of(shown, request)
    documents = [with_links(*comment_document(comment, request, authors)) for comment in shown]
    return paged_response(request, documents, total, PATH, totals_as_text=True)


def find_comment(request: Request) -> Comment:
    """Return the comment that the path names. Raises RestError 404."""
    number = int(request["id"] or 0)
    kept: dict[int, Comment | None] = request.attributes.setdefault("comments", {})
    if number not in kept:
        kept[number] = (
            Comment.objects.prefetch_related("meta_rows").filter(pk=number).first() if 0 < number < 2**63 else None
        )
    comment = kept[number]
    if comment is None:
        raise RestError("rest_comment_invalid_id", "There is no comment with that ID.", 404)
    if comment.post_id and post_of(comment) is None:
        raise RestError("rest_post_invalid_id", "The item of this comment no longer exists.", 404)
    return comment


def may_get(request: Request) -> RestError | None:
    """Return a readable comment on a readable post; context=edit is for moderators."""
    comment = find_comment(request)
    signed_in = request.signed_in
    note = comment.type == "note" and site.compat() != "6.8"
    may_edit = access.may_edit(request.actor, comment) if note else request.actor.can("moderate_comments")
    if request.get("context") == "edit" and not may_edit:
        return forbidden("rest_forbidden_context", "You are not allowed to edit comments.", signed_in=signed_in)
    if not may_read_comment(comment, request):
        return forbidden("rest_cannot_read", "You are not allowed to read this comment.", signed_in=signed_in)
    post = post_of(comment)
    if post is not None and not may_read_post(post, request):
        return forbidden("rest_cannot_read_post", "You are not allowed to read this item.", signed_in=signed_in)
    return None


def get_one(request: Request) -> Response:
    """Answer GET of one comment with its document."""
    comment = find_comment(request)
    authors = authors_of([comment], request)
    data, links = comment_document(comment, request, authors)
    return Response(data, links=links)


def status_name(comment: Comment) -> str:
    """Return the state as REST names it."""
    return {"1": "approved", "approve": "approved", "0": "hold"}.get(comment.approved, comment.approved)


def comment_document(
    comment: Comment, request: Request, authors: dict[int, User]
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Return the comment's document without links, and its links."""
    wanted = wanted_fields(request)
    schema = comment_schema(site.compat())
    makers: dict[str, Any] = {
        "id": lambda: comment.id,
        "post": lambda: comment.post_id,
        "parent": lambda: comment.parent_id,
        "author": lambda: comment.user_id,
        "author_name": lambda: comment.author_name,
        "author_email": lambda: comment.author_email,
        "author_url": lambda: comment.author_url,
        "author_ip": lambda: comment.author_ip,
        "author_user_agent": lambda: comment.agent,
        "date": lambda: _moment(comment.date),
        "date_gmt": lambda: _moment(comment.date_gmt),
        "content": lambda: _content(comment, wanted),
        "link": lambda: comment_link(comment),
        "status": lambda: status_name(comment),
        "type": lambda: comment.type or "comment",
        "author_avatar_urls": lambda: _avatars(comment, authors),
        "meta": lambda: describe.read_meta("comment", "", comment.meta_rows.all()),
    }
    data = {name: make() for name, make in makers.items() if is_field_named(name, wanted)}
    data.update(plugin_fields.values("comment", comment, wanted))
    data = filter_by_context(data, schema, str(request.get("context") or "view"))
    shown = is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)
    return data, _links(comment, request) if shown else {}


def _moment(moment: Any) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment else None


def _content(comment: Comment, wanted: list[str] | None) -> dict[str, str]:
    found = {}
    if is_field_wanted("content.rendered", wanted):
        found["rendered"] = comment_text(comment.content, smilies=bool(store.get("use_smilies")), site_url=site.home())
    if is_field_wanted("content.raw", wanted):
        found["raw"] = comment.content
    return found


def _avatars(comment: Comment, authors: dict[int, User]) -> dict[str, Any]:
    if comment.type not in ("", "comment", "note"):
        return {str(size): False for size in SIZES}
    author = authors.get(comment.user_id)
    return dict(avatar_urls(author.email if author else comment.author_email))


def _links(comment: Comment, request: Request) -> dict[str, list[dict[str, Any]]]:
    own = site.rest_url(f"{PATH}/{comment.id}")
    post = post_of(comment)
    open_ = post is None or (
        post_access.may_read(request.actor, post) and (not post.password or post_access.may_edit(request.actor, post))
    )
    allow = ["GET"] if open_ and may_read_comment(comment, request) else []
    if access.may_moderate(request.actor, comment):
        allow += ["POST", "PUT", "PATCH", "DELETE"]
    links: dict[str, list[dict[str, Any]]] = {
        "self": [{"href": own, **({"targetHints": {"allow": allow}} if allow else {})}],
        "collection": [{"href": site.rest_url(PATH)}],
    }
    if comment.user_id:
        links["author"] = [{"embeddable": True, "href": site.rest_url(f"/wp/v2/users/{comment.user_id}")}]
    kind = post_types.get(post.type) if post else None
    if post is not None and kind is not None:
        base = kind.rest_path if kind.show_in_rest else f"/wp/v2/{kind.name}"
        links["up"] = [{"embeddable": True, "post_type": post.type, "href": site.rest_url(f"{base}/{post.id}")}]
    if comment.parent_id:
        links["in-reply-to"] = [{"embeddable": True, "href": site.rest_url(f"{PATH}/{comment.parent_id}")}]
    if listing.count_answers(comment):
        query = f"parent={comment.id}" + ("&type=note&status=all" if comment.type == "note" else "")
        links["children"] = [{"embeddable": True, "href": site.rest_url(PATH, query)}]
    return links
