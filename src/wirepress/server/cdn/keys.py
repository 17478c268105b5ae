"""Surrogate keys: the tags of an answer, as a header that is never too long for a cache."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from wirepress.server.cache.entry import EVERYTHING

ALL: Final = "all"  # the key of every answer
LENGTH_MAX: Final = 4096  # bytes of the header


def surrogate_keys(tags: Iterable[str]) -> list[str]:
    """Return the keys of tags, sorted: `post:7`, `term`. What depends on everything has the key `all`."""
    return sorted(ALL if tag == EVERYTHING else tag.replace(" ", "_") for tag in tags)


def surrogate_header(tags: Iterable[str]) -> bytes:
    """Return the Surrogate-Key header. Where it would be too long, single objects are replaced by their kind, the most frequent kind
    first. A change of one is a change of its kind, so nothing is missed."""
    keys = set(surrogate_keys(tags))
    while len(text := " ".join(sorted(keys))) > LENGTH_MAX:
        kinds = Counter(key.partition(":")[0] for key in keys if ":" in key)
        if not kinds:
            return ALL.encode()
        kind = kinds.most_common(1)[0][0]
        keys = {key for key in keys if not key.startswith(f"{kind}:")} | {kind}
    return text.encode("latin-1", "replace")
