"""Which post types there are. The table itself lies in `type_table.py`."""

from __future__ import annotations

import functools
from typing import Final

from wirepress.content.posts.post_type import PostType
from wirepress.content.posts.type_table import TYPES

FALLBACK: Final = "post"


@functools.cache
def table() -> dict[str, PostType]:
    """Every post type by name, in the order of registration."""
    return {kind.name: kind for kind in TYPES}


def get(name: str) -> PostType | None:
    """The type of that name, or None."""
    return table().get(name)


def known(name: str) -> PostType:
    """The type of that name; a name that is not registered (an import's leftover) has the facts of nothing at all."""
    return table().get(name) or PostType(name, name, name, builtin=False)


def by_rest_base(base: str) -> PostType | None:
    """The type whose REST collection has that name."""
    return next((kind for kind in table().values() if kind.rest_base == base), None)


def public_types() -> list[str]:
    """Types that readers see: post, page, attachment."""
    return [kind.name for kind in table().values() if kind.public]


def searchable() -> list[str]:
    """Types in which the site's search looks."""
    return [kind.name for kind in table().values() if not kind.exclude_from_search]


def rest_types() -> list[PostType]:
    """Types with REST routes, in order."""
    return [kind for kind in table().values() if kind.show_in_rest]
