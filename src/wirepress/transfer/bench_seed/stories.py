"""One story by its number: text, place in time, terms, author and comments. Nothing here knows a database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from wirepress.transfer.bench_seed.words import FREQUENT, FREQUENT_SHARE, RARE, RARE_STORIES, Stock, name

CHUNK: Final = 10_000  # stories of one transaction
YEARS: Final = 12
SCHEDULED: Final = 20
STICKY: Final = 3
DRAFTS: Final = 0.01
MANY_TAGS: Final = 2.2  # the higher, the more stories share the first tags


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made. `first` is the number of the first story's post; `now` is GMT and the site's local time alike."""

    posts: int
    seed: int
    first: int
    now: datetime
    authors: tuple[int, ...]
    categories: tuple[int, ...]
    tags: tuple[int, ...]


@dataclass(slots=True)
class Story:
    """A story's rows."""

    id: int
    author: int
    date: datetime
    status: str
    title: str
    slug: str
    content: str
    excerpt: str
    sticky: bool
    terms: list[int]
    comments: list[str] = field(default_factory=list)


def chunk(plan: Plan, stock: Stock, number: int, size: int = CHUNK) -> Iterator[Story]:
    """The stories of one chunk of a size: always the same for the same plan."""
    dice = random.Random(f"stories {plan.seed} {number}")
    for place in range(number * size, min((number + 1) * size, plan.posts)):
        yield _story(plan, stock, dice, place)


def _story(plan: Plan, stock: Stock, dice: random.Random, place: int) -> Story:
    words = stock.some(dice, 110)
    words[dice.randrange(110)] = name(dice, 4)  # a name that hardly any other story has
    if dice.random() < FREQUENT_SHARE:
        words[dice.randrange(12, 110)] = FREQUENT
    if place % max(plan.posts // RARE_STORIES, 1) == 0:
        words[dice.randrange(12, 110)] = RARE
    title = " ".join(words[: dice.randrange(5, 9)]).capitalize()
    status, date = _when(plan, dice, place)
    blocks = dice.random() < 0.3
    return Story(
        id=plan.first + place,
        author=dice.choice(plan.authors),
        date=date,
        status=status,
        title=title,
        slug=f"{'-'.join(words[:4])}-{place}",
        content=_paragraphs(words, blocks),
        excerpt=" ".join(words[20:40]) if dice.random() < 0.2 else "",
        sticky=plan.posts - SCHEDULED - STICKY <= place < plan.posts - SCHEDULED,
        terms=_terms(plan, dice),
        comments=[" ".join(words[start : start + 12]) for start in range(0, dice.randrange(1, 4) * 12, 12)]
        if dice.random() < 0.08
        else [],
    )


def _when(plan: Plan, dice: random.Random, place: int) -> tuple[str, datetime]:
    """Over the years up to now; the last ones are scheduled, and one in a hundred is a draft."""
    if place >= plan.posts - SCHEDULED:
        return "future", plan.now + timedelta(days=30, hours=place - plan.posts + SCHEDULED)
    back = timedelta(days=365.25 * YEARS) * ((plan.posts - place) / plan.posts)
    moment = plan.now - back + timedelta(seconds=dice.randrange(-1800, 0))
    sticky = place >= plan.posts - SCHEDULED - STICKY
    return ("draft" if not sticky and dice.random() < DRAFTS else "publish"), moment.replace(microsecond=0)


def _terms(plan: Plan, dice: random.Random) -> list[int]:
    categories = {
        plan.categories[int(len(plan.categories) * dice.random() ** 1.5)] for _ in range(dice.choice((1, 1, 2)))
    }
    tags = {plan.tags[int(len(plan.tags) * dice.random() ** MANY_TAGS)] for _ in range(dice.randrange(4))}
    return sorted(categories | tags)


def _paragraphs(words: list[str], blocks: bool) -> str:
    open_, close = ("<!-- wp:paragraph -->\n<p>", "</p>\n<!-- /wp:paragraph -->\n\n") if blocks else ("<p>", "</p>\n")
    return "".join(f"{open_}{' '.join(words[start : start + 33]).capitalize()}.{close}" for start in range(10, 109, 33))
