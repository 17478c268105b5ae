"""Markup that appears in a document as elements, and addresses in it that are relative to a base of its own."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

from lxml import etree

from wirepress.features.wire.decode.field_values import absolute_url

_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_DECLARED: Final = re.compile(r"""(<[A-Za-z][\w:.-]*)(?:\s+xmlns(?::[\w.-]+)?="[^"]*")+""")
_LINK: Final = re.compile(r"""(\s(?:href|src|poster|cite)\s*=\s*)("[^"<>]{0,2000}"|'[^'<>]{0,2000}')""", re.I)


def inner_html(element: Any) -> str:
    """Return the content of an element as HTML: its text, and the elements in it without their namespaces."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        for one in child.iter():
            if isinstance(one.tag, str) and "}" in one.tag:
                one.tag = one.tag.rpartition("}")[2]
        parts.append(_DECLARED.sub(r"\1", etree.tostring(child, encoding="unicode", method="html")))
    return "".join(parts)


def base_url(element: Any, outside: str) -> str:
    """Return the base address of an element's content: the nearest xml:base, itself relative to those around it."""
    chain = []
    here = element
    while here is not None:
        if value := here.get(_BASE):
            chain.append(value)
        here = here.getparent()
    base = outside
    for value in reversed(chain):
        base = absolute_url(value, base) or base
    return base


def make_links_absolute(html: str, base: str) -> str:
    """Return markup with absolute addresses. Done only where a document names a base of its own."""

    def mend(found: re.Match[str]) -> str:
        from html import unescape

        value = unescape(found[2][1:-1])
        if value.startswith(("#", "data:", "mailto:", "tel:")):
            return found[0]
        full = absolute_url(value, base)
        return f'{found[1]}"{escape(full)}"' if full else found[0]

    return _LINK.sub(mend, html)
