"""Character references: which may stay, how they are written, and what they mean."""

from __future__ import annotations

import re
from html.entities import html5, name2codepoint

# The HTML 4 names, plus the one that XHTML added.
HTML_NAMES = frozenset(name2codepoint) | {"apos"}
XML_NAMES = frozenset({"amp", "lt", "gt", "apos", "quot"})

_AMPERSAND = re.compile(r"&(?:(?:([A-Za-z]{2,8}[0-9]{0,2})|#([xX])(0*[0-9A-Fa-f]{1,6})|#(0*[0-9]{1,7}));)?")
_DECODED = re.compile(r"&#(?:([0-9]+)|[xX]([0-9A-Fa-f]+));")


def is_xml_character(code: int) -> bool:
    """Return whether XML 1.0 may hold this code point."""
    if code < 0x20:
        return code in (0x9, 0xA, 0xD)
    return code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _html_named(name: str) -> str:
    return f"&{name};" if name in HTML_NAMES else f"&amp;{name};"


def xml_named(name: str) -> str:
    """Return the reference `name` for XML: kept when XML has it, the character when only HTML has it, else disarmed."""
    if name in XML_NAMES:
        return f"&{name};"
    if name in HTML_NAMES:
        return html5[f"{name};"]
    return f"&amp;{name};" if name else ""


def _numbered(mark: str | None, written: str) -> str:
    digits = written.lstrip("0")
    if not is_xml_character(int(digits or "0", 16 if mark else 10)):
        return f"&amp;#x{written};" if mark else f"&amp;#{written};"
    return f"&#x{digits};" if mark else f"&#{digits.zfill(3)};"


def normalize(text: str, *, xml: bool = False) -> str:
    """`text` in which every ampersand either begins a reference that may stay or is written ``&amp;``.

    Decimal references get three digits at least, hexadecimal ones lose their leading zeros and get a small x; a
    number that XML forbids is disarmed. What is disarmed already (``&amp;#60;``) stays so: WordPress 7.1 behaviour.
    """
    if "&" not in text:
        return text
    written_name = xml_named if xml else _html_named

    def written(found: re.Match[str]) -> str:
        name, mark, hexadecimal, decimal = found.groups()
        if name:
            return written_name(name)
        return _numbered(mark, hexadecimal or decimal) if hexadecimal or decimal else "&amp;"

    return _AMPERSAND.sub(written, text)


def _character(code: int) -> str:
    # WordPress turns the number into one byte; one that is no ASCII stands in our text as surrogateescape has it.
    byte = code % 256
    return chr(byte) if byte < 0x80 else chr(0xDC00 + byte)


def decode_numbers(text: str) -> str:
    """`text` with its numeric references (closed by a semicolon) as characters; named ones stay."""
    if "&#" not in text:
        return text
    return _DECODED.sub(lambda found: _character(int(found[1][-18:]) if found[1] else int(found[2][-18:], 16)), text)


_WINDOWS = bytes(range(0x80, 0xA0)).decode("cp1252", "replace")
_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?|([A-Za-z][A-Za-z0-9]*;?)(=?))")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def _referenced(digits: str, base: int) -> str:
    # Eight digits are beyond Unicode in either base; Python refuses to read very long numbers.
    code = int(digits or "0", base) if len(digits) < 8 else 0
    if 0x80 <= code <= 0x9F and _WINDOWS[code - 0x80] != _UNKNOWN:
        return _WINDOWS[code - 0x80]
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return _UNKNOWN
    return chr(code)


def _resolve(found: re.Match[str]) -> str:
    hexadecimal, decimal, name, equals = found.groups()
    if hexadecimal:
        return _referenced(hexadecimal.lstrip("0"), 16)
    if decimal:
        return _referenced(decimal.lstrip("0"), 10)
    # In an attribute an unclosed name that runs on into letters or an equals sign is plain text.
    if name not in html5 or (equals and not name.endswith(";")):
        return found[0]
    return html5[name] + equals


def decode_attribute(value: str) -> str:
    """Return the text that a browser reads from an attribute's written value (WHATWG HTML, character references)."""
    return _REFERENCE.sub(_resolve, value) if "&" in value else value
