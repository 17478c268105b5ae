"""Slugs that no other post has (WordPress 7.1 behaviour)."""

from __future__ import annotations

import re
from typing import Final

from wirepress.content.locks import lock_name
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
from wirepress.core.database import rows
from wirepress.core.markup.text.slugs import MAX_SLUG, truncate_slug
from wirepress.core.php.numbers import absint

RESERVED: Final = frozenset(("feed", "rdf", "rss", "rss2", "atom", "embed"))
_FREE: Final = ("draft", "pending", "auto-draft")


def unique_slug(slug: str, post_id: int, status: str, post_type: str, parent_id: int = 0) -> str:
    """Return the slug, with -2, -3 ... behind it while another post has it. Drafts keep theirs: they have no address yet."""
    if (
        status in _FREE
        or post_type in ("nav_menu_item", "user_request")
        or (status == "inherit" and post_type == "revision")
    ):
        return slug
    lock_name(f"slug {slug}")
    if not _taken(slug, post_id, post_type, parent_id) and not is_reserved(slug, post_type):
        return slug
    for number in range(2, 100_000):
        suffix = f"-{number}"
        other = truncate_slug(slug, MAX_SLUG - len(suffix)) + suffix
        if not _taken(other, post_id, post_type, parent_id):
            return other
    raise ValueError(f"there are too many posts called {slug}")


def _taken(slug: str, post_id: int, post_type: str, parent_id: int) -> bool:
    more, values = _same_family(post_type, parent_id)
    return bool(
        rows.query_rows(
            Post, f"SELECT 1 FROM posts_post WHERE slug = %s AND id <> %s{more} LIMIT 1", (slug, post_id, *values)
        )
    )


def _same_family(post_type: str, parent_id: int) -> tuple[str, tuple[str | int, ...]]:
    """Among which posts a slug has to be the only one. The type is written as an expression, because SQLite would else look through
    the index of the type, which is to say through all stories, and not through that of the slug."""
    if post_type == "attachment":
        return "", ()
    if known(post_type).hierarchical:
        return " AND type || '' IN (%s, 'attachment') AND parent_id + 0 = %s", (post_type, parent_id)
    return " AND type || '' = %s", (post_type,)


def is_reserved(slug: str, post_type: str) -> bool:
    """Return whether an address of the site's own would look like this."""
    if slug in RESERVED:
        return True
    if known(post_type).hierarchical:
        return re.fullmatch(r"(page)?[0-9]+", slug) is not None
    return post_type == "post" and slug.isascii() and slug.isdecimal() and _looks_like_a_date(absint(slug))


def _looks_like_a_date(number: int) -> bool:
    """Return whether a numeric slug could be mistaken for a year, month or day of the permalink pattern."""
    parts = [part for part in str(store.get("permalink_structure") or "").split("/") if part]
    if not number or "%postname%" not in parts:
        return False
    place = parts.index("%postname%")
    before = parts[place - 1] if place else ""
    return place == 0 or (before == "%year%" and number < 13) or (before == "%monthnum%" and number < 32)
