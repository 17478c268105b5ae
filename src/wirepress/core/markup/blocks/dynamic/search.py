"""The search form. WordPress 7.1 behaviour (core/search)."""

from __future__ import annotations

from typing import Final

from wirepress.core.markup.blocks.parts import join_classes
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.html.escape import esc_attr, esc_url
from wirepress.core.markup.kses import data, filter_css
from wirepress.core.php.query import parse_str

# A circle and its handle, drawn for this project.
_ICON: Final = '<path d="M10 3a7 7 0 1 0 4.2 12.6l4.6 4.6 1.4-1.4-4.6-4.6A7 7 0 0 0 10 3Zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z"></path>'
_POSITIONS: Final = ("button-inside", "button-outside", "no-button", "button-only")
_HIDING: Final = {
    "data-wp-interactive": "core/search",
    "data-wp-class--wp-block-search__searchfield-hidden": "!state.isSearchInputVisible",
    "data-wp-on--keydown": "actions.handleSearchKeydown",
    "data-wp-on--focusout": "actions.handleSearchFocusout",
}


@renders("core/search")
def search(call: BlockCall) -> str:
    """Label, field and button in the arrangement that the block asks for."""
    attrs = call.attrs
    position = attrs.text("buttonPosition", "button-outside")
    position = position if position in _POSITIONS else "button-outside"
    icon = attrs.flag("buttonUseIcon")
    folded = position == "button-only"
    names = join_classes(
        f"wp-block-search__{position}",
        "wp-block-search__searchfield-hidden" if folded else "",
        "" if position == "no-button" else f"wp-block-search__{'icon' if icon else 'text'}-button",
    )
    identity = f"wp-block-search__input-{call.ctx.state.next_id('')}"
    form = {"role": "search", "method": "get", "action": esc_url(call.ctx.site.home_url + "/")}
    opening = " ".join(f'{name}="{value}"' for name, value in form.items())
    field = _field(call, identity, folded)
    modern = call.ctx.modern  # 6.8 left blanks where nothing stands
    wrapped = "wp-block-search__inside-wrapper" + ("" if modern else " ")
    inside = f'<div class="{wrapped}" {_width(call)}>{field}{_query(call)}{_button(call, position, icon)}</div>'
    hiding = _hiding() if folded else "" if modern else "   "
    return f"<form {opening} {wrapper(call, {'class': names})} {hiding}>{_label(call, identity)}{inside}</form>"


def _hiding() -> str:
    return " ".join(f'{name}="{esc_attr(value)}"' for name, value in _HIDING.items())


def _label(call: BlockCall, identity: str) -> str:
    hidden = "" if call.attrs.flag("showLabel", True) else " screen-reader-text"
    text = data(call.attrs.text("label")) if call.attrs.text("label") else "Search"
    return f'<label class="wp-block-search__label{hidden}" for="{identity}" >{text}</label>'


def _field(call: BlockCall, identity: str, folded: bool) -> str:
    hint = esc_attr(call.attrs.text("placeholder"))
    more = ' aria-hidden="true" tabindex="-1"' if folded else ""
    return f'<input class="wp-block-search__input" id="{identity}" placeholder="{hint}" value="" type="search" name="s" required{more} />'


def _query(call: BlockCall) -> str:
    """Further arguments of the search as hidden fields."""
    given = call.attrs.raw.get("query")
    pairs = parse_str(given) if isinstance(given, str) else given if isinstance(given, dict) else {}
    return "".join(
        f'<input type="hidden" name="{esc_attr(str(name))}" value="{esc_attr(str(value))}" />'
        for name, value in pairs.items()
        if isinstance(value, str | int)
    )


def _button(call: BlockCall, position: str, icon: bool) -> str:
    if position == "no-button":
        return ""
    text = call.attrs.text("buttonText")
    label = esc_attr(strip_all_tags(text)) if text else "Search"
    names = join_classes("wp-block-search__button", "has-icon" if icon else "", "wp-element-button")
    shown = data(text) if text else "Search"
    if icon:
        shown = (
            f'<svg class="search-icon" viewBox="0 0 24 24" width="24" height="24">\n\t\t\t\t\t{_ICON}\n\t\t\t\t</svg>'
        )
    return f'<button aria-label="{label}" class="{names}" type="submit" >{shown}</button>'


def _width(call: BlockCall) -> str:
    width, unit = call.attrs.number("width"), call.attrs.text("widthUnit")
    if not width or not unit:
        return ""
    return f' style="{esc_attr(filter_css(f"width: {width}{unit}"))}"'
