"""Text made safe for one place of a page: element content, attribute, URL, script, XML."""

from __future__ import annotations

import re

from wirepress.core.markup.kses.specialchars import encode, is_utf8
from wirepress.core.markup.kses.urls import esc_url, sanitize_url

__all__ = ["esc_attr", "esc_html", "esc_js", "esc_textarea", "esc_url", "esc_xml", "sanitize_url"]

_QUOTE_NUMBERS = re.compile(r"&#(?:[xX]0*27|0*39);?")
_SLASHED = re.compile(r"\\(.?)", re.DOTALL)
_TO_SLASH = re.compile(r"""['"\\]""")
_CDATA = "<![CDATA["


def esc_html(text: str) -> str:
    """`text` for element content; references in it stay, text that is not UTF-8 becomes empty (WordPress 7.1)."""
    return encode(text, "both") if is_utf8(text) else ""


def esc_attr(text: str) -> str:
    """`text` for a quoted attribute; the same rules as `esc_html` (WordPress 7.1)."""
    return esc_html(text)


def esc_textarea(text: str) -> str:
    """`text` for a textarea, so that editing shows it letter by letter: references are escaped again."""
    return encode(text, "both", again=True) if is_utf8(text) else ""


def _unslash(found: re.Match[str]) -> str:
    return "\0" if found[1] == "0" else found[1]


def esc_js(text: str) -> str:
    r"""`text` for a single-quoted JavaScript string in an attribute: quotes slashed, line feeds as ``\n``.

    One layer of backslashes that is there already is taken off first. WordPress 7.1 behaviour.
    """
    if not is_utf8(text):
        return ""
    text = _SLASHED.sub(_unslash, encode(text, "double"))
    text = _QUOTE_NUMBERS.sub("'", text).replace("\r", "")
    text = _TO_SLASH.sub(r"\\\g<0>", text).replace("\0", "\\0")
    return text.replace("\n", "\\n")


def esc_xml(text: str) -> str:
    """`text` for XML: CDATA sections stay, names that only HTML knows become characters (WordPress 7.1)."""
    if not is_utf8(text):
        return ""
    pieces: list[str] = []
    at = 0
    while (start := text.find(_CDATA, at)) >= 0 and (end := text.find("]]>", start + len(_CDATA))) >= 0:
        pieces += (encode(text[at:start], "xml"), text[start : end + 3])
        at = end + 3
    return "".join((*pieces, encode(text[at:], "xml")))
