"""Ids inside of texts and meta: of blocks, galleries, captions, classes of pictures, menu entries. Only what is known to be an id changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

Map = Callable[[int], int]

_BLOCK: Final = re.compile(r"<!--\s+wp:(?P<name>[a-z][a-z0-9_-]*/?[a-z0-9_-]*)\s+(?P<attributes>\{[^<]*?\})\s+/?-->")
# Which attributes of a block are ids of posts (of files too). Every other `id` may be anything.
_POST_IDS: Final = {
    "image": ("id",),
    "cover": ("id",),
    "media-text": ("mediaId",),
    "file": ("id",),
    "audio": ("id",),
    "video": ("id",),
    "gallery": ("ids",),
    "block": ("ref",),
    "navigation": ("ref",),
    "page-list": ("parentPageID",),
    "page-list-item": ("id",),
    "site-logo": (),
    "query": ("include", "exclude", "parents"),
}
_LINKS: Final = ("navigation-link", "navigation-submenu", "home-link")
_TERM_KIND: Final = re.compile(r'"kind":"taxonomy"')
_SHORTCODE: Final = re.compile(r"\[(?:gallery|playlist|embed|audio|video)\b[^\[\]]*\]")
_LIST: Final = re.compile(r"(?P<before>\b(?:ids|include|exclude|id)=[\"']?)(?P<ids>\d+(?:\s*,\s*\d+)*)")
_CLASSES: Final = re.compile(
    r"(?P<before>\b(?:wp-image-|wp-att-|attachment_|data-id=\"|data-attachment-id=\"))(?P<id>\d+)\b"
)
_TERMS: Final = re.compile(r"(?P<before>\"(?:category|post_tag|categoryIds|tagIds|termIds)\":)\[(?P<ids>[\d,\s]*)\]")


def map_text(text: str, post: Map, term: Map) -> str:
    """Return a story's text with the ids that its parts have here."""
    if "<!-- wp:" in text:
        text = _BLOCK.sub(lambda found: _map_block(found, post, term), text)
    if "[" in text:
        text = _SHORTCODE.sub(lambda found: _map_lists(found[0], post), text)
    return _CLASSES.sub(lambda found: f"{found['before']}{post(int(found['id'][:18]))}", text)


def _map_lists(text: str, post: Map) -> str:
    return _LIST.sub(lambda found: found["before"] + map_numbers(found["ids"], post), text)


def map_numbers(text: str, mapped: Map) -> str:
    """Return a list of numbers with each one mapped."""
    return re.sub(r"\d+", lambda found: str(mapped(int(found[0][:18]))), text)


def _map_block(found: re.Match[str], post: Map, term: Map) -> str:
    name = found["name"].removeprefix("core/")
    attributes = found["attributes"]
    mapped = attributes
    if name in _LINKS:
        mapped = _map_attribute(mapped, "id", term if _TERM_KIND.search(attributes) else post)
    for attribute in _POST_IDS.get(name, ()):
        mapped = _map_attribute(mapped, attribute, post)
    if name in ("query", "latest-posts", "post-terms", "categories", "tag-cloud"):
        mapped = _TERMS.sub(lambda one: f"{one['before']}[{map_numbers(one['ids'], term)}]", mapped)
    if name == "latest-posts":
        mapped = re.sub(
            r'"categories":\[.*?\]',
            lambda one: re.sub(r'("id":)(\d+)', lambda x: x[1] + str(term(int(x[2][:18]))), one[0]),
            mapped,
        )
    return found[0] if mapped == attributes else found[0].replace(attributes, mapped, 1)


def _map_attribute(attributes: str, name: str, mapped: Map) -> str:
    pattern = rf'(?P<before>"{name}":\s*)(?P<value>\d+|\[[\d,\s]*\])'
    return re.sub(pattern, lambda found: found["before"] + map_numbers(found["value"], mapped), attributes)
