"""Style attributes of stories become rules of the page's one style element, so that the policy needs no 'unsafe-inline'."""

from __future__ import annotations

import hashlib
from typing import Final

from selectolax.lexbor import LexborHTMLParser

_SIZE_MAX: Final = 256 * 1024  # characters of rules on one page
_FORBIDDEN: Final = frozenset("{}<>@`\\")
_NEVER: Final = frozenset(("behavior", "-moz-binding"))
_LEAVES_FLOW: Final = ("fixed", "sticky")


class StyleSheet:
    """The rules of one page."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}
        self._raw: list[str] = []
        self._size = 0

    def collect(self, tree: LexborHTMLParser) -> None:
        """Moves style attributes and style elements of the tree here."""
        for node in tree.css("style"):
            self._add_raw(node.text() or "")
            node.decompose()
        for node in tree.css("[style]"):
            declarations = safe_declarations(node.attributes.get("style") or "")
            del node.attrs["style"]
            if declarations and (name := self.name_of(declarations)):
                node.attrs["class"] = f"{node.attributes.get('class') or ''} {name}".strip()

    def name_of(self, declarations: str) -> str:
        """The class that carries these declarations; "" when the page has no room left."""
        name = "i" + hashlib.sha256(declarations.encode()).hexdigest()[:10]
        if name not in self._rules:
            self._size += len(declarations)
            if self._size > _SIZE_MAX:
                return ""
            self._rules[name] = declarations
        return name

    def _add_raw(self, text: str) -> None:
        self._size += len(text)
        if self._size <= _SIZE_MAX and "<" not in text and text.strip():
            self._raw.append(text.strip())

    def css(self) -> str:
        """The rules. The class is named three times: a style attribute outweighs the theme, and so must its rule."""
        rules = [f".{name}.{name}.{name}{{{declarations}}}" for name, declarations in self._rules.items()]
        return "\n".join([*self._raw, *rules])


def safe_declarations(text: str) -> str:
    """The declarations of a style attribute that may stand in a rule: none that could end the rule, call for another style
    sheet, or take the element out of the story's place."""
    kept = []
    for declaration in _split(text):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon or not name or not value or not _plain(name) or _FORBIDDEN & set(value):
            continue
        if name in _NEVER or (name == "position" and value.lower().startswith(_LEAVES_FLOW)):
            continue
        kept.append(f"{name}:{value}")
    return ";".join(kept)


def _plain(name: str) -> bool:
    return name.replace("-", "").replace("_", "").isalnum() and name.isascii()


def _split(text: str) -> list[str]:
    """Declarations, parted at semicolons outside quotes and brackets; comments dropped. One that leaves a quote or bracket
    open is dropped with all that follows."""
    parts: list[str] = []
    start = depth = at = 0
    quote = ""
    text = _without_comments(text)
    while at < len(text):
        character = text[at]
        if quote:
            quote = "" if character == quote else quote
            if character in "\n\r\f":
                return parts
        elif character in "\"'":
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                return parts
        elif character == ";" and depth == 0:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    if not quote and depth == 0:
        parts.append(text[start:])
    return parts


def _without_comments(text: str) -> str:
    out: list[str] = []
    rest = text
    while "/*" in rest:
        before, _, rest = rest.partition("/*")
        out.append(before)
        rest = rest.partition("*/")[2]
    return "".join([*out, rest])
