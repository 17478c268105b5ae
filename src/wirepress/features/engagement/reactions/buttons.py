"""The reaction block as real buttons in a form: works by click, by key and without JavaScript."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.core.hooks import StoryPage
from wirepress.features.engagement.settings import read_own

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


def make_buttons(tree: LexborHTMLParser, page: StoryPage, before: str = "") -> bool:
    """Replace every reaction block of the tree, with `before` in front of the story's own, the last one. Return whether there is one."""
    forms: list[tuple[LexborNode, str]] = []
    for block in tree.css(".booster-reactions-block"):
        faces = [face for wrap in block.css(".twp-reacts-wrap") if (face := _face(wrap, page))]
        post = next((n.attributes.get("post-id") or "" for n in block.css("[post-id]")), "")
        if faces and post.isdigit():
            context = {
                "faces": faces,
                "post": post,
                "back": page.address,
                "live": read_own().live,
                "numbers_only": not any(face.percent for face in faces),
            }
            forms.append((block, render_to_string("engagement/buttons.html", context)))
    for number, (block, form) in enumerate(forms, 1):
        page.replace(block, before + form if number == len(forms) else form)
    return bool(forms)


def _face(wrap: LexborNode, page: StoryPage) -> Face | None:
    anchor = wrap.css_first("[react-data]")
    match = _NUMBER.fullmatch((anchor.attributes.get("react-data") or "") if anchor else "")
    if not anchor or not match:
        return None
    icon = anchor.css_first("img")
    return Face(
        number=int(match[1]),
        label=_text(wrap, ".twp-reaction-title"),
        icon=page.local((icon.attributes.get("src") or "") if icon else ""),
        count=_text(wrap, ".twp-react-count") or "0",
        percent=_text(wrap, ".twp-react-percent > span"),
        reacted="reacted" in (anchor.attributes.get("class") or "").split(),
    )


def _text(wrap: LexborNode, selector: str) -> str:
    node = wrap.css_first(selector)
    return " ".join(node.text().split()) if node else ""
