"""Recovers a story's terms from its document: ids stand under each taxonomy, slugs in `class_list`, names in `_embedded`.

WordPress lists both ids and classes by the term's name, so the two pair in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.terms import taxonomies
from wirepress.transfer.clean_values import clean_text
from wirepress.transfer.rest.post_values import Document

_BASE_CLASS: Final = re.compile(
    r"post-\d+|type-.+|status-.+|format-.+|hentry|sticky|has-post-thumbnail|post-password-.+|attachment"
)
# Lists of numbers that are no terms, whatever plugin put them there.
_NO_TAXONOMY: Final = frozenset(("menus", "class_list", "missing_image_sizes", "related", "ancestors"))


@dataclass(frozen=True, slots=True)
class TermRef:
    """One term that a document names. An unknown slug or name is empty."""

    taxonomy: str
    id: int
    slug: str = ""
    name: str = ""


def read_term_refs(document: Document) -> dict[str, list[TermRef]]:
    """Taxonomy -> terms in the document's order, for every taxonomy that the document tells about."""
    told = _embedded(document)
    found: dict[str, list[TermRef]] = {}
    for base, taxonomy in _taxonomies_by_field(document).items():
        ids = document.get(base)
        if not isinstance(ids, list) or not all(isinstance(i, int) and not isinstance(i, bool) and i > 0 for i in ids):
            continue
        slugs = _slugs(document, taxonomy, ids)
        found[taxonomy] = [
            told.get((taxonomy, i)) or TermRef(taxonomy, i, slug) for i, slug in zip(ids, slugs, strict=True)
        ]
    return found


def _taxonomies_by_field(document: Document) -> dict[str, str]:
    """Name of a document's field -> taxonomy: what `_links` says, what we know, what the classes betray."""
    found = {taxonomy.rest_base: taxonomy.name for taxonomy in taxonomies.rest_taxonomies()}
    links = document.get("_links")
    rows = links.get("wp:term") if isinstance(links, Mapping) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and isinstance(row.get("taxonomy"), str) and isinstance(row.get("href"), str):
            found[_last_word(row["href"])] = row["taxonomy"][:32]
    classes = _classes(document)
    for name, value in document.items():
        if name in found or name in _NO_TAXONOMY or not isinstance(value, list) or not value:
            continue
        if len([one for one in classes if one.startswith(f"{name}-")]) == len(value):
            found[name] = name[:32]
    return found


def _last_word(href: str) -> str:
    """Return the last word of an address: `…/wp/v2/genre?post=5` -> genre, in either style of addresses."""
    route = re.search(r"rest_route=([^&]+)", href)
    path = route[1].replace("%2F", "/") if route else href.partition("?")[0]
    return path.rstrip("/").rpartition("/")[2]


def _classes(document: Document) -> list[str]:
    listed = document.get("class_list") or ()
    return list(listed.values() if isinstance(listed, Mapping) else listed)


def _slugs(document: Document, taxonomy: str, ids: list[int]) -> list[str]:
    """Return slugs in the order of the ids. A class that is the id itself stands for a slug that no class could show."""
    prefix = "tag-" if taxonomy == "post_tag" else f"{taxonomy}-"
    words = [
        one.removeprefix(prefix)
        for one in _classes(document)
        if one.startswith(prefix) and not _BASE_CLASS.fullmatch(one)
    ]
    if len(words) != len(ids):
        return [""] * len(ids)
    return ["" if word == str(term_id) else clean_text(word, 200) for word, term_id in zip(words, ids, strict=True)]


def _embedded(document: Document) -> dict[tuple[str, int], TermRef]:
    embedded = document.get("_embedded")
    groups = embedded.get("wp:term") if isinstance(embedded, Mapping) else None
    found = {}
    for row in _flatten(groups):
        taxonomy, term_id = row.get("taxonomy"), row.get("id")
        if isinstance(taxonomy, str) and isinstance(term_id, int) and isinstance(row.get("name"), str):
            ref = TermRef(taxonomy[:32], term_id, clean_text(row.get("slug"), 200), clean_text(row["name"], 200))
            found[(taxonomy, term_id)] = ref
    return found


def _flatten(groups: Any) -> Iterable[Mapping[str, Any]]:
    for group in groups if isinstance(groups, list) else ():
        for row in group if isinstance(group, list) else ():
            if isinstance(row, Mapping):
                yield row


def guess_name(slug: str) -> str:
    """Return a name for a term known only by its slug: `world-news` -> World News."""
    return " ".join(word[:1].upper() + word[1:] for word in slug.split("-") if word)
