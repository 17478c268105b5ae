"""The reaction block as real buttons in a form: works by click, by key and without JavaScript."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.web.site.links import local
from wirepress.web.site.story_html import marks

_NUMBER: Final = re.compile(r"be-react-([1-9])")


@dataclass(frozen=True, slots=True)
class Face:
    """One reaction as the block shows it."""

    number: int
    label: str
    icon: str
    count: str
    percent: str  # "" when the site shows numbers only
    reacted: bool


def make_buttons(tree: LexborHTMLParser, inserts: dict[str, str], back: str) -> None:
    """Replaces every reaction block of the tree."""
    for block in tree.css(".booster-reactions-block"):
        faces = [face for wrap in block.css(".twp-reacts-wrap") if (face := _face(wrap))]
        post = next((n.attributes.get("post-id") or "" for n in block.css("[post-id]")), "")
        if faces and post.isdigit():
            context = {"faces": faces, "post": post, "back": back, "numbers_only": not any(f.percent for f in faces)}
            marks.replace(block, render_to_string("site/reactions.html", context), inserts)


def _face(wrap: LexborNode) -> Face | None:
    anchor = wrap.css_first("[react-data]")
    match = _NUMBER.fullmatch((anchor.attributes.get("react-data") or "") if anchor else "")
    if not anchor or not match:
        return None
    icon = anchor.css_first("img")
    return Face(
        number=int(match[1]),
        label=_text(wrap, ".twp-reaction-title"),
        icon=local((icon.attributes.get("src") or "") if icon else ""),
        count=_text(wrap, ".twp-react-count") or "0",
        percent=_text(wrap, ".twp-react-percent > span"),
        reacted="reacted" in (anchor.attributes.get("class") or "").split(),
    )


def _text(wrap: LexborNode, selector: str) -> str:
    node = wrap.css_first(selector)
    return " ".join(node.text().split()) if node else ""
