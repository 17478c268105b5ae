"""Who is called in a note: by the mark that the block editor puts in, `<span class="wp-note-mention user-7">@Ann</span>`, or by `@` and the
public name of a user (the slug, never the login)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wirepress.core.markup.excerpts.shorten import strip_all_tags

_MARK: Final = re.compile(
    r"<span\b[^>]*\bclass=(?:\"([^\"]*)\"|'([^']*)')[^>]*>.*?</span\s*>", re.IGNORECASE | re.DOTALL
)
_NUMBER: Final = re.compile(r"user-([1-9][0-9]{0,17})")
_CALL: Final = re.compile(r"(?<![\w@./-])@([a-z0-9][a-z0-9_-]{0,49})", re.IGNORECASE)
CALLS_MAX: Final = 20  # of one note


@dataclass(frozen=True, slots=True)
class Called:
    """Numbers and slugs of those whom a note calls, each once, in their order."""

    numbers: tuple[int, ...]
    slugs: tuple[str, ...]


def find_called(html: str) -> Called:
    """Return whom a note calls. A mail address calls nobody, and a hyphen that ends a word is no part of a name."""
    numbers: list[int] = []
    rest = _MARK.sub(lambda mark: _take_mark(mark, numbers), html)
    slugs = (match[1].lower().rstrip("-_") for match in _CALL.finditer(strip_all_tags(rest)))
    return Called(tuple(dict.fromkeys(numbers))[:CALLS_MAX], tuple(dict.fromkeys(slugs))[:CALLS_MAX])


def _take_mark(mark: re.Match[str], numbers: list[int]) -> str:
    """Note whose mark it is, and take it out of the text: the name in it is no slug."""
    classes = (mark[1] or mark[2] or "").split()
    if "wp-note-mention" not in classes:
        return mark[0]
    numbers.extend(int(found[1]) for name in classes if (found := _NUMBER.fullmatch(name)))
    return " "
