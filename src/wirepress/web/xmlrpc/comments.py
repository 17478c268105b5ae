"""Comments: written, moderated, counted."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count

from wirepress.content.comments import access, listing
from wirepress.content.comments.actions.create import NewComment, create_comment
from wirepress.content.comments.actions.moderate import delete_comment as delete
from wirepress.content.comments.actions.moderate import set_status, update_comment
from wirepress.content.comments.models import Comment
from wirepress.content.posts import access as post_access
from wirepress.content.posts import types as post_types
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering.oembed import find_story_at
from wirepress.content.users.models import User
from wirepress.web.xmlrpc import structs
from wirepress.web.xmlrpc.call import Call, find_post, refusal_of_rights, refusals_as_faults, row_limit, to_int, to_text
from wirepress.web.xmlrpc.xml_codec import CallDate, Fault, parse_date

STATUSES: Final = {"hold": "Unapproved", "approve": "Approved", "spam": "Spam", "trash": "Trash"}


def _find_comment(number: int) -> Comment:
    found = Comment.objects.filter(pk=number).first()
    if found is None:
        raise Fault(404, "There is no comment with that ID.")
    return found


def _find_editable_comment(call: Call) -> tuple[User, Comment]:
    """Who asks and the comment, which they may edit."""
    call.require_args(4)
    user, comment = call.sign_in(), _find_comment(call.number(3))
    if not access.may_edit(user, comment):
        raise refusal_of_rights("You are not allowed to edit this comment.", 403)
    return user, comment


def _find_commented_post(call: Call) -> Post:
    value = call.get(3)
    found = find_story_at(value) if isinstance(value, str) and "://" in value else None
    return found or find_post(call.number(3))


def new_comment(call: Call) -> int:
    """wp.newComment: blog, login, password, number or address of the item, struct."""
    call.require_args(4)
    user, given = call.sign_in(), call.struct(4)
    post = _find_commented_post(call)
    if post.comment_status != "open":
        raise refusal_of_rights("Comments are closed for this item.", 403)
    if not post_access.may_read(user, post) or (post.password and not post_access.may_edit(user, post)):
        raise refusal_of_rights("You are not allowed to comment on this item.", 403)
    text = to_text(given.get("content")).strip()
    if not text:
        raise Fault(403, "A comment needs content.")
    new = NewComment(
        post,
        text,
        author_name=user.display_name,
        author_email=user.email,
        author_url=user.url,
        author_ip=call.visit.address,
        user_id=user.pk,
        parent_id=to_int(given.get("comment_parent")),
        any_html=True,
    )
    with refusals_as_faults(403):
        return create_comment(new, actor=user).pk


def edit_comment(call: Call) -> bool:
    """wp.editComment: blog, login, password, number, struct."""
    call.require_args(5)
    user, comment = _find_editable_comment(call)
    given = call.struct(4)
    status = to_text(given.get("status"))
    if status and status not in STATUSES:
        raise Fault(401, "There is no such comment status.")
    fields: dict[str, Any] = {
        column: to_text(given[name])
        for name, column in (
            ("content", "content"),
            ("author", "author_name"),
            ("author_url", "author_url"),
            ("author_email", "author_email"),
        )
        if given.get(name) is not None
    }
    date = given.get("date_created_gmt")
    found = parse_date(date) if isinstance(date, str) else date
    if isinstance(found, CallDate):
        fields["date_gmt"] = found.at
    with refusals_as_faults():
        if fields:
            update_comment(comment, fields, actor=user, any_html=True)
        if status:
            set_status(comment, status)
    return True


def delete_comment(call: Call) -> bool:
    """wp.deleteComment: into the trash; gone for good when it lies there."""
    _, comment = _find_editable_comment(call)
    with refusals_as_faults():
        if comment.approved in ("trash", "spam"):
            delete(comment)
        else:
            set_status(comment, "trash")
    return True


def get_comment(call: Call) -> structs.Struct:
    """wp.getComment: blog, login, password, number."""
    return structs.comment(_find_editable_comment(call)[1])


def get_comments(call: Call) -> list[structs.Struct]:
    """wp.getComments: blog, login, password, filter."""
    call.require_args(3)
    user, given = call.sign_in(), call.struct(3)
    status = to_text(given.get("status"))
    if not user.can("moderate_comments") and status != "approve":
        raise refusal_of_rights("You are not allowed to see comments with that status.")
    kind = given.get("post_type")
    if kind is not None and not ((known := post_types.get(to_text(kind))) and known.can("comments")):
        raise Fault(404, "Items of that type have no comments.")
    query = listing.CommentQuery(
        posts=[to_int(given["post_id"])] if given.get("post_id") else (),
        status=status or "all",
        type="",
        offset=abs(to_int(given.get("offset"))),
        limit=row_limit(given.get("number")),
    )
    # What others wrote is shown with address and mail: only to those who may edit it, unlike in WordPress.
    found = [comment for comment in listing.find_comments(query)[0] if access.may_edit(user, comment)]
    return [structs.comment(comment) for comment in found]


def get_comment_count(call: Call) -> dict[str, Any]:
    """wp.getCommentCount: blog, login, password, number of the item."""
    call.require_args(4)
    user, post = call.sign_in(), find_post(call.number(3))
    if not post_access.may_edit(user, post):
        raise refusal_of_rights("You are not allowed to see the comment counts.", 403)
    counted = (
        Comment.objects.filter(post_id=post.pk)
        .exclude(type="note")
        .values_list("approved")
        .annotate(n=Count("pk"))
        .order_by()
    )
    found = {str(status): number for status, number in counted}
    approved, waiting, spam = found.get("1", 0), found.get("0", 0), found.get("spam", 0)
    return {
        "approved": approved,
        "awaiting_moderation": waiting,
        "spam": spam,
        "total_comments": approved + waiting + spam,
    }


def get_comment_statuses(call: Call) -> dict[str, str]:
    """wp.getCommentStatusList: blog, login, password."""
    call.require_args(3)
    if not call.sign_in().can("publish_posts"):
        raise refusal_of_rights("You are not allowed to see that.", 403)
    return dict(STATUSES)


def get_pingbacks(call: Call) -> list[str]:
    """pingback.extensions.getPingbacks: addresses that pinged an item. Raises Fault 0 where the address is none of ours: refusals of pings
    are all alike (WordPress 7.1 behaviour)."""
    post = find_story_at(call.text(0))
    if post is None:
        raise Fault(0, "The address is not one of this site's.")
    found = Comment.objects.filter(post_id=post.pk, approved="1", type="pingback").order_by("date_gmt", "pk")
    return [comment.author_url for comment in found]


def get_trackbacks(call: Call) -> list[dict[str, str]]:
    """mt.getTrackbackPings: number of the item."""
    post = find_post(call.number(0))
    found = Comment.objects.filter(post_id=post.pk, approved="1", type="trackback").order_by("date_gmt", "pk")
    return [
        {"pingTitle": _ping_title(comment), "pingURL": comment.author_url, "pingIP": comment.author_ip}
        for comment in found
    ]


def _ping_title(comment: Comment) -> str:
    """A trackback's title stands in front of its text."""
    before, end, _ = comment.content.partition("</strong>")
    return before.removeprefix("<strong>") if end else comment.author_name
