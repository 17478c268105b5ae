"""What a source repeats in its entries (blurbs, template sentences, footers, share widgets): it says nothing about which story it is.

Found as runs of words that most of the source's stories share. Pure.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wirepress.features.wire.dedupe.minhash import SIGNS, TEXT_MAX, TOKEN, hash_shingles, split_tokens
from wirepress.features.wire.entry.plain_text import fold_text

Standing = frozenset[int]  # hashes of runs of words, as minhash.hash_shingles makes them
NOTHING: Final[Standing] = frozenset()
STORIES_MIN: Final = 3  # stories that share a run before it can be standing
SHARE: Final = 0.5  # of the stories: "most of them"; or, where many are read, ...
MANY: Final = 20  # ... of so many ...
SHARE_OF_MANY: Final = 0.12  # ... so large a share: what stands in every eighth story tells none of them apart
OF_MANY_MIN: Final = 4
SAMPLE: Final = 40  # stories that are read to find out
STANDING_MAX: Final = 1500  # runs that are kept of a source
RUN: Final = 16  # words in a row; fewer are a turn of phrase, unless they are a line of their own
_GAPS: Final = re.compile(r"[^\S\n]*\n\s*|[^\S\n]{2,}")


@dataclass(frozen=True, slots=True)
class StandingRuns:
    """What a source says again and again. `most`: in most of its stories, so that it tells none of them apart. `often`: in so many that two
    sources do not tell one story because both say it; `most` is part of it."""

    most: Standing = NOTHING
    often: Standing = NOTHING

    def as_json(self) -> list[list[int]]:
        """Return it as it is kept with the source."""
        return [sorted(self.most), sorted(self.often - self.most)]

    @classmethod
    def from_json(cls, kept: Sequence[Any]) -> StandingRuns:
        """Return what was kept; nothing for what has another form."""
        most, rest = kept if len(kept) == 2 and all(isinstance(part, list) for part in kept) else ((), ())
        return cls(frozenset(most), frozenset(most) | frozenset(rest))

    def joined(self, known: StandingRuns) -> StandingRuns:
        """Return what was found now, then what was known before, up to a limit."""
        most = frozenset([*self.most, *(known.most - self.most)][:STANDING_MAX])
        often = [*(self.often - most), *(known.often - self.often - most)][:STANDING_MAX]
        return StandingRuns(most, most | frozenset(often))


def find_standing(stories: Iterable[tuple[str, str]]) -> StandingRuns:
    """Return the runs of words that stories (headline, text) share. A story that stands there twice counts once."""
    seen: set[tuple[str, int]] = set()
    counts: Counter[int] = Counter()
    number = 0
    for title, text in stories:
        tokens = split_tokens(text)
        runs = set(hash_shingles(tokens)) if tokens else set()
        mark = (fold_text(title), hash(frozenset(runs)) if not title.strip() else 0)
        if mark in seen:
            continue
        seen.add(mark)
        counts.update(runs)
        number += 1
        if number == SAMPLE:
            break
    least = max(STORIES_MIN, int(number * SHARE) + 1)
    fewer = max(OF_MANY_MIN, int(number * SHARE_OF_MANY)) if number >= MANY else least
    common = counts.most_common(2 * STANDING_MAX)
    most = frozenset(run for run, count in common[:STANDING_MAX] if count >= least)
    return StandingRuns(most, most | frozenset(run for run, count in common if count >= fewer))


def remove_standing(text: str, standing: Collection[int]) -> str:
    """Return the text without its standing runs of words; the text itself where it has none."""
    if not standing or not text:
        return text
    return _remove(text, standing if isinstance(standing, frozenset) else frozenset(standing))


@functools.lru_cache(maxsize=256)
def _remove(text: str, standing: Standing) -> str:
    """Remembered, because the same candidates come again and again."""
    plain = unicodedata.normalize("NFKC", text[:TEXT_MAX])
    words = list(TOKEN.finditer(plain))
    tokens = [word[0].casefold() for word in words]
    runs = hash_shingles(tokens) if tokens else []
    reach = len(tokens) - len(runs) + 1
    covered = bytearray(len(tokens))
    for at, run in enumerate(runs):
        if run in standing:
            covered[at : at + reach] = b"\1" * reach
    if any(covered):
        _keep_turns_of_phrase(covered, words, plain, RUN * (2 if reach == SIGNS else 1))
    if not any(covered):
        return text
    kept: list[str] = []
    at = 0
    for number, word in enumerate(words):
        if covered[number]:
            kept.append(plain[at : word.start()] if not number or not covered[number - 1] else "\n")
            at = word.end()
    kept.append(plain[at:])
    if all(covered):
        return ""
    return _GAPS.sub("\n", "".join(kept)).strip()


def _keep_turns_of_phrase(covered: bytearray, words: Sequence[re.Match[str]], text: str, least: int) -> None:
    """Take back what is too short to be a standing phrase."""
    at = 0
    while at < len(covered):
        end = at
        while end < len(covered) and covered[end]:
            end += 1
        if at < end < at + least and not _is_line(text, words[at].start(), words[end - 1].end()):
            covered[at:end] = bytes(end - at)
        at = end + 1


def _is_line(text: str, start: int, end: int) -> bool:
    """Return whether a part of a text is a line, or several."""
    before, behind = text[text.rfind("\n", 0, start) + 1 : start], text[end:].partition("\n")[0]
    return not any(sign.isalnum() for sign in before + behind)
