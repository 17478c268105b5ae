"""Which stories a story might link to: those that share its rare words and its terms, and the words to put the link on."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wirepress.content.posts.listing.search_index.match import bitmap_slots, find_word
from wirepress.content.posts.models import Post
from wirepress.content.posts.search_models import SearchSlot
from wirepress.content.terms.models import TermPost
from wirepress.features.seo.analysis.languages.choose import choose_language
from wirepress.features.seo.analysis.languages.language import Language
from wirepress.features.seo.analysis.read_text import Text, read_text, split_words
from wirepress.features.seo.head.texts import plain
from wirepress.features.seo.links.models import StoryLink

_WORDS: Final = 16  # of the story that are looked up
_LETTERS: Final = 4  # shorter words tell little
_COMMON: Final = 5000  # stories with a word; one that more have tells nothing
_TERM_COMMON: Final = 500
_CANDIDATES: Final = 200
_PUBLIC: Final = "post:publish:"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A story to link to. `anchor`: words of the text that name it, as they stand there; "" where none do. `shared`: words that both have."""

    post: Post
    score: float
    anchor: str
    shared: tuple[str, ...]
    terms: int

    @property
    def title(self) -> str:
        """The other story's headline, plain."""
        return plain(self.post.title)


def suggest_links(post_id: int, headline: str, body: str, language: str = "", *, most: int = 10) -> list[Suggestion]:
    """Return stories to link to, the most alike first. `post_id`: 0 for one that is not stored. Some twenty indexed queries."""
    text = read_text(body, choose_language(language, headline + " " + body[:2000]))
    wanted = _telling_words(headline, text)
    scores, shared = _score_by_words(wanted)
    terms = _score_by_terms(post_id)
    for number, (score, _) in terms.items():
        scores[number] = scores.get(number, 0.0) + score
    taken = {post_id, *StoryLink.objects.filter(source_id=post_id).values_list("target_id", flat=True)}
    best = [number for number in _highest(scores) if number not in taken]
    posts = Post.objects.filter(pk__in=best, type="post", status="publish", password="").in_bulk()
    made = [
        Suggestion(
            posts[number],
            round(scores[number], 2),
            _anchor(posts[number], text),
            tuple(shared.get(number, ())),
            terms.get(number, (0, 0))[1],
        )
        for number in best
        if number in posts
    ]
    made.sort(key=lambda one: (-(one.score + (2.0 if one.anchor else 0.0)), -one.post.pk))
    return made[:most]


def _telling_words(headline: str, text: Text) -> list[str]:
    """Return the words that say what a story is of: those of its headline first, then names and what stands there most often."""
    language = text.language
    counted: Counter[str] = Counter()
    for word in text.words:
        if len(word) >= _LETTERS and word.casefold() not in language.function_words:
            counted[word.casefold()] += 2 if word[0].isupper() else 1
    titled = [
        word.casefold()
        for word in split_words(headline)
        if len(word) >= _LETTERS and word.casefold() not in language.function_words
    ]
    return list(dict.fromkeys([*titled, *(word for word, _ in counted.most_common(_WORDS))]))[:_WORDS]


def _score_by_words(wanted: Sequence[str]) -> tuple[dict[int, float], dict[int, list[str]]]:
    """Return post -> how much its title says the same, the rarer a word the more, and which words."""
    public = bitmap_slots([_PUBLIC])
    by_slot: dict[int, float] = {}
    words: dict[int, list[str]] = {}
    for word in wanted:
        hits = find_word(word, title=True)
        slots = hits.slots & public if hits is not None else ()
        if not 0 < len(slots) <= _COMMON:
            continue
        worth = math.log((1 + len(public)) / len(slots)) + 0.1
        for slot in slots:
            by_slot[slot] = by_slot.get(slot, 0.0) + worth
            words.setdefault(slot, []).append(word)
    best = _highest(by_slot)
    numbers = _posts_by_slot(best)
    scores = {numbers[slot]: by_slot[slot] for slot in best if slot in numbers}
    return scores, {numbers[slot]: words[slot] for slot in best if slot in numbers}


def _highest(scores: Mapping[int, float]) -> list[int]:
    """Return those with the highest scores, of equal ones the newest."""
    return heapq.nlargest(_CANDIDATES, scores, key=lambda number: (scores[number], number))


def _posts_by_slot(slots: Sequence[int]) -> dict[int, int]:
    return dict(SearchSlot.objects.filter(slot__in=slots).values_list("slot", "post_id"))


def _score_by_terms(post_id: int) -> dict[int, tuple[float, int]]:
    """Return post -> (how much its terms say the same, how many it shares)."""
    mine = list(
        TermPost.objects.filter(post_id=post_id, term__taxonomy="post_tag").values_list("term_id", "term__count")
    )
    found: dict[int, tuple[float, int]] = {}
    for term, number in mine[:_WORDS]:
        if not 0 < number <= _TERM_COMMON:
            continue
        worth = 1.0 + 1.0 / math.sqrt(number)
        for other in (
            TermPost.objects.filter(term_id=term).order_by("-post_id").values_list("post_id", flat=True)[:_CANDIDATES]
        ):
            score, shared = found.get(other, (0.0, 0))
            found[other] = score + worth, shared + 1
    return found


def _anchor(post: Post, text: Text) -> str:
    """Return the longest run of words in the text that stands in the other story's title, two telling words at least."""
    language = text.language
    title = [language.stem(word) for word in split_words(plain(post.title))]
    pairs = set(itertools.pairwise(title))
    best: list[str] = []
    for paragraph in text.paragraphs:
        words = split_words(paragraph)
        stems = [language.stem(word) for word in words]
        begin = 0
        for place in range(1, len(words) + 1):
            if place < len(words) and (stems[place - 1], stems[place]) in pairs:
                continue
            run = _trim(words[begin:place], language)
            if len(run) > len(best) and sum(word.casefold() not in language.function_words for word in run) > 1:
                best = run
            begin = place
    return " ".join(best)


def _trim(words: list[str], language: Language) -> list[str]:
    """Return the words without fillers at either end."""
    while words and words[0].casefold() in language.function_words:
        words = words[1:]
    while words and words[-1].casefold() in language.function_words:
        words = words[:-1]
    return words
