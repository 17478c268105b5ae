"""The site's permalink pattern and what follows from it: where dates, categories, tags and authors live."""

from __future__ import annotations

import re
from typing import Final

from wirepress.content.options import site, store
from wirepress.content.terms import taxonomies

TAG: Final = re.compile(r"%[a-z_]+%")
_DATE_ORDERS: Final = (
    ("%year%", "%monthnum%", "%day%"),
    ("%day%", "%monthnum%", "%year%"),
    ("%monthnum%", "%day%", "%year%"),
)


def structure() -> str:
    """Return the pattern of addresses, such as `/%year%/%monthnum%/%day%/%postname%/`; empty: plain addresses."""
    return str(store.get("permalink_structure") or "")


def front() -> str:
    """Return what stands before the first tag of the pattern: `/` or `/archives/`."""
    pattern = structure()
    return pattern[: pattern.find("%")] if "%" in pattern else pattern


def fix_trailing_slash(address: str) -> str:
    """Return the address with a slash at its end, or without one, as the pattern has it."""
    return address.rstrip("/") + "/" if structure().endswith("/") else address.rstrip("/")


def date_order() -> tuple[str, ...]:
    """Return the order of year, month and day in archive addresses."""
    pattern = structure()
    return next((order for order in _DATE_ORDERS if "/".join(order) in pattern), _DATE_ORDERS[0])


def date_front() -> str:
    """Return what stands before a date archive's date. `date/` keeps ids and years apart where an id stands early in the pattern."""
    early_id = "%post_id%" in TAG.findall(structure())[:3]
    return front() + ("date/" if early_id else "")


def author_front() -> str:
    """Return what stands before an author's slug."""
    return front() + "author/"


def term_front(taxonomy: str) -> str | None:
    """Return what stands before a term's slug; None where the taxonomy has no addresses of its own."""
    if taxonomy in ("category", "post_tag"):
        own = str(store.get("category_base" if taxonomy == "category" else "tag_base") or "").strip("/")
        return f"/{own}/" if own else front() + ("category/" if taxonomy == "category" else "tag/")
    if taxonomy == "post_format":
        return front() + "type/"
    own_words = taxonomies.added().get(taxonomy)
    return f"{front()}{own_words.rewrite_slug or taxonomy}/" if own_words is not None and own_words.public else None


def address(path: str) -> str:
    """Return a path below the site's address, its final slash as the pattern has it."""
    return site.home(fix_trailing_slash("/" + path.lstrip("/")))


def verbose_pages() -> bool:
    """Return whether the pattern's first tag could also be a page's name, so that pages have to be tried first."""
    return re.match(r"[^%]*%(?:postname|category|tag|author)%", structure()) is not None
