"""An oEmbed document as XML (oembed.com, section 2.3.4.2), written as WordPress's XML library writes it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from wirepress.core.markup.html.escape import esc_html


def encode_xml(data: Mapping[str, Any]) -> str:
    """Return the document: one element for each value; only ASCII, the rest as numbers."""
    parts = [
        f"<{name}>{_text(str(value))}</{name}>" for name, value in data.items() if not isinstance(value, dict | list)
    ]
    return f'<?xml version="1.0"?>\n<oembed>{"".join(parts)}</oembed>\n'


def _text(value: str) -> str:
    plain = html.unescape(esc_html(value))
    plain = "".join(char for char in plain if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(
        char if char.isascii() else f"&#x{ord(char):X};" for char in plain if not "\ud800" <= char <= "\udfff"
    )
