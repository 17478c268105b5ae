"""Expand or remove the shortcodes of a text. WordPress 7.1 behaviour (do_shortcode, strip_shortcodes)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from wirepress.core.cache import depends
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.split import html_split
from wirepress.core.markup.kses.one_attribute import filter_attribute, split_tag
from wirepress.core.markup.render_budget import OverBudget
from wirepress.core.markup.shortcodes import builtin
from wirepress.core.markup.shortcodes.parse import Shortcode, names_in, parse_attributes, replace_shortcodes
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, ShortcodeHandler, handlers

builtin.load()

_BRACKET_NAME = re.compile(r"<\s*\[\[?[^\[\]]+\]")
_ELEMENT = re.compile(r"[a-zA-Z0-9]+")
_HIDE = str.maketrans({"[": "&#91;", "]": "&#93;"})


def do_shortcode(
    text: str, ctx: RenderContext, only: Mapping[str, ShortcodeHandler] | None = None, *, ignore_html: bool = False
) -> str:
    """Return the text with its registered shortcodes expanded; `only` replaces the registered ones."""
    table = handlers(ctx) if only is None else only
    names = names_in(text, table)
    if not names:
        return text

    def expand(found: Shortcode) -> str:
        depends.on(f"made:{found.name}")
        call = ShortcodeCall(found.name, parse_attributes(found.raw_attributes), found.content, ctx)
        try:
            ctx.budget.compute()
            text = table[found.name](call)
            ctx.budget.give(max(0, len(text) - len(found.content or "")))
        except OverBudget as error:
            ctx.budget.leave_empty(f"[{found.name}]", error)
            return ""
        return text

    return _replace(text, names, expand, ignore_html)


def strip_shortcodes(text: str, names: Collection[str]) -> str:
    """Return the text without shortcodes of these names and what they enclose."""
    present = names_in(text, names)
    return _replace(text, present, lambda _: "", ignore_html=True) if present else text


def registered_names(ctx: RenderContext) -> Collection[str]:
    """Return names of all shortcodes of the site."""
    return handlers(ctx).keys()


def _replace(text: str, names: Collection[str], replace: Callable[[Shortcode], str], ignore_html: bool) -> str:
    """Shortcodes inside tags are treated first and what is left of their brackets is hidden."""
    text = text.replace("&#91;", "&#091;").replace("&#93;", "&#093;")
    parts = html_split(text)
    for place in range(1, len(parts), 2):
        parts[place] = _in_tag(parts[place], names, replace, ignore_html)
    text, _ = replace_shortcodes("".join(parts), names, replace)
    return text.replace("&#91;", "[").replace("&#93;", "]")


def _in_tag(tag: str, names: Collection[str], replace: Callable[[Shortcode], str], ignore_html: bool) -> str:
    """Return a tag with the shortcodes of its attributes expanded and every other bracket hidden."""
    if not tag.startswith("<") or ("[" not in tag and "]" not in tag):
        return tag
    if "[" not in tag or "]" not in tag or ignore_html or tag.startswith(("<!--", "<![CDATA[")):
        return tag.translate(_HIDE)
    pieces = split_tag(tag)
    if not pieces:
        if _BRACKET_NAME.match(tag):
            tag, _ = replace_shortcodes(tag, names, replace)
        return tag.translate(_HIDE)
    element = _ELEMENT.search(pieces[0])
    name = element[0] if element else ""
    inside = [_in_attribute(piece, name, names, replace) for piece in pieces[1:-1]]
    return "".join([pieces[0], *inside, pieces[-1]]).translate(_HIDE)


def _in_attribute(source: str, element: str, names: Collection[str], replace: Callable[[Shortcode], str]) -> str:
    """Return one attribute. What a shortcode puts between quotes must be safe there, else the attribute stays as it was."""
    opening = source.find("[")
    if opening < 0 or "]" not in source:
        return source
    replaced, count = replace_shortcodes(source, names, replace)
    quotes = [at for at in (source.find('"'), source.find("'")) if at >= 0]
    if all(opening < at for at in quotes):
        return replaced
    if not count:
        return source
    safe = filter_attribute(replaced, element)
    return safe if safe.strip() else source
