"""What the newsroom's templates ask for."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site
from wirepress.content.options.links import local
from wirepress.content.posts import access
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.web.admin.list_cells import author_name as _author_name
from wirepress.web.admin.list_cells import plain as _plain

register = template.Library()


@register.filter
def plain(text: str) -> str:
    """A stored title as people read it."""
    return _plain(text)


@register.filter
def author_name(post: Post) -> str:
    """The byline, "Nobody" where the author is gone."""
    return _author_name(post)


@register.filter
def may_edit(user: User, post: Post) -> bool:
    """Whether the user may edit the post."""
    return access.may_edit(user, post)


@register.filter
def public_link(post: Post) -> str:
    """The story's address on the site."""
    return local(post_link(post))


@register.filter
def comment_post(comment: Comment) -> str:
    """Title of the comment's post."""
    post = post_of(comment)
    return _plain(post.title) if post else "a story that is gone"


@register.filter
def day(moment: int) -> str:
    """Unix seconds as a day of the site's zone."""
    return f"{site.to_local(datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)):%Y-%m-%d}"
