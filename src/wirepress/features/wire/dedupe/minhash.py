"""A text's sketch: the smallest hashes of its shingles (MinHash with one hash function, bottom-k).

Of a text from which paragraphs were cut, or to which some were added, the smallest hashes of what is left are among the smallest
of the whole, so two such texts share some though they are of unlike length: each shared one is a band in which they meet.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

BANDS: Final = 12
LEAD_BANDS: Final = 4
LEAD: Final = 36  # shingles at the beginning
WORDS: Final = 5  # in a shingle
SIGNS: Final = 9  # characters in a shingle of a script without blanks between words
TOKENS_MAX: Final = 3000  # of a text; what follows is not looked at
TEXT_MAX: Final = 30_000  # characters
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN: Final = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_WITH_BLANK: Final = re.compile(rb"[^ ]+ ")
_IS_UNSPACED: Final = re.compile(rf"[{_UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text as it is compared: its headline, itself, its language, and the bands in which like texts meet (hashes of 32 bits)."""

    title: str
    text: str
    language: str
    bands: tuple[int, ...]


def split_tokens(text: str) -> list[str]:
    """Return the words in lower case without accents' variants; signs where a script sets no blanks."""
    return TOKEN.findall(unicodedata.normalize("NFKC", text[:TEXT_MAX]).casefold())[:TOKENS_MAX]


def hash_shingles(tokens: list[str]) -> list[int]:
    """Return a hash for each run of words, in their order: one less than there are words for each word of a run but the first.

    The same on every machine and in every process.
    """
    size = min(WORDS, max(len(tokens), 1))
    if sum(1 for token in tokens[:200] if _IS_UNSPACED.match(token)) * 2 > min(len(tokens), 200):
        size = min(SIGNS, max(len(tokens), 1))
    data = (" ".join(tokens) + " ").encode("utf-8", "replace")
    starts = list(accumulate(map(len, _WITH_BLANK.findall(data)), initial=0))
    crc, view = zlib.crc32, memoryview(data)
    return [crc(view[start:end]) for start, end in zip(starts, starts[size:], strict=False)]


def make_fingerprint(title: str, text: str, language: str = "", standing: Collection[int] = ()) -> Fingerprint:
    """Return the sketch of a text; of the headline where there is no text. `standing`: what its source says in most of its entries.

    Its beginning has bands of its own, so that a teaser meets the whole story.
    """
    from wirepress.features.wire.dedupe.standing_text import remove_standing

    own = remove_standing(text, standing)
    tokens = split_tokens(own) or split_tokens(title)
    runs = hash_shingles(tokens) if tokens else []
    lead = heapq.nsmallest(LEAD_BANDS, set(runs[:LEAD]))
    bands = dict.fromkeys((*heapq.nsmallest(BANDS, set(runs)), *lead))
    return Fingerprint(title, own[:TEXT_MAX], language, tuple(bands))
