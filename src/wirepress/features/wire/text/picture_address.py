"""Which address of a picture is taken: the largest that its markup names, in whatever attribute it waits to be loaded from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

VALUE_MAX: Final = 16_000  # characters of one srcset
CANDIDATES_MAX: Final = 40
_ORIGINALS: Final = (
    "data-orig-file",
    "data-large-file",
    "data-full-url",
    "data-hi-res-src",
    "data-zoom-image",
    "data-highres",
)
_LAZY: Final = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-echo",
    "data-img-src",
    "data-image",
    "data-img-url",
    "data-litespeed-src",
    "data-opt-src",
    "data-ezsrc",
    "data-flickity-lazyload",
    "data-unveil",
    "nitro-lazy-src",
)
_SETS: Final = (
    "srcset",
    "data-srcset",
    "data-lazy-srcset",
    "data-original-set",
    "data-lazyload-srcset",
    "nitro-lazy-srcset",
    "data-opt-srcset",
)
_CANDIDATE: Final = re.compile(r"[\s,]*([^\s,][^\s]*)(?:\s+([^,()]*(?:\([^()]*\)[^,()]*)*))?(?:,|$)?")
_EMPTY: Final = ("data:", "about:", "javascript:", "blob:", "#")
_PLACEHOLDER: Final = re.compile(
    r"(?:^|[/._-])(?:placeholder|lazy|loading|grey|lazyload)s?[\w-]{0,20}\.(?:gif|png|svg|jpe?g|webp)(?:\?|\Z)",
    re.IGNORECASE,
)


def largest_address(facts: Mapping[str, str | None], *more_sets: str) -> str:
    """Return the address of the largest picture that an element's attributes name, "" for none. `more_sets`: of its `source` elements.

    The widest candidate of all sets; else an original that is named apart; else what is to be loaded later; else `src`.
    """
    sets = [value for name in _SETS if (value := facts.get(name))] + [value for value in more_sets if value]
    ranked = [one for value in sets for one in parse_srcset(value)]
    if ranked:
        return max(ranked, key=lambda one: one[1])[0]
    for name in (*_ORIGINALS, *_LAZY):
        if is_address(value := (facts.get(name) or "").strip()):
            return value
    src = (facts.get("src") or "").strip()
    return src if is_address(src) else ""


def parse_srcset(value: str) -> list[tuple[str, float]]:
    """Return the candidates of a srcset with their rank: width in pixels, else density (HTML standard, section 4.8.4.2.1)."""
    found: list[tuple[str, float]] = []
    text, at = value[:VALUE_MAX], 0
    while at < len(text) and len(found) < CANDIDATES_MAX:
        match = _CANDIDATE.match(text, at)
        if match is None or match.end() == at:
            break
        url, rest = match[1], (match[2] or "").strip()
        if url.endswith(","):  # an address alone: what follows it is the next candidate
            at = match.start(1) + len(url)
            url, rest = url.rstrip(","), ""
        else:
            at = match.end()
        if is_address(url):
            found.append((url, _rank(rest)))
    return found


def is_address(value: str) -> bool:
    """Return whether an attribute names a picture, and not what stands there until one is loaded."""
    return bool(value) and not value.lower().startswith(_EMPTY) and _PLACEHOLDER.search(value) is None


def _rank(descriptor: str) -> float:
    for word in descriptor.split():
        number, unit = word[:-1], word[-1:]
        try:
            if unit in ("w", "x") and 0 < float(number) < 100_000:
                return float(number)
        except ValueError:
            continue
    return 1.0
