"""The search: what a reader asked for, what they may narrow it by, and words marked where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.posts.listing import archives, queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.listing.search import parse_phrase
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import TermPost
from wirepress.content.users.models import User
from wirepress.core.php.numbers import absint
from wirepress.web.site.present.cards import Card
from wirepress.web.site.present.sections import Sections
from wirepress.web.site.present.words import plain
from wirepress.web.site.texts.translate import translate

SORTS: Final = (("relevance", "Best match"), ("date", "Newest first"))
TYPES: Final = (("", "Stories and pages"), ("post", "Stories"), ("page", "Pages"))
COUNTED_MAX: Final = 2000  # results that are looked at for how many of them each choice leaves
CHOICES_MAX: Final = 15


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field: its value, its words, how many results it leaves (None: not counted), whether it is chosen."""

    value: str
    label: str
    count: int | None = None
    chosen: bool = False


@dataclass(slots=True)
class SearchForm:
    """What is searched for. Sections, authors and years are those that the results have, or all where there are too many results."""

    words: str
    orderby: str = "relevance"
    section: int = 0
    author: int = 0
    year: int = 0
    post_type: str = ""
    sorts: list[Choice] = field(default_factory=list)
    sections: list[Choice] = field(default_factory=list)
    authors: list[Choice] = field(default_factory=list)
    years: list[Choice] = field(default_factory=list)
    types: list[Choice] = field(default_factory=list)

    @property
    def narrowed(self) -> bool:
        """Whether something beside the words is asked for."""
        return bool(self.section or self.author or self.year or self.post_type)

    @property
    def chosen(self) -> dict[str, Any]:
        """What is asked for, as `queries.published_posts` takes it."""
        asked: dict[str, Any] = {
            "search": self.words,
            "types": (self.post_type,) if self.post_type else ("post", "page"),
        }
        asked["orderby"] = self.orderby
        if self.section:
            asked["term"] = ("category", self.section)
        if self.author:
            asked["author"] = self.author
        if self.year:
            asked["year"] = self.year
        return asked

    @property
    def query(self) -> dict[str, str]:
        """What is asked for beside the words, as the names and values of an address."""
        asked = {"cat": self.section, "author": self.author, "year": self.year, "post_type": self.post_type}
        if self.orderby != "relevance":
            asked["orderby"] = self.orderby
        return {name: str(value) for name, value in asked.items() if value}


def read_form(words: str, asked: Mapping[str, str]) -> SearchForm:
    """Return what a reader asked for. What cannot be is left out: a number too large, a year before there were any."""
    post_type = asked.get("post_type", "")
    year = absint(asked.get("year", ""))
    return SearchForm(
        words,
        orderby="date" if asked.get("orderby") == "date" else "relevance",
        section=_id(asked.get("cat", "")),
        author=_id(asked.get("author", "")),
        year=year if 1 <= year <= 9998 else 0,
        post_type=post_type if post_type in ("post", "page") else "",
    )


def _id(text: str) -> int:
    number = absint(text)
    return number if number < 2**63 else 0


def add_choices(form: SearchForm, line: Sections) -> None:
    """Say what may be chosen: with counts where the results of the words alone are few enough to be looked at."""
    form.sorts = [Choice(value, translate(label), chosen=value == form.orderby) for value, label in SORTS]
    form.types = [Choice(value, translate(label), chosen=value == form.post_type) for value, label in TYPES]
    ids = _result_ids(form.words)
    if ids is None:
        form.sections = [_choice(s.id, s.name, None, form.section) for s in line.top[:CHOICES_MAX]]
        years = {month.year: None for month in archives.months_with_posts()}
        form.years = [_choice(year, str(year), None, form.year) for year in years][:CHOICES_MAX]
        return
    form.sections = _count_sections(ids, form.section, line)
    rows = list(Post.objects.filter(pk__in=ids).values_list("author_id", "date__year"))
    people = Counter(author for author, _ in rows if author)
    names = dict(User.objects.filter(pk__in=list(people)).values_list("id", "display_name"))
    form.authors = [
        _choice(number, plain(names[number]), count, form.author)
        for number, count in people.most_common(CHOICES_MAX)
        if names.get(number)
    ]
    years_of = Counter(year for _, year in rows if year)
    form.years = [_choice(year, str(year), count, form.year) for year, count in sorted(years_of.items(), reverse=True)]


def _choice(value: int, label: str, count: int | None, chosen: int) -> Choice:
    return Choice(str(value), label, count, value == chosen)


def _result_ids(words: str) -> list[int] | None:
    """Return the ids of all that the words find; None where they are too many."""
    found = queries.find_posts(PostQuery(types=("post", "page"), search=words, orderby="date", per_page=COUNTED_MAX))
    return None if found.total > COUNTED_MAX else found.ids


def _count_sections(ids: Sequence[int], chosen: int, line: Sections) -> list[Choice]:
    rows = TermPost.objects.filter(post_id__in=ids, term__taxonomy="category").values_list("post_id", "term_id")
    counted = Counter(root for _, root in {(post, line.roots.get(term, term)) for post, term in rows})
    names = {section.id: section.name for section in line.top}
    return [
        _choice(number, names[number], count, chosen)
        for number, count in counted.most_common(CHOICES_MAX)
        if number in names
    ]


def mark_words(text: str, words: str) -> SafeString:
    """Return the text as HTML with the words of a search in <mark>, whatever their case."""
    wanted = sorted({word for word in parse_phrase(words).words if word}, key=len, reverse=True)
    if not wanted:
        return escape(text)
    pattern = re.compile("|".join(map(re.escape, wanted)), re.I)
    parts: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        parts += [escape(text[end : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))


def mark_cards(cards: Sequence[Card], words: str) -> list[Card]:
    """Return the cards with the words of a search marked in titles and summaries."""
    return [
        replace(card, marked_title=mark_words(card.title, words), marked_summary=mark_words(card.summary, words))
        for card in cards
    ]
