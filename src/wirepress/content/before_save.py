"""Asks the features before a post, term or comment is stored: a refusal of theirs is one of the action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wirepress.content.errors import ActionRefused
from wirepress.content.options.features import extensions
from wirepress.core.contract.content.saving import Change, Refusal
from wirepress.core.rest.routes import Actor

if TYPE_CHECKING:
    from wirepress.content.comments.models import Comment
    from wirepress.content.posts.models import Post
    from wirepress.content.terms.models import Term

_POST: Final = (
    "title",
    "content",
    "excerpt",
    "slug",
    "status",
    "author_id",
    "parent_id",
    "date_gmt",
    "password",
    "featured_media",
)
_TERM: Final = ("name", "slug", "description", "parent_id")
_COMMENT: Final = ("content", "author_name", "author_email", "author_url", "approved", "post_id", "parent_id")


def check_post(post: Post, *, new: bool, actor: Actor | None) -> None:
    """Raise ActionRefused when a feature refuses the post as it is now in memory."""
    _check("post", post, post.type, _POST, new, actor)


def check_term(term: Term, *, actor: Actor | None = None) -> None:
    """Raise ActionRefused when a feature refuses the term as it is now in memory."""
    _check("term", term, term.taxonomy, _TERM, term.pk is None, actor)


def check_comment(comment: Comment, *, actor: Actor | None) -> None:
    """Raise ActionRefused when a feature refuses the comment as it is now in memory."""
    _check("comment", comment, comment.type, _COMMENT, comment.pk is None, actor)


def _check(
    kind: str, row: Post | Term | Comment, type_: str, columns: Sequence[str], new: bool, actor: Actor | None
) -> None:
    active = extensions()
    if not active.implements("before_save"):
        return
    values = {name: getattr(row, name) for name in columns}
    change = Change(kind, type_, 0 if new else row.pk, values, actor)  # type: ignore[arg-type]  # one of the three above
    refusals = [one for one in active.collect("before_save", change=change) if isinstance(one, Refusal)]
    if refusals:
        first, *others = (ActionRefused(one.code, one.message, _status(one.status)) for one in refusals)
        first.others = tuple(others)
        raise first


def _status(wanted: int) -> int:
    return wanted if 400 <= wanted < 500 else 400
