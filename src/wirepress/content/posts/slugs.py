"""Slugs that no other post has (WordPress 7.1 behaviour)."""

from __future__ import annotations

import re
from typing import Final

from django.db.models import Q

from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
from wirepress.content.turns import take_turns
from wirepress.core.markup.slugs import MAX_SLUG, truncate_slug

RESERVED: Final = frozenset(("feed", "rdf", "rss", "rss2", "atom", "embed"))
_FREE: Final = ("draft", "pending", "auto-draft")


def unique_slug(slug: str, post_id: int, status: str, post_type: str, parent_id: int = 0) -> str:
    """The slug, with -2, -3 ... behind it while another post has it. Drafts keep theirs: they have no address yet."""
    if (
        status in _FREE
        or post_type in ("nav_menu_item", "user_request")
        or (status == "inherit" and post_type == "revision")
    ):
        return slug
    take_turns(f"slug {slug}")
    if not _taken(slug, post_id, post_type, parent_id) and not is_reserved(slug, post_type):
        return slug
    for number in range(2, 100_000):
        suffix = f"-{number}"
        other = truncate_slug(slug, MAX_SLUG - len(suffix)) + suffix
        if not _taken(other, post_id, post_type, parent_id):
            return other
    raise ValueError(f"there are too many posts called {slug}")


def _taken(slug: str, post_id: int, post_type: str, parent_id: int) -> bool:
    same = Post.objects.filter(slug=slug).exclude(pk=post_id)
    if post_type == "attachment":
        return same.exists()
    if known(post_type).hierarchical:
        return same.filter(Q(type=post_type) | Q(type="attachment"), parent_id=parent_id).exists()
    return same.filter(type=post_type).exists()


def is_reserved(slug: str, post_type: str) -> bool:
    """Whether an address of the site's own would look like this."""
    if slug in RESERVED:
        return True
    if known(post_type).hierarchical:
        return re.fullmatch(r"page\d+", slug) is not None
    return post_type == "post" and slug.isascii() and slug.isdigit() and _looks_like_a_date(int(slug))


def _looks_like_a_date(number: int) -> bool:
    """Whether a numeric slug could be mistaken for a year, month or day of the permalink pattern."""
    parts = [part for part in str(store.get("permalink_structure") or "").split("/") if part]
    if not number or "%postname%" not in parts:
        return False
    place = parts.index("%postname%")
    before = parts[place - 1] if place else ""
    return place == 0 or (before == "%year%" and number < 13) or (before == "%monthnum%" and number < 32)
