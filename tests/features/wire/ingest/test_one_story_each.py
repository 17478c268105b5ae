"""Each entry is a story of its own, and none takes another one's place, whatever names its source gives them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pytest

from tests.features.wire.feedserver import FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.stories import rss, stories, story
from wirepress.content.posts.models import Post
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.models import Item, ItemKey, Source

pytestmark = pytest.mark.django_db
WELL = (
    "Well found under the market",
    "Workers who laid a cable found a well of nine metres under the fish market, with a bucket still on its chain.",
)
BELL = (
    "Bell cast for the chapel",
    "The foundry at Lower Wick has cast a bell of four hundred kilos for the chapel, the first one since the great fire.",
)
DYKE = (
    "Dyke is raised by a metre",
    "Dredgers will raise the northern dyke by a metre before the autumn tides, and sheep have to graze elsewhere until May.",
)
BLURB = "Every weekday two reporters tell what happened on the coast. Listen wherever you find podcasts, and send your questions to the desk."


def item(told: tuple[str, str], *, guid: str = "", link: str = "", day: int = 0) -> str:
    """One entry of a feed."""
    return (
        f"<item><title>{escape(told[0])}</title>"
        + (f"<link>{escape(link)}</link>" if link else "")
        + (f"<guid isPermaLink='false'>{escape(guid)}</guid>" if guid else "")
        + (f"<pubDate>{day:02d} Nov 2026 09:00:00 GMT</pubDate>" if day else "")
        + f"<description>{escape(told[1])}</description></item>"
    )


def feed(*items: str) -> bytes:
    """A feed of such entries."""
    return f"<rss version='2.0'><channel><title>Quay News</title><link>https://quay.example/</link>{''.join(items)}</channel></rss>".encode()


def titles() -> set[str]:
    return set(Post.objects.filter(type="post", status="publish").values_list("title", flat=True))


def look(source: Source, feeds: FeedServer, *items: str) -> Sequence[str]:
    """Look at the source once; the notes of that look."""
    feeds.put("/feed", feed(*items))
    run = run_source(source.pk)
    assert run.error == "" and run.failed == 0
    return run.notes


@pytest.mark.parametrize(
    "names",
    [
        {"link": "https://quay.example/now"},
        {"link": "https://quay.example/now", "guid": "quay"},
        {"guid": "quay"},
        {"guid": "N/A"},
        {"guid": "N/A", "link": "https://quay.example/"},
        {"link": "https://quay.example/now", "guid": "https://quay.example/now"},
        {},
    ],
)
@pytest.mark.parametrize("dated", [True, False])
def test_entries_that_share_their_names_are_stories_of_their_own(
    add: Add, feeds: FeedServer, names: dict[str, str], dated: bool
) -> None:
    source = add()
    days = (4, 5, 6) if dated else (0, 0, 0)
    well, bell, dyke = (item(told, day=day, **names) for told, day in zip((WELL, BELL, DYKE), days, strict=True))
    look(source, feeds, bell, well)
    assert titles() == {WELL[0], BELL[0]}
    look(source, feeds, dyke, bell, well)
    assert titles() == {WELL[0], BELL[0], DYKE[0]}
    look(source, feeds, dyke)
    look(source, feeds, well, dyke, bell)
    assert Post.objects.filter(type="post").count() == 3
    assert {post.title: post.content for post in Post.objects.filter(type="post")}[WELL[0]].count("nine metres") == 1


@pytest.mark.parametrize("names", [{"link": "https://quay.example/now"}, {"guid": "now"}, {"guid": "N/A"}])
def test_a_feed_of_one_rolling_entry_overwrites_nothing(add: Add, feeds: FeedServer, names: dict[str, str]) -> None:
    source = add()
    for day, told in enumerate((WELL, BELL, DYKE), 4):
        notes = look(source, feeds, item(told, day=day, **names))
    assert titles() == {WELL[0], BELL[0], DYKE[0]}
    if "N/A" not in names.values():  # which names nothing
        assert any("identifier of another story" in str(one.verdict) for one in Item.objects.all())
    look(source, feeds, item((DYKE[0], DYKE[1].replace("May", "June")), day=6, **names))
    assert Post.objects.filter(type="post").count() == 3 and notes is not None
    assert "until June" in Post.objects.get(title=DYKE[0], type="post").content


def test_a_correction_under_a_shared_name_finds_its_story(add: Add, feeds: FeedServer) -> None:
    source = add(revise_minutes=0)
    look(source, feeds, item(BELL, guid="quay", day=5), item(WELL, guid="quay", day=4))
    right = (WELL[0], WELL[1].replace("nine metres", "seven metres"))
    look(source, feeds, item(BELL, guid="quay", day=5), item(right, guid="quay", day=4))
    assert Post.objects.filter(type="post").count() == 2
    assert "seven metres" in Post.objects.get(title=WELL[0], type="post").content
    assert "four hundred" in Post.objects.get(title=BELL[0], type="post").content


def test_a_headline_that_is_written_anew_is_a_correction(add: Add, feeds: FeedServer) -> None:
    source = add()
    look(source, feeds, item(WELL, guid="q-1", link="https://quay.example/1", day=4))
    look(source, feeds, item(("What lay beneath", WELL[1]), guid="q-1", link="https://quay.example/1", day=4))
    assert titles() == {"What lay beneath"}


@pytest.mark.parametrize("own", [True, False])
def test_a_series_with_one_blurb_is_not_swallowed(add: Add, feeds: FeedServer, own: bool) -> None:
    source = add()
    heads = ("Who saved the pier", "A judge on mussels", "Night at the lock", "The last net maker")
    episodes = [
        item((head, BLURB), guid=f"pod-{n}" if own else "", link=f"https://quay.example/pod/{n if own else 0}", day=n)
        for n, head in enumerate(heads, 2)
    ]
    look(source, feeds, *episodes[2::-1])
    assert titles() == set(heads[:3])
    look(source, feeds, *episodes[::-1])
    look(source, feeds, episodes[3])
    assert titles() == set(heads) and not Item.objects.filter(state="attached").exists()


def test_reports_after_one_pattern_of_one_source_are_stories_of_their_own(add: Add, feeds: FeedServer) -> None:
    source = add()
    pattern = "The wind will come from the west at {a} knots. The water in the harbour has {b} degrees. Ferries leave as the table says."
    for day, (a, b) in enumerate(((14, 9), (15, 8), (22, 8), (9, 7)), 10):
        look(
            source,
            feeds,
            item(
                ("The weather on the coast", pattern.format(a=a, b=b)),
                guid=f"w-{day}",
                link=f"https://quay.example/w/{day}",
                day=day,
            ),
        )
    assert Post.objects.filter(type="post").count() == 4


def test_what_is_repeated_within_one_document_is_filed_once_and_said(add: Add, feeds: FeedServer) -> None:
    source = add()
    notes = look(
        source,
        feeds,
        item(WELL, guid="q-1", link="https://quay.example/1", day=4),
        item(BELL, guid="q-2", link="https://quay.example/2", day=4),
        item((WELL[0], f"{WELL[1]}"), guid="q-1", link="https://quay.example/sport/1", day=4),
    )
    assert titles() == {WELL[0], BELL[0]}
    assert any("twice" in words and WELL[0] in words for words in notes)


def test_a_source_that_moves_its_system_is_known_again_and_its_new_names_are_learnt(
    add: Add, feeds: FeedServer
) -> None:
    source = add(limits={"on_first_run": 0}, revise_minutes=0)
    feeds.put("/feed", rss(stories(30), str(feeds)))
    run_source(source.pk)
    Item.objects.update(seen="2025-01-01T00:00:00")  # long ago

    def moved(number: int, more: str = "") -> str:
        told = story(number)
        text = " ".join(told.paragraphs) + f" {more}Published with our new system. Write to the desk of the Courier."
        return item((told.title, text), guid=f"new-{number}", link=f"https://new.example/{number}", day=28)

    notes = look(source, feeds, *(moved(number) for number in range(1, 31)))
    assert Post.objects.filter(type="post").count() == 30
    assert any("30 known stories anew" in words for words in notes) and ItemKey.objects.count() >= 60
    look(
        source,
        feeds,
        *(moved(number, "Correction: it was a Monday. " if number == 7 else "") for number in range(1, 31)),
    )
    assert Post.objects.filter(type="post").count() == 30
    post = Post.objects.get(title=story(7).title, type="post")
    assert "it was a Monday" in post.content and Item.objects.get(post_id=post.pk).url == "https://new.example/7"


def test_a_site_name_behind_headlines_does_not_make_new_stories(add: Add, feeds: FeedServer) -> None:
    source = add()
    look(
        source,
        feeds,
        item(WELL, guid="1", link="https://quay.example/1", day=4),
        item(BELL, guid="2", link="https://quay.example/2", day=4),
    )
    renamed = [(f"{head} | Quay News", text) for head, text in (WELL, BELL)]
    look(
        source,
        feeds,
        *(item(told, guid=f"n{at}", link=f"https://new.example/{at}", day=9) for at, told in enumerate(renamed)),
    )
    assert Post.objects.filter(type="post").count() == 2
