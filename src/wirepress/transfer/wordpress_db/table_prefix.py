"""Which of a database's tables are WordPress's: tables share a prefix that the site's owner chose.

The sites of a network (multisite) have a number behind the network's prefix (`wp_2_posts`), and share the tables of people (`wp_users`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from wirepress.transfer.wordpress_db.source import Site, SourceError

NEEDED: Final = ("options", "posts")  # a WordPress has at least these two under its prefix
SHARED: Final = ("users", "usermeta", "blogs", "site", "sitemeta")  # of all sites of a network
_SUBSITE: Final = re.compile(r"(?P<network>.*?)(?P<number>\d+)_", re.DOTALL)


def choose(tables: Collection[str], wanted: str | None = None) -> Site:
    """The site to import: the wanted one, or the only one, or the one that also has users (a network's main site).

    Raises SourceError when there is none or the choice is open.
    """
    found = candidates(tables)
    if wanted is not None:
        if wanted not in found:
            raise SourceError(f"There are no WordPress tables with the prefix '{wanted}'. {_listed(found)}")
        return site_of(wanted, tables)
    if not found:
        seen = ", ".join(sorted(tables)[:10]) or "no tables at all"
        raise SourceError(f"There are no WordPress tables (…options and …posts) in it, but {seen}.")
    mains = [prefix for prefix in found if f"{prefix}users" in tables]
    if len(found) == 1 or len(mains) == 1:
        return site_of((mains or found)[0], tables)
    raise SourceError(f"More than one WordPress lies in it; name one by --prefix. {_listed(found)}")


def site_of(prefix: str, tables: Collection[str]) -> Site:
    """The site of a prefix, with what it shares with its network."""
    parts = _SUBSITE.fullmatch(prefix)
    if parts is None or f"{prefix}users" in tables:
        return Site(prefix)
    network = parts["network"]
    shared = frozenset(name for name in SHARED if f"{prefix}{name}" not in tables and f"{network}{name}" in tables)
    return Site(prefix, network, int(parts["number"]), shared) if shared else Site(prefix)


def candidates(tables: Collection[str]) -> list[str]:
    """Every prefix under which the tables of a WordPress stand, in alphabetical order."""
    names = set(tables)
    prefixes = {name[: -len(NEEDED[0])] for name in names if name.endswith(NEEDED[0])}
    return sorted(prefix for prefix in prefixes if all(prefix + suffix in names for suffix in NEEDED))


def _listed(prefixes: list[str]) -> str:
    return "Prefixes found: " + (", ".join(repr(prefix) for prefix in prefixes) or "none") + "."
