"""Which element is meant: prefixes are only names, and some files use them without saying what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_FAMILIES: Final = (
    (re.compile(r"(?:https?:)?//wordpress\.org/export/[\d.]*/?excerpt/?\Z"), "excerpt"),
    (re.compile(r"(?:https?:)?//wordpress\.org/export/[\d.]*/?\Z"), "wp"),
    (re.compile(r"(?:https?:)?//purl\.org/rss/1\.0/modules/content/?\Z"), "content"),
    (re.compile(r"(?:https?:)?//purl\.org/dc/elements/1\.1/?\Z"), "dc"),
)
_XMLNS: Final = re.compile(r"""\bxmlns(?::(?P<prefix>[\w.\-]+))?\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)')""")
# What stands for what where a file does not say it.
WELL_KNOWN: Final[Mapping[str, str]] = {
    "wp": "wp",
    "wxr": "wp",
    "content": "content",
    "excerpt": "excerpt",
    "dc": "dc",
}


def read_prefixes(attributes: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return prefix -> family (wp, content, excerpt, dc; else the address itself) with what an element declares."""
    found = dict(known)
    for match in _XMLNS.finditer(attributes):
        address = (match["a"] if match["a"] is not None else match["b"]).strip()
        found[match["prefix"] or ""] = _family(address)
    return found


def _family(address: str) -> str:
    return next((family for pattern, family in _FAMILIES if pattern.match(address)), address)


class ElementNames:
    """Turns written names into `family:name`. One for each set of prefixes; answers are remembered."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        self.known: dict[str, str] = {}

    def resolve(self, written: str) -> str:
        """Return `wp:post_id`, `content:encoded` ...; plain names of RSS as they are."""
        found = self.known.get(written)
        if found is None:
            prefix, sign, local = written.rpartition(":")
            family = self.prefixes.get(prefix, WELL_KNOWN.get(prefix, prefix))
            found = f"{family}:{local}" if family else local
            if not sign and family in ("", "wp"):
                found = f"wp:{local}" if family else local
            self.known[written] = found
        return found
