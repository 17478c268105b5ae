"""Writing comments: who may, and the handlers."""

from __future__ import annotations

from wirepress.content.comments import access
from wirepress.content.posts.models import Post
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.v2.comments.read import find, post_open


def may_create(request: Request) -> RestError | None:
    """Signed-in users on readable posts that are open; author, address and status are for moderators."""
    actor, signed_in = request.actor, request.signed_in
    if not signed_in:
        return RestError("rest_comment_login_required", "Sign in to comment.", 401)
    moderator = actor.can("moderate_comments")
    if request.has("author") and request["author"] is not None and int(request["author"]) != actor.id and not moderator:
        return forbidden("rest_comment_invalid_author", "You are not allowed to set 'author' of comments.", signed_in=signed_in)
    if request["author_ip"] is not None and not moderator and request["author_ip"] != request.address:
        return forbidden("rest_comment_invalid_author_ip", "You are not allowed to set 'author_ip' of comments.", signed_in=signed_in)
    if request["status"] is not None and not moderator:
        return forbidden("rest_comment_invalid_status", "You are not allowed to set 'status' of comments.", signed_in=signed_in)
    return _post_refusal(request)


def _post_refusal(request: Request) -> RestError | None:
    """Why nobody, or not this actor, may comment on the post."""
    number = int(request["post"] or 0)
    post = Post.objects.filter(pk=number).first() if 0 < number < 2**63 else None
    if post is None:
        return RestError("rest_comment_invalid_post_id", "A comment needs an item that there is.", 403)
    if post.status == "draft":
        return RestError("rest_comment_draft_post", "Drafts have no comments.", 403)
    if post.status == "trash":
        return RestError("rest_comment_trash_post", "Items in the trash have no comments.", 403)
    if not post_open(post, request):
        return forbidden("rest_cannot_read_post", "You are not allowed to read this item.", signed_in=request.signed_in)
    if post.comment_status != "open":
        return RestError("rest_comment_closed", "Comments are closed for this item.", 403)
    return None


def may_update(request: Request) -> RestError | None:
    """edit_comment or moderate_comments."""
    if not access.may_moderate(request.actor, find(request)):
        return forbidden("rest_cannot_edit", "You are not allowed to edit this comment.", signed_in=request.signed_in)
    return None


def may_delete(request: Request) -> RestError | None:
    """edit_comment or moderate_comments."""
    if not access.may_moderate(request.actor, find(request)):
        return forbidden("rest_cannot_delete", "You are not allowed to delete this comment.", signed_in=request.signed_in)
    return None


def create(request: Request) -> Response:
    raise NotImplementedError


def update(request: Request) -> Response:
    raise NotImplementedError


def delete(request: Request) -> Response:
    raise NotImplementedError
