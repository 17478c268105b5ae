"""Who may do what with media. WordPress 7.1 behaviour: an attachment is a post, reading it follows the post it belongs to."""

from __future__ import annotations

from wirepress.content.posts import access as posts
from wirepress.content.posts.models import Post
from wirepress.core.rest.routes import Actor


def may_upload(actor: Actor, parent: Post | None = None) -> bool:
    """Bring a file in; into a post only whoever may edit that post."""
    return actor.can("upload_files") and (parent is None or posts.may_edit(actor, parent))


def may_edit(actor: Actor, attachment: Post) -> bool:
    """edit_post of the attachment."""
    return posts.may_edit(actor, attachment)


def may_delete(actor: Actor, attachment: Post) -> bool:
    """delete_post of the attachment."""
    return posts.may_delete(actor, attachment)


def may_read(actor: Actor, attachment: Post) -> bool:
    """read_post of the attachment."""
    return posts.may_read(actor, attachment)
