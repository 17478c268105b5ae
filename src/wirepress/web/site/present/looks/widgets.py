"""Widgets that a site brought along: those of its sidebars stand beside stories, those of its footer at the end of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.options import store
from wirepress.content.options.widgets import PLACE, find_instance, split_name
from wirepress.core.markup.pipeline import the_content
from wirepress.web.site import visitor
from wirepress.web.site.story_html.prepare import prepare
from wirepress.web.site.story_html.styles import StyleSheet

MOST: Final = 12  # in a place
_TEXTS: Final = {
    "block": "content",
    "text": "text",
    "custom_html": "content",
}  # kinds whose text is theirs, and where it is
Where = Literal["side", "footer"]


def read_widgets(request: HttpRequest, where: Where, sheet: StyleSheet) -> list[SafeString]:
    """Return the HTML of each widget of a place; none where the site does not show them."""
    if not store.get("wirepress_widgets"):
        return []
    found = [_render(request, name, sheet) for name in _names(where)[:MOST]]
    return [mark_safe(html) for html in found if html]


def _names(where: Where) -> list[str]:
    places = store.get("sidebars_widgets", None)
    names: list[str] = []
    for place, listed in places.items() if isinstance(places, dict) else ():
        is_footer = "footer" in str(place).lower()
        if place in (PLACE, "array_version") or is_footer != (where == "footer"):
            continue
        names += [str(name) for name in (listed.values() if isinstance(listed, dict) else listed or ())]
    return names


def _render(request: HttpRequest, name: str, sheet: StyleSheet) -> str:
    values: Mapping[str, Any] | None = find_instance(name)
    key = _TEXTS.get(split_name(name)[0])
    if values is None or key is None:
        return ""
    html = prepare(the_content(str(values.get(key) or ""), visitor.context_of(request)), sheet)
    title = str(values.get("title") or "").strip()
    return (f"<h2>{escape(title)}</h2>" if title and html.strip() else "") + html
