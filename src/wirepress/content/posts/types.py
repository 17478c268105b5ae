"""Which post types there are. The table itself lies in `type_table.py`."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import Final

import structlog

from wirepress.content.options.features import extensions
from wirepress.content.posts.type_table import TYPES
from wirepress.core.contract.content.labels import post_type_labels
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.extensions import Extensions

log = structlog.get_logger(__name__)

FALLBACK: Final = "post"


_BUILTIN: Final = {kind.name: kind for kind in TYPES}
_NAME: Final = re.compile(r"[a-z0-9_-]{1,20}")


@functools.lru_cache(maxsize=16)
def valid_types(active: Extensions) -> dict[str, PostType]:
    """Return the post types that these features bring, by name; one whose name is taken is logged and left out."""
    found: dict[str, PostType] = {}
    for kind in active.declared("post_types"):
        bases = {one.rest_base for one in (*TYPES, *found.values()) if one.rest_base}
        if not _NAME.fullmatch(kind.name) or kind.name in {**_BUILTIN, **found} or kind.rest_base in bases:
            log.error("post_type.refused", name=kind.name, error="Its name or REST name is taken, or is no plain word.")
            continue
        labels = kind.labels or post_type_labels(kind.singular.lower(), kind.label.lower(), tree=kind.hierarchical)
        found[kind.name] = replace(
            kind,
            builtin=False,
            labels=labels,
            query_var=kind.query_var or (kind.name if kind.publicly_queryable else ""),
        )
    return found


def added() -> dict[str, PostType]:
    """Return the post types of the features that are on, by name."""
    return valid_types(extensions())


def table() -> dict[str, PostType]:
    """Every post type by name, in the order of registration."""
    return {**_BUILTIN, **added()}


def get(name: str) -> PostType | None:
    """The type of that name, or None."""
    return _BUILTIN.get(name) or added().get(name)


def known(name: str) -> PostType:
    """The type of that name; a name that is not registered (an import's leftover) has the facts of nothing at all."""
    return get(name) or PostType(name, name, name, builtin=False)


def by_rest_base(base: str) -> PostType | None:
    """The type whose REST collection has that name."""
    return next((kind for kind in table().values() if kind.rest_base == base), None)


def public_types() -> list[str]:
    """Types that readers see: post, page, attachment, and those of plugins."""
    return [kind.name for kind in table().values() if kind.public]


def types_of(taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the types whose items the archive of a term lists: stories, or what a plugin's taxonomy is for."""
    if taxonomy.builtin:
        return (FALLBACK,)
    return tuple(name for name in taxonomy.types if not known(name).exclude_from_search) or (FALLBACK,)


def searchable() -> list[str]:
    """Types in which the site's search looks."""
    return [kind.name for kind in table().values() if not kind.exclude_from_search]


def rest_types() -> list[PostType]:
    """Types with REST routes, in order."""
    return [kind for kind in table().values() if kind.show_in_rest]
