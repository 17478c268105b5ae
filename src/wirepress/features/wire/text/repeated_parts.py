"""What stands in every entry of a source and could be stripped: the site's name behind headlines, a footer under stories. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from wirepress.features.wire.entry.plain_text import clean_title

ENTRIES_MIN: Final = 5
SHARE: Final = 0.9  # of the entries: "every one", but for one that slipped through
LINES: Final = 3  # at the beginning and at the end of a text
LINE_MIN: Final = 12  # characters
LINE_MAX: Final = 600
OFFERS_MAX: Final = 10
_BEHIND: Final = re.compile(r"\s*(?:\s[|–—-]|\s::|\s//|\s[»•·])\s+[^|–—»•·]{2,80}\Z")
_BEFORE: Final = re.compile(r"\A[^|:–—»•·]{2,60}?\s*(?:[|»:]|\s[–—-])\s+")


def find_repeated_parts(stories: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return what could be stripped from stories (headline, text with a line for each paragraph): `where`, `find`, `seen`, `of`."""
    told = list(dict.fromkeys((clean_title(title), text) for title, text in stories))
    if len(told) < ENTRIES_MIN:
        return []
    least = max(ENTRIES_MIN, round(SHARE * len(told)))
    found: list[tuple[str, str, int]] = []
    for pattern in (_BEHIND, _BEFORE):
        ends = Counter(match[0] for title, _ in told if (match := pattern.search(title)) and match[0] != title)
        found += [("title", part, count) for part, count in ends.most_common(1) if count >= least]
    lines: Counter[str] = Counter()
    for _, text in told:
        all_lines = [" ".join(line.split()) for line in text.split("\n")]
        near = all_lines[:LINES] + all_lines[-LINES:] if len(all_lines) > 1 else []
        lines.update({line for line in near if LINE_MIN <= len(line) <= LINE_MAX})
    found += [("text", line, count) for line, count in lines.most_common(OFFERS_MAX) if count >= least]
    return [
        {"where": where, "find": part.strip(), "seen": count, "of": len(told)}
        for where, part, count in found[:OFFERS_MAX]
    ]
