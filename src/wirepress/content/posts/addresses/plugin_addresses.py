"""Public addresses of what plugins bring: items and lists of their post types, archives of their taxonomies (WordPress 7.1 behaviour)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, quote_plus, unquote

from wirepress.content.options import site
from wirepress.content.posts import types
from wirepress.content.posts.addresses import patterns
from wirepress.content.posts.addresses.find_by_path import find_post_by_path
from wirepress.content.posts.models import Post
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.markup.text.slugs import sanitize_title

_PART = re.compile(r"(?P<path>.+)/(?P<part>\d{1,5})")
Found = Post | Term | PostType


def type_front(kind: PostType) -> str:
    """Return what stands before an item's slug: `/recipes/`."""
    return f"{patterns.front()}{kind.rewrite_slug or kind.name}/"


def item_link(kind: PostType, number: int, path: str, *, plain: bool, hidden: bool) -> str:
    """Return the address of an item. `path`: its slug, with those above it where the type is a tree; `hidden`: it is no public item,
    so that its address names its number; `plain`: the site's addresses are."""
    if not kind.viewable or hidden or not path:
        return site.home(f"/?post_type={quote_plus(kind.name)}&p={number}")
    if plain:
        return site.home(f"/?{quote_plus(kind.query_var or kind.name)}={path}")
    return patterns.address(type_front(kind) + path)


def archive_link(kind: PostType) -> str:
    """Return the address of a type's list; "" where it has none."""
    if not kind.has_archive:
        return ""
    return (
        patterns.address(type_front(kind))
        if patterns.structure()
        else site.home(f"/?post_type={quote_plus(kind.name)}")
    )


def query_names() -> frozenset[str]:
    """Return the parameters that name an item or a term of a plugin."""
    kinds = (kind.query_var or kind.name for kind in types.added().values() if kind.viewable)
    return frozenset((*kinds, *(one.query_var for one in taxonomies.added().values() if one.query_var)))


def find_by_query(query: Mapping[str, str]) -> Found | None:
    """Return what the parameters of the root's address mean; None: nothing of a plugin's."""
    for kind in types.added().values():
        name = kind.query_var or kind.name
        if kind.viewable and query.get(name):
            return _item(kind, query[name].strip("/"))
        if query.get("post_type") == kind.name and kind.viewable and kind.has_archive:
            return kind
    for taxonomy in taxonomies.added().values():
        if taxonomy.query_var and query.get(taxonomy.query_var):
            return _term(taxonomy.name, query[taxonomy.query_var])
    return None


def find_by_path(path: str) -> tuple[Found | None, int] | None:
    """Return what a path below the root means, and which part of it; None: it is not one of a plugin's. `path`: without slashes at
    its ends, percent-encoded; nothing found under a plugin's word is (None, 1)."""
    decoded = unquote(path)
    for taxonomy in taxonomies.added().values():
        front = (patterns.term_front(taxonomy.name) or "").strip("/")
        if front and decoded.startswith(front + "/"):
            return _term(taxonomy.name, decoded[len(front) + 1 :]), 1
    for kind in types.added().values():
        front = type_front(kind).strip("/")
        if not kind.viewable or not (decoded == front or decoded.startswith(front + "/")):
            continue
        rest = decoded[len(front) :].strip("/")
        if not rest:
            return (kind, 1) if kind.has_archive else None
        item = _item(kind, rest)
        numbered = _PART.fullmatch(rest) if item is None else None
        return (_item(kind, numbered["path"]), int(numbered["part"])) if numbered else (item, 1)
    return None


def _item(kind: PostType, path: str) -> Post | None:
    stored = "".join(char if char.isascii() else quote(char).lower() for char in path)
    if kind.hierarchical:
        return find_post_by_path(stored, (kind.name,))
    rows = Post.objects.filter(type=kind.name, slug=stored).exclude(status__in=("trash", "auto-draft"))
    return rows.order_by("id").first() if "/" not in stored else None


def _term(taxonomy: str, path: str) -> Term | None:
    slug = sanitize_title(path.rstrip("/").rpartition("/")[2])
    return Term.objects.filter(taxonomy=taxonomy, slug=slug).first()
