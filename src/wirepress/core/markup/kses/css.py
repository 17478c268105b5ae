"""Inline styles: declarations that are on the list and hold nothing that could load, run or hide code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wirepress.core.markup.kses.ascii import drop_controls, trim
from wirepress.core.markup.kses.css_properties import PROPERTIES, WITH_GRADIENT, WITH_URL
from wirepress.core.markup.kses.protocols import bad_protocol

_LINE_BLANKS = str.maketrans("", "", "\n\r\t")
_CUSTOM = re.compile(r"--[a-zA-Z0-9\-_]+")
_GRADIENT = re.compile(
    r"(?:repeating-)?(?:linear|radial|conic)-gradient\((?:rgba?\([^()]*\)|[^()])*+\)",
)
# Arithmetic, transformations and shapes. A blank or a hyphen may stand before the name (``hue-rotate``).
_FUNCTION = re.compile(
    r"\b(?:var|calc|min|max|minmax|clamp|repeat|(?:rotate|scale|translate)(?:[XYZ]|3d)?|skew[XY]?|matrix(?:3d)?"
    r"|perspective|inset|circle|ellipse|polygon|path)\(",
    re.ASCII,
)
_DANGEROUS = re.compile(r"[\\(&=}]|/\*")
_BLANK = " \t\n\r\f\v"


def _urls(declaration: str) -> Iterator[tuple[int, int]]:
    """Where ``url(...)`` stands: positions of its first letter and behind its closing bracket."""
    at = 0
    while (start := declaration.find("url(", at)) >= 0 and (end := declaration.find(")", start)) >= 0:
        at = end + 1
        if end > start + len("url("):
            yield start, at


def _named_url(written: str) -> str:
    """Return the address in ``url(...)``; its quotes come off only when they are a pair."""
    inside = written[4:-1].lstrip(_BLANK)
    bare = inside.rstrip(_BLANK)
    if len(bare) > 1 and bare[0] in "\"'" and bare[-1] == bare[0]:
        inside = bare[1:-1]
    return trim(inside)


def _without_urls(declaration: str) -> str | None:
    """`declaration` without its URLs, or None when one of them may not be loaded."""
    pieces: list[str] = []
    at = 0
    for start, end in _urls(declaration):
        address = _named_url(declaration[start:end])
        if address in ("", "0") or bad_protocol(address) != address:
            return None
        pieces.append(declaration[at:start])
        at = end
    return "".join((*pieces, declaration[at:]))


def _closings(text: str) -> dict[int, int]:
    """For each round bracket that is closed: its position and that of its partner."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, letter in enumerate(text):
        if letter == "(":
            opened.append(at)
        elif letter == ")" and opened:
            pairs[opened.pop()] = at
    return pairs


def _without_functions(text: str) -> str:
    """`text` without calls of the harmless functions, whatever is nested in them."""
    found = _FUNCTION.search(text)
    if found is None:
        return text
    closings = _closings(text)
    pieces: list[str] = []
    at = 0
    while found is not None:
        end = closings.get(found.end() - 1)
        if end is None:
            found = _FUNCTION.search(text, found.end())
            continue
        pieces.append(text[at : found.start()])
        at = end + 1
        found = _FUNCTION.search(text, at)
    return "".join((*pieces, text[at:]))


def _is_safe(declaration: str) -> bool:
    name, colon, value = declaration.partition(":")
    rest: str | None = declaration
    if colon:
        name = trim(name)
        custom = _CUSTOM.fullmatch(name) is not None
        if not custom and name not in PROPERTIES:
            return False
        if custom or name in WITH_URL:
            rest = _without_urls(declaration)
        if rest is not None and (custom or name in WITH_GRADIENT) and _GRADIENT.fullmatch(value := trim(value)):
            rest = rest.replace(value, "")
    return rest is not None and _DANGEROUS.search(_without_functions(rest)) is None


def filter_css(css: str) -> str:
    """Return the declarations of a style attribute's `css` that are safe, joined by semicolons without a blank.

    Properties are matched as written, in lower case. A piece without a colon stays when it is harmless.
    WordPress 7.1 behaviour (``safecss_filter_attr``).
    """
    css = drop_controls(css, slash_zero=True).translate(_LINE_BLANKS)
    kept = ""
    for piece in trim(css).split(";"):
        declaration = trim(piece)
        if piece and _is_safe(declaration):  # a piece of blanks leaves its semicolon
            kept += f";{declaration}" if kept else declaration
    return kept
