"""What is a link, a mention or a tag in a post's text: facets, whose places are counted in bytes of UTF-8 (app.bsky.richtext.facet)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import regex

from wirepress.features.social.networks.shared.counting import count_graphemes, find_addresses

_MENTION: Final = regex.compile(
    r"(?<![\w@/])@((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z][a-zA-Z0-9-]*)"
)
_TAG: Final = regex.compile(r"(?<![\w#/&])[#＃]((?!\ufe0f)[^\s\u00AD\u2060\u200A\u200B\u200C\u200D\u20e2]+)")
_TAG_MAX: Final = 64
MENTIONS_MAX: Final = 10  # each is looked up


def make_facets(text: str, find_did: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the facets of a text. `find_did`: gives the account of a handle, "" for one that there is not (it stays plain text)."""
    found: list[tuple[int, int, dict[str, str]]] = []
    links = list(find_addresses(text))
    for begin, end in links:
        found.append((begin, end, {"$type": "app.bsky.richtext.facet#link", "uri": text[begin:end]}))
    for place, mention in enumerate(_MENTION.finditer(text)):
        did = find_did(mention[1]) if place < MENTIONS_MAX and not _is_inside(mention.start(), links) else ""
        if did:
            found.append((*mention.span(), {"$type": "app.bsky.richtext.facet#mention", "did": did}))
    for tag in _TAG.finditer(text):
        word = tag[1].rstrip(".,;:!?)]}'\"»”’…")
        if word and not word.isdecimal() and not _is_inside(tag.start(), links) and count_graphemes(word) <= _TAG_MAX:
            end = tag.start() + 1 + len(word)
            found.append((tag.start(), end, {"$type": "app.bsky.richtext.facet#tag", "tag": word}))
    return [
        {
            "index": {"byteStart": len(text[:begin].encode()), "byteEnd": len(text[:end].encode())},
            "features": [feature],
        }
        for begin, end, feature in sorted(found, key=lambda one: one[:2])
    ]


def _is_inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(begin <= place < end for begin, end in spans)
