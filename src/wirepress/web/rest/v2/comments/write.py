"""Writing comments: who may, and the handlers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from wirepress.content.comments import access
from wirepress.content.comments.actions.create import NewComment, create_comment
from wirepress.content.comments.actions.moderate import STATUSES, delete_comment, set_status, update_comment
from wirepress.content.comments.models import Comment
from wirepress.content.errors import ActionRefused
from wirepress.content.options import site, store
from wirepress.content.posts import access as post_access
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Actor, Request, Response
from wirepress.core.rest.schema import parse_date
from wirepress.web.rest.meta import plugin_fields
from wirepress.web.rest.meta.change import write_meta_rows
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.comments.read import (
    PATH,
    comment_document,
    find_comment,
    may_read_post,
    notes_wanted,
    supports_notes,
    unsupported_notes,
)

AGENT_MAX: Final = 255  # characters; the form cuts a longer one, here it cannot be stored (WordPress 7.1 behaviour)


def may_create(request: Request) -> RestError | None:
    """Signed-in users on readable posts that are open; author, address and status are for moderators."""
    actor, signed_in = request.actor, request.signed_in
    if not signed_in:
        return RestError("rest_comment_login_required", "Sign in to comment.", 401)
    moderator = actor.can("moderate_comments")
    if request.has("author") and request["author"] is not None and int(request["author"]) != actor.id and not moderator:
        return forbidden(
            "rest_comment_invalid_author", "You are not allowed to set 'author' of comments.", signed_in=signed_in
        )
    if request["author_ip"] is not None and not moderator and request["author_ip"] != request.address:
        return forbidden(
            "rest_comment_invalid_author_ip", "You are not allowed to set 'author_ip' of comments.", signed_in=signed_in
        )
    if request["status"] is not None and not (_may_note(request) if notes_wanted(request) else moderator):
        return forbidden(
            "rest_comment_invalid_status", "You are not allowed to set 'status' of comments.", signed_in=signed_in
        )
    return _post_refusal(request)


def _commented_post(request: Request) -> Post | None:
    number = types.to_int(request["post"])
    return Post.objects.filter(pk=number).first() if 0 < number < 2**63 else None


def _may_note(request: Request) -> bool:
    post = _commented_post(request)
    return post is not None and post_access.may_edit(request.actor, post)


def _post_refusal(request: Request) -> RestError | None:
    """Why nobody, or not this actor, may comment on the post."""
    post, note = _commented_post(request), notes_wanted(request)
    if post is None:
        return RestError("rest_comment_invalid_post_id", "A comment needs an item that exists.", 403)
    if note and not post_access.may_edit(request.actor, post):
        told = "You are not allowed to make notes on this item."
        return forbidden("rest_cannot_create_note", told, signed_in=request.signed_in)
    if note and not supports_notes(post):
        return unsupported_notes()
    if post.status == "draft" and not note:
        return RestError("rest_comment_draft_post", "Drafts cannot have comments.", 403)
    if post.status == "trash":
        return RestError("rest_comment_trash_post", "Items in the trash cannot have comments.", 403)
    if not may_read_post(post, request):
        return forbidden("rest_cannot_read_post", "You are not allowed to read this item.", signed_in=request.signed_in)
    if post.comment_status != "open" and not note:
        return RestError("rest_comment_closed", "Comments are closed for this item.", 403)
    return None


def may_update(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit the comment or moderate all of them."""
    if not access.may_moderate(request.actor, find_comment(request)):
        return forbidden("rest_cannot_edit", "You are not allowed to edit this comment.", signed_in=request.signed_in)
    return None


def may_delete(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit the comment or moderate all of them."""
    if not access.may_moderate(request.actor, find_comment(request)):
        return forbidden(
            "rest_cannot_delete", "You are not allowed to delete this comment.", signed_in=request.signed_in
        )
    return None


def _author(request: Request) -> User | None:
    """Return the user whose comment it is: the one named, else whoever asks unless a name or an address was given instead."""
    named = request["author"]
    given = any(request[name] for name in ("author_name", "author_email", "author_url"))
    number = int(named) if named is not None else 0 if given else request.actor.id
    user = User.objects.filter(pk=number).first() if 0 < number < 2**63 else None
    if named is not None and user is None:
        raise RestError("rest_comment_author_invalid", "There is no user with that ID.", 400)
    return user


def _create(new: NewComment, actor: Actor, approved: str | None) -> Comment:
    try:
        return create_comment(new, actor=actor, approved=approved)
    except ActionRefused as refusal:
        if refusal.code == "comment_flood":
            refusal.status = 400  # WordPress's REST says so; its form answers 429
        raise


def create(request: Request) -> Response:
    """Make a comment; 201 with its address."""
    if request["id"]:
        raise RestError("rest_comment_exists", "The comment already exists.", 400)
    actor = request.actor
    text = _content(request)
    note = notes_wanted(request)
    if request["type"] not in (None, "", "comment") and not note:
        raise RestError("rest_invalid_comment_type", "Only comments can be created here.", 400)
    author = _author(request)
    if not text and not (note and _settles(request)):
        raise RestError("rest_comment_content_invalid", "A comment needs content.", 400)
    post = Post.objects.get(pk=int(request["post"]))
    new = NewComment(
        post,
        text or "",
        author_name=str(request["author_name"] or (author.display_name if author else "")),
        author_email=str(request["author_email"] or (author.email if author else "")),
        author_url=str(request["author_url"] or (author.url if author else "")),
        author_ip=str(request["author_ip"] or request.address or "127.0.0.1"),
        agent=str(request["author_user_agent"] or request.headers.get("user-agent", "")),
        user_id=author.pk if author else 0,
        parent_id=int(request["parent"] or 0),
        type="note" if note else "comment",
        date_gmt=_date(request),
        any_html=True,
    )
    _check_agent(new.agent, "rest_comment_failed_create")
    if store.get("require_name_email") and not (new.author_name and new.author_email):
        raise RestError("rest_comment_author_data_required", "A comment needs a name and an email address.", 400)
    status = request["status"]
    with refusals_as_rest_errors():
        comment = _create(new, actor, STATUSES.get(str(status)) if status is not None else None)
    _write_meta(comment, request)
    response = _answer(comment.pk, request, "edit" if actor.can("moderate_comments") else "view")
    response.status = 201
    response.headers["Location"] = site.rest_url(f"{PATH}/{comment.pk}")
    return response


def _check_agent(agent: str, code: str) -> None:
    if len(strip_all_tags(agent)) > AGENT_MAX:
        raise RestError(code, "The comment could not be stored.", 500)


def _settles(request: Request) -> bool:
    """Return whether the note says that another is settled or open again: that needs no words."""
    meta = request["meta"]
    return isinstance(meta, dict) and meta.get("_wp_note_status") in ("resolved", "reopen")


def _content(request: Request) -> str | None:
    value = request["content"]
    if isinstance(value, dict):
        value = value.get("raw")
    return value.strip(" \t\n\r\0\x0b") if isinstance(value, str) else None


def _date(request: Request) -> datetime | None:
    for name in ("date", "date_gmt"):
        moment = parse_date(request[name]) if request[name] else None
        if moment is not None:
            if moment.tzinfo is not None:
                return moment.astimezone(UTC).replace(tzinfo=None)
            return site.to_gmt(moment) if name == "date" else moment
    return None


def update(request: Request) -> Response:
    """Change a comment or its status."""
    comment = find_comment(request)
    if request["type"] is not None and request["type"] != comment.type:
        raise RestError("rest_comment_invalid_type", "The type of a comment cannot be changed.", 404)
    fields = {
        name: request[name]
        for name in ("author", "author_name", "author_email", "author_url", "author_ip")
        if request[name] is not None
    }
    # Whoever changes a comment is where and what it came from, unless something else is said (WordPress 7.1 behaviour).
    if "author_ip" not in fields or not request.actor.can("moderate_comments"):
        fields["author_ip"] = request.address or "127.0.0.1"
    if agent := str(request["author_user_agent"] or request.headers.get("user-agent", "")):
        fields["author_user_agent"] = agent
    for name in ("parent", "post"):
        if any(name in source for source in request.sources()[:-1]):
            fields[name] = int(request[name] or 0)
    text = _content(request)
    if text is not None:
        fields["content"] = text
    gmt = _date(request)
    if gmt is not None:
        fields["date_gmt"] = gmt
    if "author" in fields:
        number = int(fields["author"])
        user = User.objects.filter(pk=number).first() if 0 < number < 2**63 else None
        if user is None:
            raise RestError("rest_comment_author_invalid", "There is no user with that ID.", 400)
        own = {"author_name": user.display_name, "author_email": user.email, "author_url": user.url}
        fields = {**own, **fields}
    if fields.get("post") and not Post.objects.filter(pk=fields["post"]).exists():
        raise RestError("rest_comment_invalid_post_id", "There is no item with that ID.", 403)
    if text == "":
        raise RestError("rest_comment_content_invalid", "A comment needs content.", 400)
    _check_agent(agent, "rest_comment_failed_edit")
    with refusals_as_rest_errors():
        if fields:
            update_comment(comment, fields, actor=request.actor, any_html=True)
        if request["status"] is not None and str(request["status"]) in (
            *STATUSES,
            "unspam",
            "untrash",
        ):  # others change nothing
            set_status(comment, str(request["status"]))
    _write_meta(comment, request)
    return _answer(comment.pk, request, "edit")


def delete(request: Request) -> Response:
    """Put a comment into the trash, or delete it for good with `force`."""
    comment = find_comment(request)
    request.set("context", "edit")
    if request["force"]:
        data, _ = comment_document(comment, request, _authors(comment))
        delete_comment(comment)
        request.attributes.pop("comments", None)
        return Response({"deleted": True, "previous": data})
    if comment.approved == "trash":
        raise RestError("rest_already_trashed", "The comment is already in the trash.", 410)
    set_status(comment, "trash")
    return _answer(comment.pk, request, "edit")


def _authors(comment: Comment) -> dict[int, User]:
    return User.objects.in_bulk([comment.user_id]) if comment.user_id else {}


def _write_meta(comment: Comment, request: Request) -> None:
    write_meta_rows(comment.meta_rows, "comment", "", request)
    plugin_fields.write("comment", comment, request)


def _answer(number: int, request: Request, context: str) -> Response:
    request.attributes.pop("comments", None)
    request.path_params["id"] = number
    request.set("context", context)
    comment = find_comment(request)
    data, links = comment_document(comment, request, _authors(comment))
    return Response(data, links=links)
