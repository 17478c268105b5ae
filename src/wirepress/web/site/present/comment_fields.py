"""What features add to the form of comments and to the comments themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe

from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.core.call_plugin import call_plugin
from wirepress.core.contract.pages.comment_fields import CommentField

HOOK = "comment_fields"


def declared() -> list[CommentField]:
    """Return the fields of the features that are on."""
    found: list[CommentField] = extensions().declared(HOOK)
    return found


def form_html(post: Post, kept: Mapping[str, str]) -> SafeString:
    """Return the fields of the form, filled with what was given before. Features answer for their HTML."""
    return mark_safe(
        "".join(call_plugin(HOOK, field.render, post, kept.get(field.name, "")) or "" for field in declared())
    )


def above(post: Post) -> SafeString:
    """Return what stands above the comments."""
    return mark_safe("".join(call_plugin(HOOK, field.above, post) or "" for field in declared() if field.above))


def beside(comment_ids: Sequence[int]) -> dict[int, SafeString]:
    """Return what stands beside the names of the comments' authors."""
    found: dict[int, str] = {}
    for field in declared() if comment_ids else ():
        for number, html in (call_plugin(HOOK, field.show, comment_ids) or {}).items():
            found[number] = found.get(number, "") + html
    return {number: mark_safe(html) for number, html in found.items()}


def save(post: Post, comment_id: int, form: Mapping[str, str]) -> None:
    """Hand what was filled in to the features. What they refuse is raised."""
    for field in declared():
        field.save(post, comment_id, form.get(field.name, ""))
