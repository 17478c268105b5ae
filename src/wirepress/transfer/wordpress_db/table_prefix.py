"""Which of a database's tables are WordPress's: tables share a prefix that the site's owner chose.

The sites of a network (multisite) have a number behind the network's prefix (`wp_2_posts`), and share the tables of people (`wp_users`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from wirepress.transfer.wordpress_db.source import SourceError, SourceSite

REQUIRED_TABLES: Final = ("options", "posts")  # a WordPress has at least these two under its prefix
SHARED_TABLES: Final = ("users", "usermeta", "blogs", "site", "sitemeta")  # of all sites of a network
_BESIDE_POSTS: Final = ("postmeta", "comments", "terms", "term_taxonomy", "term_relationships", "users")
_SUBSITE: Final = re.compile(r"(?P<network>.*?)(?P<number>\d+)_", re.DOTALL)


def choose_site(tables: Collection[str], wanted: str | None = None) -> SourceSite:
    """Return the site to import: the wanted one, or the only one, or the one that also has users (a network's main site).

    Raises SourceError when there is none or the choice is open.
    """
    found = list_prefixes(tables) or list_partial_prefixes(tables)
    if wanted is not None:
        if wanted not in found:
            raise SourceError(f"There are no WordPress tables with the prefix '{wanted}'. {_join_prefixes(found)}")
        return describe_site(wanted, tables)
    if not found:
        seen = ", ".join(sorted(tables)[:10]) or "no tables at all"
        raise SourceError(
            f"There are no stories in it (a table …posts of WordPress), but {seen}."
            " Where a dump lies in several files, give all of them, or their folder."
        )
    mains = [prefix for prefix in found if f"{prefix}users" in tables]
    if len(found) == 1 or len(mains) == 1:
        return describe_site((mains or found)[0], tables)
    raise SourceError(f"More than one WordPress lies in it; name one by --prefix. {_join_prefixes(found)}")


def describe_site(prefix: str, tables: Collection[str]) -> SourceSite:
    """Return the site of a prefix, with what it shares with its network."""
    parts = _SUBSITE.fullmatch(prefix)
    if parts is None or f"{prefix}users" in tables:
        return SourceSite(prefix)
    network = parts["network"]
    shared = frozenset(
        name for name in SHARED_TABLES if f"{prefix}{name}" not in tables and f"{network}{name}" in tables
    )
    return SourceSite(prefix, network, int(parts["number"]), shared) if shared else SourceSite(prefix)


def list_prefixes(tables: Collection[str]) -> list[str]:
    """Return every prefix under which the tables of a WordPress stand, in alphabetical order."""
    names = set(tables)
    prefixes = {name[: -len(REQUIRED_TABLES[0])] for name in names if name.endswith(REQUIRED_TABLES[0])}
    return sorted(prefix for prefix in prefixes if all(prefix + suffix in names for suffix in REQUIRED_TABLES))


def list_partial_prefixes(tables: Collection[str]) -> list[str]:
    """Return the prefixes of dumps of single tables: those with stories, and something else of WordPress's, or nothing else at all."""
    names = set(tables)
    prefixes = [name[: -len("posts")] for name in names if name.endswith("posts")]
    return sorted(
        prefix
        for prefix in prefixes
        if len(names) == 1 or any(f"{prefix}{beside}" in names for beside in _BESIDE_POSTS)
    )


def _join_prefixes(prefixes: list[str]) -> str:
    return "Prefixes found: " + (", ".join(repr(prefix) for prefix in prefixes) or "none") + "."
