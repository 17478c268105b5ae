"""Single attributes, for code that edits tags without rewriting them (shortcodes in attributes)."""

from __future__ import annotations

import re
from typing import Final

from wirepress.core.markup.kses.ascii import drop_controls, lower
from wirepress.core.markup.kses.attributes import WrittenAttribute, filter_written
from wirepress.core.markup.kses.elements import URL_ATTRIBUTES
from wirepress.core.markup.kses.entities import decode_attribute
from wirepress.core.markup.kses.policy import POST
from wirepress.core.markup.kses.protocols import bad_protocol
from wirepress.core.markup.kses.specialchars import encode

_ELEMENT = re.compile(r"(<\s*+)(/\s*+)?([a-zA-Z0-9]++\s*+)([^>]*+)(>?)", re.ASCII)
_SLASH = re.compile(r"(?<!\s)\s*/\s*\Z", re.ASCII)
_ATTRIBUTE = re.compile(
    r"""(?:[_a-zA-Z][\-_a-zA-Z0-9:.]*+|\[\[?[^\[\]]+\]\]?)
        (?:\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s"']++(?:\s|\Z))|(?:\s|\Z))\s*""",
    re.ASCII | re.VERBOSE,
)
_EQUALS = re.compile(r"(?<!\s)\s*+=\s*", re.ASCII)
_BLANKS: Final = " \t\n\r\f\v"


def split_attributes(source: str) -> list[str] | None:
    """Return the attributes of a tag as written, each with the blanks behind it; None when the list is malformed.

    A shortcode counts as an attribute. WordPress 7.1 behaviour (``wp_kses_hair_parse``).
    """
    found: list[str] = []
    at = 0
    while at < len(source):
        attribute = _ATTRIBUTE.match(source, at)
        if attribute is None:
            return None
        found.append(attribute[0])
        at = attribute.end()
    return found


def split_tag(tag: str) -> list[str] | None:
    """Return an opening tag as its name part, its attributes and its end, which join to `tag`; None for anything else.

    WordPress 7.1 behaviour (``wp_kses_attr_parse``).
    """
    found = _ELEMENT.fullmatch(tag)
    if found is None or found[2]:
        return None
    source, end = found[4], found[5]
    slash = _SLASH.search(source)
    if slash:
        source, end = source[: slash.start()], slash[0] + end
    attributes = split_attributes(source)
    return None if attributes is None else [found[1] + found[3], *attributes, end]


def filter_attribute(source: str, element: str) -> str:
    """Return one attribute as written, cleaned as the list for stories demands; empty when it may not stay.

    Blanks around it and its kind of quotes stay. WordPress 7.1 behaviour (``wp_kses_one_attr``).
    """
    source = drop_controls(source)
    core = source.strip(_BLANKS)
    lead = source[: len(source) - len(source.lstrip(_BLANKS))]
    trail = source[len(lead) + len(core) :]
    name, *rest = _EQUALS.split(core, maxsplit=1)
    value: str | None = None
    quote = '"'
    if rest:
        value = rest[0]
        if value[:1] in ("'", '"'):
            quote = value[0]
            if value[-1] != quote:
                return ""
            value = value[1:-1]
        value = encode(value, "both")
        if lower(name) in URL_ATTRIBUTES:
            value = bad_protocol(value)
    written = WrittenAttribute(lower(name), None if value is None else decode_attribute(value), value)
    kept = filter_written(written, POST.get(lower(element), {}), "")
    if kept is None:
        return lead + trail
    return lead + (core if value is None else f"{name}={quote}{kept.value}{quote}") + trail
