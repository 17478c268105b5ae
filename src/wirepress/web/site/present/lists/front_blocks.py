"""Blocks that features put on the front page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.options.features import extensions
from wirepress.core.call_plugin import call_plugin
from wirepress.core.contract.pages.front_page import FrontBlock
from wirepress.web.site.present.cards import Card


def front_blocks(request: HttpRequest) -> list[FrontBlock]:
    """The blocks of all features, in their order."""
    found: list[FrontBlock] = extensions().collect("front_blocks", request=request)
    return sorted(found, key=lambda block: block.order)


def show_blocks(blocks: Sequence[FrontBlock], shown: Mapping[int, Card]) -> dict[str, SafeString]:
    """HTML of the blocks by place. `shown`: cards of the stories that readers may see, by id."""
    html: dict[str, str] = {}
    for block in blocks:
        html[block.place] = html.get(block.place, "") + (call_plugin("front_blocks", _show, block, shown) or "")
    return {place: mark_safe(text) for place, text in html.items()}  # features answer for their templates


def _show(block: FrontBlock, shown: Mapping[int, Card]) -> str:
    context = block.fill([shown[number] for number in block.post_ids if number in shown])
    return "" if context is None else render_to_string(block.template, dict(context)).rstrip("\n")
