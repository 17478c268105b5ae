"""The index of words finds what the plain way finds, whatever it knows yet."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.content.options import site
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.queries import PostPage
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.listing.search_index import index, page_by_date, search
from wirepress.content.posts.listing.search_index.words import PART_MAX, parts_of, words_of
from wirepress.content.posts.models import Post
from wirepress.content.posts.search_models import SearchStale
from wirepress.content.users.models import User

START = datetime(2026, 3, 1, 8, 0)
WORDS = (
    "tide riptide Tide TIDE tides low-tide o'clock ferry Ferry-boat müll MÜLL Müll mülltonne straße STRASSE мир Мир МИР мИр всемирный "
    "ıstanbul Istanbul İzmir ſea K2 k2 100% 50_50 a_b back\\slash x É é e\u0301 Å Å ﬁn fin Σίσυφος σίσυφος naïve 漢字 漢 "
    + "q" * 70
    + "needle"
    + "z" * 40
    + " needle"
).split()
QUERIES = (
    "tide",
    "TIDE",
    "ide",
    "ferry",
    "ferry boat",
    '"ferry boat"',
    "low-tide",
    "-tide ferry",
    "ferry -tide",
    "müll",
    "MÜLL",
    "straße",
    "strasse",
    "мир",
    "МИР",
    "ир",
    "istanbul",
    "ISTANBUL",
    "ızmir",
    "izmir",
    "sea",
    "k2",
    "100%",
    "%",
    "_",
    "50_50",
    "a_b",
    "\\",
    "é",
    "É",
    "å",
    "fin",
    "σίσυφος",
    "漢",
    "漢字",
    "needle",
    "q" * 40,
    "zz",
    "q" * 33 + "n",
    "o'clock",
    "<p>",
    "class=",
    "strong",
    "nothing at all",
    "x",
    "tide ferry мир",
    "e",
    "- -",
    "--tide",
)
WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"orderby": "relevance"},
    {"order": "asc", "page": 2},
    {"types": ("post", "page"), "page": 2},
    {"statuses": ("draft", "private")},
    {"statuses": ("any",), "actor": User(id=1)},
    {"author": (1,)},
    {"search_columns": ("post_title",)},
)


@pytest.fixture
def stories(db: None) -> random.Random:
    """Sixty random stories of all sorts."""
    SearchStale.objects.all().delete()  # what tests of several transactions have left: they empty tables by deleting
    dice = random.Random(5)
    for number in range(60):
        moment = START + timedelta(minutes=dice.randrange(3000))
        Post.objects.create(
            type=dice.choice(("post", "post", "page")),
            status=dice.choice(("publish", "publish", "publish", "draft", "private", "future")),
            title=" ".join(dice.sample(WORDS, 2)),
            excerpt=dice.choice(("", "", dice.choice(WORDS))),
            content=_text(dice),
            password="open" if number % 9 == 0 else "",
            date=moment,
            date_gmt=moment,
            author_id=number % 3,
        )
    return dice


def _text(dice: random.Random) -> str:
    return (
        f'<p class="lead">{dice.choice(" -–").join(dice.sample(WORDS, 4))}</p>\n<strong>{dice.choice(WORDS)}</strong>'
    )


def _disagreements(
    monkeypatch: pytest.MonkeyPatch, texts: tuple[str, ...]
) -> list[tuple[str, str, PostPage, PostPage]]:
    wrong = []
    for place, text in enumerate(texts):
        for asked in WAYS[place % 3 :: 3]:
            query = PostQuery(search=text, per_page=4, **asked)
            short = queries.find_posts(query)
            with monkeypatch.context() as plain:
                plain.setattr(search, "search_ids", lambda *_: None)
                long = queries.find_posts(query)
            if short != long:
                wrong.append((text, str(asked), short, long))
    return wrong


def test_it_finds_what_the_plain_way_finds(stories: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "now_gmt", lambda: START + timedelta(minutes=1500))
    assert index.count_waiting() == 60
    index.rebuild_index()
    assert index.count_waiting() == 0
    assert _disagreements(monkeypatch, QUERIES) == []


def test_large_results_are_those_of_the_plain_way(stories: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "now_gmt", lambda: START + timedelta(minutes=1500))
    monkeypatch.setattr(page_by_date, "FEW", 0)
    index.rebuild_index()
    assert _disagreements(monkeypatch, QUERIES) == []


def test_it_is_right_while_stories_change(stories: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_by_date, "FEW", 3)
    for number in range(8):
        some = stories.choice(list(Post.objects.values_list("id", flat=True)))
        match stories.randrange(4):
            case 0:
                Post.objects.filter(pk=some).delete()
            case 1:
                Post.objects.filter(pk=some).update(status=stories.choice(("publish", "trash", "draft")))
            case 2:
                Post.objects.filter(pk=some).update(content=_text(stories), password=stories.choice(("", "x")))
            case _:
                Post.objects.create(
                    title="riptide", content=_text(stories), status="publish", date=START, date_gmt=START
                )
        if number % 2:
            index.index_posts(5 if number % 4 == 1 else 100)
        assert _disagreements(monkeypatch, QUERIES[number::8]) == []


def test_what_is_plain_is_answered_by_bitmaps(stories: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_by_date, "FEW", 0)
    index.rebuild_index()
    query = PostQuery(search="tide", orderby="relevance")
    assert isinstance(search.search_ids(query, [], queries.search.parse_phrase("tide")), tuple)


def test_a_story_of_too_many_words_is_found_all_the_same(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "WORDS_MAX", 3)
    Post.objects.create(title="The tide came late again", status="publish", date=START)
    index.rebuild_index()
    assert index.count_waiting() == 0
    assert queries.find_posts(PostQuery(search="tide")).total == 1


def test_every_part_of_a_long_word_lies_in_a_window() -> None:
    word = "".join(chr(0x4E00 + number) for number in range(1000))
    windows = words_of(word)
    assert all(any(word[start : start + PART_MAX] in window for window in windows) for start in range(1000))


@given(st.text(), st.text(min_size=1))
def test_a_text_that_holds_a_phrase_has_its_parts(text: str, wanted: str) -> None:
    parts = parts_of(wanted)
    if parts is not None:
        words = words_of(text + wanted + text)
        assert all(any(part in word for word in words) for part in parts.parts)


@given(st.text(alphabet="ab _-.é", max_size=80), st.text(alphabet="ab_é", min_size=1, max_size=5))
def test_a_part_of_a_word_is_in_the_text(text: str, wanted: str) -> None:
    parts = parts_of(wanted)
    assert parts is not None and parts.exact
    assert any(wanted in word for word in words_of(text)) == (wanted in text)
