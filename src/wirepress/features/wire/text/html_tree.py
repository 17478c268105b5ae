"""A stranger's HTML as a tree, and what is done to it before the sanitiser: counters out, addresses whole, players judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.features.wire.text.links import clean_link
from wirepress.features.wire.text.tree_embeds import clean_frame, clean_player, show_embed
from wirepress.features.wire.text.tree_pictures import clean_picture, gather_sources, show_late_picture

DEPTH_MAX: Final = 256
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ENDS_ITSELF: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CODE: Final = frozenset(
    "script style noscript template link meta base form input button select textarea svg math canvas dialog portal title xml frameset".split()
)
_FRAMES: Final = frozenset(("iframe", "frame", "object", "embed", "applet"))
_WORK: Final = re.compile(
    "<(?:"
    + "|".join(sorted(_CODE | _FRAMES | {"a", "img", "image", "source", "audio", "video", "html", "head", "body"}))
    + r")(?![a-zA-Z0-9-])|<[a-z][a-z0-9]*-[a-z]|\sdata-[a-z]|embed|(?:>|\A|\n)[ \t\n\r]{0,40}https?://[^\s<>]{4,2000}[ \t\n\r]{0,40}(?:<|\Z)",
    re.IGNORECASE,
)


@dataclass
class ChangeNotes:
    """How often something was done to a story, said once each."""

    counts: Counter[str] = field(default_factory=Counter)

    def words(self) -> tuple[str, ...]:
        """Return one sentence for each kind of change."""
        return tuple(f"{count} × {what}" if count > 1 else what for what, count in self.counts.items())


def is_too_deep(markup: str) -> bool:
    """Return whether elements are nested deeper than any writer would: parsers take time by length times depth."""
    depth = 0
    for slash, name in _TAG.findall(markup):
        if name.lower() not in _ENDS_ITSELF:
            depth = max(depth - 1, 0) if slash else depth + 1
            if depth > DEPTH_MAX:
                return True
    return False


def prepare_markup(markup: str, base: str, frames_from: Collection[str], pictures: bool, notes: ChangeNotes) -> str:
    """Return the story with whole addresses, without code and counters; frames of other hosts than these are links.

    `pictures` false: the source does not allow its pictures to be shown from its server, so none stays.
    """
    if not _WORK.search(markup):  # nothing but paragraphs and emphasis
        return markup
    tree = LexborHTMLParser(markup)
    if tree.root is None or tree.body is None:
        return ""
    if "<noscript" in markup:
        for node in tree.css("noscript")[:200]:
            show_late_picture(node)
    work = _ElementCleaner(base, frames_from, pictures, notes.counts)
    # By hand, from the outside in: what was taken out is never looked at again, nor what stood in it.
    waiting = [tree.root]
    while waiting:
        child = waiting.pop().child
        while child is not None:
            following = child.next
            if work.clean_element(child):
                waiting.append(child)
            child = following
    return tree.body.inner_html or ""


@dataclass(frozen=True, slots=True)
class _ElementCleaner:
    base: str
    frames_from: Collection[str]
    pictures: bool
    counts: Counter[str]

    def clean_element(self, node: LexborNode) -> bool:
        """Do what is to be done to one element; whether it is still there, so that its children are looked at."""
        tag = node.tag or ""
        if tag == "-text":
            show_embed(node, self.base, self.frames_from, self.counts)
            return False
        if tag in _CODE:
            if tag in ("script", "style"):
                self.counts[f"a {tag} taken out"] += 1
            node.decompose()
        elif tag == "picture":
            gather_sources(node)
            return True
        elif tag in ("img", "amp-img"):
            clean_picture(node, self.base, self.pictures, self.counts)
        elif tag == "source":
            node.decompose()
        elif tag in _FRAMES:
            clean_frame(node, self.base, self.frames_from, self.counts)
        elif tag in ("audio", "video"):
            clean_player(node, self.base, self.counts)
        elif not show_embed(node, self.base, self.frames_from, self.counts):
            if tag == "a":
                clean_link(node, self.base)
            return True
        return False
