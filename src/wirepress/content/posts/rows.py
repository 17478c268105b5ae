"""What belongs to a post's row and may already be in memory: its meta, its parent, its terms, its file."""

from __future__ import annotations

from typing import Any

from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.content.users.models import User
from wirepress.core.collation.sort_keys import collation_key

_AUTHOR = "_wp_author"
_META = "_wp_meta"
_PARENT = "_wp_parent"
_TERMS = "_wp_terms"


def meta_values(post: Post, key: str) -> list[Any]:
    """Return all values of a meta key, in their order; no query where queries.load has fetched the meta."""
    return [row.value for row in meta_rows(post) if row.key == key]


def meta_value(post: Post, key: str, default: Any = None) -> Any:
    """Return the first value of a meta key."""
    values = meta_values(post, key)
    return values[0] if values else default


def meta_rows(post: Post) -> list[Any]:
    """Return the post's meta rows by id."""
    if post.pk is None:
        return []
    kept: list[Any] | None = post.__dict__.get(_META)
    return sorted(post.meta_rows.all() if kept is None else kept, key=lambda row: row.pk)


def attach_meta(post: Post, found: list[Any]) -> None:
    """Remember the post's meta rows."""
    post.__dict__[_META] = found


def parent_of(post: Post) -> Post | None:
    """Return the post above, or None; read once."""
    if not post.parent_id:
        return None
    if _PARENT not in post.__dict__:
        post.__dict__[_PARENT] = Post.objects.filter(pk=post.parent_id).first()
    found: Post | None = post.__dict__[_PARENT]
    return found


def attach_parent(post: Post, parent: Post | None) -> None:
    """Remember the post above."""
    post.__dict__[_PARENT] = parent


def terms_of(post: Post, taxonomy: str) -> list[Term]:
    """Return the post's terms of a taxonomy by name, as WordPress orders them; all taxonomies are read once."""
    if _TERMS not in post.__dict__:
        rows = TermPost.objects.filter(post_id=post.pk).select_related("term")
        attach_terms(post, [row.term for row in rows])
    kept: dict[str, list[Term]] = post.__dict__[_TERMS]
    return kept.get(taxonomy, [])


def all_terms_of(post: Post) -> list[Term]:
    """Return the post's terms of every taxonomy, each taxonomy's by name."""
    terms_of(post, "")
    kept: dict[str, list[Term]] = post.__dict__[_TERMS]
    return [term for taxonomy in sorted(kept) for term in kept[taxonomy]]


def attach_terms(post: Post, terms: list[Term]) -> None:
    """Remember the post's terms of all taxonomies."""
    kept: dict[str, list[Term]] = {}
    for term in sorted(terms, key=name_order):
        kept.setdefault(term.taxonomy, []).append(term)
    post.__dict__[_TERMS] = kept


def forget_related(post: Post) -> None:
    """Drop what was remembered; the next look asks the database."""
    post.__dict__.pop(_TERMS, None)
    post.__dict__.pop(_PARENT, None)
    post.__dict__.pop(_AUTHOR, None)
    post.__dict__.pop(_META, None)
    getattr(post, "_prefetched_objects_cache", {}).clear()


def name_order(term: Term) -> tuple[str, int]:
    """Sorting key of a list of terms: by name as a database without regard to case and accents sorts, then by id."""
    return collation_key(term.name), term.id


def post_format(post: Post) -> str:
    """`video`, `aside` ...; `standard` for none."""
    for term in terms_of(post, "post_format"):
        name = term.slug.removeprefix("post-format-")
        if name in POST_FORMATS:
            return name
    return "standard"


def author_of(post: Post) -> User | None:
    """Return the author's row, or None; read once."""
    if not post.author_id:
        return None
    if _AUTHOR not in post.__dict__:
        post.__dict__[_AUTHOR] = User.objects.filter(pk=post.author_id).first()
    found: User | None = post.__dict__[_AUTHOR]
    return found


def attach_author(post: Post, author: User | None) -> None:
    """Remember the author's row."""
    post.__dict__[_AUTHOR] = author


def has_parent(post: Post) -> bool:
    """Return whether the post above is already known."""
    return _PARENT in post.__dict__
