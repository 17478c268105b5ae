"""The terms that an item names, and slugs as WordPress would have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.transfer.clean_values import clean_text

_GOOD: Final = re.compile(r"[a-z0-9_%\-]{1,200}")
_TAXONOMIES: Final = {"tag": "post_tag", "": "category"}


def clean_slug(slug: str, name: str) -> str:
    """Return a slug: as it is where it can be one (percent-encoded as WordPress stores it), else made of it or of the name."""
    slug = slug.strip()
    if _GOOD.fullmatch(slug):
        return slug
    return clean_text(sanitize_title(slug or name) or sanitize_title(name) or slug or name, 200)


def item_terms(categories: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return (taxonomy, slug, name) of an item's terms, each once. Old exports name each twice, once without attributes."""
    told = [one for one in categories if one[0] or one[1]]
    found: dict[tuple[str, str], str] = {}
    for domain, nicename, name in told or categories:
        name = name.strip()
        if not nicename and not name:
            continue
        taxonomy = clean_text(_TAXONOMIES.get(domain, domain), 32)
        if not nicename and any(one[1] and one[0] == domain and one[2].strip() == name for one in told):
            continue
        found.setdefault((taxonomy, clean_slug(nicename, name)), name)
    return [(taxonomy, slug, name) for (taxonomy, slug), name in found.items()]
