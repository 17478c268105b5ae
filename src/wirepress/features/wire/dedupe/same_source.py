"""Whether two entries of one source are one story. Pure.

Between sources the likeness of texts says it. Within one source it does not: series, templates and standing phrases are alike, and
identifiers and addresses are used again. So a known name is evidence that headline or text has to bear out, and without one both have
to be nearly the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

from wirepress.features.wire.dedupe.compare_texts import numbers_of
from wirepress.features.wire.dedupe.minhash import split_tokens
from wirepress.features.wire.entry.plain_text import clean_title, fold_text

Evidence = Literal["name", "address", "page", "shared", "none"]
"""What speaks for it beside the words. name: the identifier of one story. address: its address, where the source gives no identifiers.
page: its address, under another identifier. shared: an identifier or address that several stories bear. none: neither is known."""

HEADLINE_ALIKE: Final = 0.5  # of the content words of the shorter one, or ...
HEADLINE_SPELT: Final = 0.8  # ... of the letters
HEADLINE_NEAR: Final = 0.9  # nearly the same: spelling, a full stop, a source's name behind it
TEXT_ALIKE: Final = 0.4  # of the content words of the shorter text
TEXT_AKIN: Final = 0.2  # the same, where the headline speaks for it too
TEXT_NEAR: Final = 0.8  # of the runs of three words of the shorter text
FEW_TELL: Final = 4  # words that are left of a text without its standing phrases
WORDS_TELL: Final = 6  # content words; less says nothing about a text
NAMES_STORY: Final = 120  # characters of its own: a shorter text may be said twice by two stories ("No trading today.")
TITLE_NAMES: Final = 4  # words of a headline that is hardly used again
APART: Final = timedelta(hours=6)  # between two dates of publication that are not one
AT_ONCE: Final = timedelta(minutes=1)
_LETTERS: Final = 4  # of a content word


@dataclass(frozen=True)
class ToldStory:
    """An entry as it is compared: headline, text without the source's standing phrases, the whole text's length, date (GMT).

    `known` False: only the headline was kept of it."""

    title: str
    text: str
    whole: int = 0
    published: datetime | None = None
    known: bool = True

    @cached_property
    def headline(self) -> str:
        """Return the headline as it is compared."""
        return fold_text(clean_title(self.title))

    @cached_property
    def tokens(self) -> list[str]:
        """Return the text's words."""
        return split_tokens(self.text)

    @cached_property
    def content_words(self) -> frozenset[str]:
        """Return the words that say what it is about."""
        return _content_words(self.tokens)

    @cached_property
    def triples(self) -> frozenset[tuple[str, ...]]:
        """Return the runs of three words."""
        size = min(3, len(self.tokens))
        return frozenset(zip(*(self.tokens[at:] for at in range(size)), strict=False)) if size else frozenset()


def _content_words(tokens: list[str]) -> frozenset[str]:
    """Return long words and numbers; pairs of signs where a script sets no blanks."""
    single = [token for token in tokens if len(token) == 1 and ord(token) > 0x0E00]
    pairs = {one + other for one, other in pairwise(single)}
    words = {token for token in tokens if len(token) >= _LETTERS or token.isdigit()}
    return frozenset(words | pairs) or frozenset(tokens)


def _share(one: frozenset[object] | frozenset[str], other: frozenset[object] | frozenset[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


@dataclass(frozen=True, slots=True)
class SeriesLikeness:
    """How two entries of one source are alike. `text` and `near`: None where there is too little to tell."""

    headline_same: bool
    headline_near: bool
    headline_alike: bool
    text: float | None
    near: float | None
    numbers_agree: bool

    @property
    def text_alike(self) -> bool:
        """Return whether the texts are about the same."""
        return (self.text or 0) >= TEXT_ALIKE or self.text_near

    @property
    def text_near(self) -> bool:
        """Return whether the texts are nearly the same."""
        return (self.near or 0) >= TEXT_NEAR


def measure_likeness(one: ToldStory, other: ToldStory) -> SeriesLikeness:
    """Return how two entries are alike. The same whichever comes first."""
    from rapidfuzz import fuzz

    first, second = one.headline, other.headline
    same = first == second
    spelt = fuzz.token_sort_ratio(first, second) / 100 if first and second else 0.0
    counts = numbers_of(first) == numbers_of(second)
    words, others = _content_words(first.split()), _content_words(second.split())
    shared = _share(words, others) if min(len(words), len(others)) >= 2 else 0.0
    inside = min(len(first.split()), len(second.split())) >= TITLE_NAMES and (
        f" {second} ".startswith(f" {first} ") or f" {first} ".startswith(f" {second} ")
    )
    text = near = None
    agree = True
    if one.known and other.known:
        if min(len(one.content_words), len(other.content_words)) >= WORDS_TELL:
            text = _share(one.content_words, other.content_words)
            near = _share(one.triples, other.triples)
        shorter, longer = sorted((one, other), key=lambda story: len(story.tokens))
        agree = numbers_of(shorter.text) <= numbers_of(longer.text)
    return SeriesLikeness(
        same and bool(first),
        (same and bool(first)) or (counts and (spelt >= HEADLINE_NEAR or inside)),
        same or spelt >= HEADLINE_SPELT or shared >= HEADLINE_ALIKE,
        text,
        near,
        agree,
    )


def is_one_story(one: ToldStory, other: ToldStory, evidence: Evidence) -> bool:
    """Return whether two entries of one source are one story. `one` may have been corrected or moved since `other`."""
    like = measure_likeness(one, other)
    nothing_own = one.known and other.known and not one.tokens and not other.tokens
    moments = (one.published, other.published)
    apart = None not in moments and abs(moments[0] - moments[1]) > APART  # type: ignore[operator]
    at_once = None not in moments and abs(moments[0] - moments[1]) <= AT_ONCE  # type: ignore[operator]
    if evidence in ("name", "address", "page") and any(not told.headline and not told.whole for told in (one, other)):
        return True  # it said nothing yet that could speak against it
    if evidence in ("name", "address"):
        return _bears_out(like, apart, nothing_own and one.whole == other.whole, evidence)
    if evidence == "page":
        return like.headline_same if like.text is None else like.headline_alike and like.text_alike
    if evidence == "shared":
        if like.headline_same:
            return like.text_alike or at_once or (like.text is None and not apart)
        return (like.headline_near and like.text_alike) or (like.text_near and (like.headline_alike or at_once))
    return _without_name(one, other, like, apart)


def _bears_out(like: SeriesLikeness, apart: bool, no_text: bool, evidence: Evidence) -> bool:
    """Return whether headline or text bear out a known name. With another date, a headline after one pattern is not enough."""
    if apart and evidence == "address" and not like.headline_alike:
        return False  # a page whose stories change, and no identifiers
    if like.text is None:
        return like.headline_alike or (no_text and not apart)
    if like.text_alike or like.headline_same:
        return True
    return not apart and (like.headline_near or (like.headline_alike and like.text >= TEXT_AKIN))


def _without_name(one: ToldStory, other: ToldStory, like: SeriesLikeness, apart: bool) -> bool:
    """Return whether headline and text are nearly the same, at any age."""
    if not one.headline and not other.headline:
        return like.text_near and like.numbers_agree and min(len(one.text), len(other.text)) >= NAMES_STORY
    if not like.headline_near:
        return False
    if not (one.known and other.known):
        return like.headline_same and len(one.headline.split()) >= TITLE_NAMES
    if like.near is not None:
        return like.text_near and like.numbers_agree
    if (
        like.headline_same and min(len(one.tokens), len(other.tokens)) >= FEW_TELL
    ):  # of the little that is its own, nearly all
        return _share(one.triples, other.triples) >= TEXT_NEAR and like.numbers_agree
    return like.headline_same and one.tokens == other.tokens and not apart
