"""Who may do what with a comment. WordPress 7.1 behaviour: whoever may edit the post may edit its comments."""

from __future__ import annotations

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.posts import access as posts
from wirepress.content.posts.models import Post
from wirepress.core.rest.routes import Actor


def may_edit(actor: Actor, comment: Comment) -> bool:
    """edit_comment: whoever may edit its post; without a post, whoever may edit posts at all."""
    post = post_of(comment)
    return posts.may_edit(actor, post) if post else actor.can("edit_posts")


def may_moderate(actor: Actor, comment: Comment) -> bool:
    """Change, approve, trash or delete: a moderator, or whoever may edit the comment."""
    return actor.can("moderate_comments") or may_edit(actor, comment)


def may_read(actor: Actor, comment: Comment, post_open: bool | None = None) -> bool:
    """Approved ones under a post the actor may read, unless they are editors' notes; their own; those they may edit.

    `post_open` tells what is known of the post.
    """
    if comment.type != "note" and comment.post_id and comment.approved == "1":
        post = post_of(comment)
        if post is not None and (posts.may_read(actor, post) if post_open is None else post_open):
            return True
    if actor.id == 0:
        return False
    if not comment.post_id and not actor.can("moderate_comments"):
        return False
    if comment.user_id and comment.user_id == actor.id:
        return True
    return may_edit(actor, comment)


def may_comment_without_review(actor: Actor, post: Post) -> bool:
    """Moderators and whoever may edit the post are not held back."""
    return actor.can("moderate_comments") or (actor.id > 0 and post.author_id == actor.id)
