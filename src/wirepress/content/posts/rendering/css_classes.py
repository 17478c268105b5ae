"""CSS classes of a post's element. WordPress 7.1 behaviour (get_post_class)."""

from __future__ import annotations

from typing import Final

from wirepress.content.options.features import extensions
from wirepress.content.posts import rows
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import effective_status
from wirepress.content.posts.types import known
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.core.markup.fields.text_fields import sanitize_html_class

_CLASS_TAXONOMIES: Final = (("category", "category"), ("post_tag", "tag"), ("post_format", "post_format"))


def post_classes(post: Post, *, password_given: bool = False) -> list[str]:
    """CSS classes of the post's element, in WordPress's order."""
    kind = known(post.type)
    found = [f"post-{post.pk}", post.type, f"type-{post.type}", f"status-{effective_status(post)}"]
    if kind.can("post-formats"):
        found.append(f"format-{rows.post_format(post)}")
    if post.password:
        found.append("post-password-protected" if password_given else "post-password-required")
    if (
        post.featured_media
        and post.type != "attachment"
        and kind.can("thumbnail")
        and (not post.password or password_given)
    ):
        found.append("has-post-thumbnail")
    found.append("hentry")
    own = [(one.name, one.name) for one in taxonomies.added().values() if one.public and post.type in one.types]
    for taxonomy, prefix in (*_CLASS_TAXONOMIES, *own):
        found += [f"{prefix}-{_term_class(term)}" for term in rows.terms_of(post, taxonomy)]
    found += extensions().collect("post_classes", post=post)
    return list(dict.fromkeys(found))


def _term_class(term: Term) -> str:
    name = sanitize_html_class(term.slug, str(term.pk))
    return str(term.pk) if name.isdigit() or not name.strip("-") else name
