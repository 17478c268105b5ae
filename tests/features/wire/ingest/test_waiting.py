"""What is not published by itself: entries with nothing to show, that broke off, or that came in a flood."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import pytest
from django.core import mail

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.ingest.test_one_story_each import BELL, DYKE, WELL, feed, item, look, titles
from tests.features.wire.stories import article, rss, stories, story
from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.features.wire.curation.flood import drop_flood, release_flood
from wirepress.features.wire.curation.readmit import release_item
from wirepress.features.wire.curation.reject import requeue_item
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.models import Item, Run, Source
from wirepress.settings import limits

pytestmark = pytest.mark.django_db


def held(hold: str) -> list[Item]:
    return list(Item.objects.filter(state="held", hold=hold))


def test_an_entry_without_headline_and_text_is_held_until_it_says_more(
    add: Add, feeds: FeedServer, newsroom: User
) -> None:
    source = add()
    hollow = f"<item><guid isPermaLink='false'>h</guid><link>{feeds}/gone</link></item>"
    look(source, feeds, hollow, item(WELL, guid="w"))
    (one,) = held("wordless")
    assert titles() == {WELL[0]} and "neither headline nor text" in str(one.verdict)
    with pytest.raises(ActionRefused, match="no text"):
        release_item(one.pk, actor=newsroom)
    look(source, feeds, item(BELL, guid="h", link=f"{feeds}/gone"), item(WELL, guid="w"))
    assert titles() == {WELL[0], BELL[0]} and not held("wordless")


def test_a_source_without_bodies_gets_them_from_its_pages(add: Add, feeds: FeedServer) -> None:
    source = add()
    told = story(3)
    feeds.put("/stories/3", Answer(article(told, str(feeds)), kind="text/html; charset=utf-8"))
    bare = f"<item><title>{escape(told.title)}</title><link>{feeds}/stories/3</link></item>"
    lost = f"<item><title>Nobody knows what follows</title><link>{feeds}/lost</link></item>"
    look(source, feeds, bare, lost)
    post = Post.objects.get(type="post")
    assert told.paragraphs[2] in post.content.replace("&#8217;", "’")
    (one,) = held("wordless")
    assert "credit line" in str(one.verdict) and "could not be fetched" in str(one.verdict)


def test_nothing_but_a_credit_line_is_never_a_post(add: Add, feeds: FeedServer) -> None:
    source = add(rights={"credit": "{source}", "full_text": False}, body="summary")
    look(source, feeds, "<item><title>Only a headline</title><guid isPermaLink='false'>1</guid></item>")
    assert not Post.objects.filter(type="post").exists()


@pytest.mark.parametrize("cut", ["inside the headline", "inside the text", "inside CDATA"])
def test_what_broke_off_waits_for_the_next_whole_document(add: Add, feeds: FeedServer, cut: str) -> None:
    source = add()
    whole = feed(
        item(WELL, guid="w", link="https://quay.example/w"), item(BELL, guid="b", link="https://quay.example/b")
    )
    if cut == "inside CDATA":
        whole = whole.replace(f"<description>{BELL[1]}".encode(), f"<description><![CDATA[{BELL[1]}".encode())
    at = whole.index(b"for the chapel</title" if cut == "inside the headline" else b"four hundred kilos")
    feeds.put("/feed", whole[:at])
    run = run_source(source.pk)
    assert titles() == {WELL[0]} and any("broke off" in words for words in run.notes)
    assert len(held("cut")) == 1 and run.held == 1
    look(
        source,
        feeds,
        item(WELL, guid="w", link="https://quay.example/w"),
        item(BELL, guid="b", link="https://quay.example/b"),
    )
    assert titles() == {WELL[0], BELL[0]} and not held("cut")
    assert BELL[1] in Post.objects.get(title=BELL[0], type="post").content


def test_a_known_story_is_not_cut_by_a_document_that_breaks_off(add: Add, feeds: FeedServer) -> None:
    source = add()
    whole = feed(item(WELL, guid="w"), item(BELL, guid="b"))
    feeds.put("/feed", whole)
    run_source(source.pk)
    feeds.put("/feed", whole[: whole.index(b"four hundred")])
    run_source(source.pk)
    assert BELL[1] in Post.objects.get(title=BELL[0], type="post").content


def test_what_never_comes_whole_is_left_out_in_the_end_and_said(add: Add, feeds: FeedServer) -> None:
    source = add()
    whole = feed(item(WELL, guid="w"), item(BELL, guid="b"))
    feeds.put("/feed", whole[: whole.index(b"four hundred")])
    run_source(source.pk)
    Item.objects.filter(hold="cut").update(seen=site.now_gmt() - timedelta(days=limits.WIRE_HELD_DAYS + 1))
    notes = look(source, feeds, item(WELL, guid="w"), item(DYKE, guid="d"))
    assert any("did not come" in words for words in notes) and Item.objects.get(title=BELL[0]).state == "skipped"


def usual_source(add: Add, feeds: FeedServer) -> Source:
    """A source that sends two stories at each look."""
    source = add(limits={"on_first_run": 0})
    for number in range(7):
        feeds.put("/feed", rss(stories(2, first=1 + 2 * number), str(feeds)))
        run_source(source.pk)
    now = site.now_gmt()
    for place, pk in enumerate(Run.objects.order_by("-pk").values_list("pk", flat=True)):
        Run.objects.filter(pk=pk).update(began=now - timedelta(hours=1 + place), ended=now - timedelta(hours=1 + place))
    return source


def test_a_flood_is_held_with_one_mail_and_filed_with_one_click(
    add: Add, feeds: FeedServer, newsroom: User, mailoutbox: list[mail.EmailMessage]
) -> None:
    source = usual_source(add, feeds)
    feeds.put("/feed", rss(stories(40, first=100), str(feeds)))
    run = run_source(source.pk)
    assert (run.filed, run.held, len(held("flood"))) == (0, 40, 40)
    feeds.put("/feed", rss(stories(45, first=100), str(feeds)))
    run_source(source.pk)
    assert len(mailoutbox) == 1 and "held" in mailoutbox[0].subject and "wire-queue" in str(mailoutbox[0].body)
    release_flood(source, actor=newsroom)
    run_source(source.pk)
    assert Post.objects.filter(type="post").count() == 14 + 45 and not held("flood")


def test_a_flood_is_dropped_with_one_click_and_each_can_be_taken_back(
    add: Add, feeds: FeedServer, newsroom: User
) -> None:
    source = usual_source(add, feeds)
    feeds.put("/feed", rss(stories(30, first=100), str(feeds)))
    run_source(source.pk)
    drop_flood(source, actor=newsroom)
    assert Post.objects.filter(type="post").count() == 14 and Item.objects.filter(state="rejected").count() == 30
    source.refresh_from_db()
    assert source.flooded is None
    requeue_item(Item.objects.filter(state="rejected").first().pk, actor=newsroom)  # type: ignore[union-attr]
    assert Post.objects.filter(type="post").count() == 15


def test_many_known_headlines_at_once_are_a_flood(add: Add, feeds: FeedServer) -> None:
    source = add(limits={"on_first_run": 0})
    feeds.put("/feed", rss(stories(20), str(feeds)))
    run_source(source.pk)
    spam = "Buy cheap watches now, with a discount that ends today; our shop sends them everywhere and asks for nothing but a deposit of {n}."
    entries = [
        item((story(n).title, spam.format(n=n)), guid=f"x{n}", link=f"https://spam.example/{n}", day=9)
        for n in range(1, 16)
    ]
    look(source, feeds, *entries)
    assert len(held("flood")) == 15 and Post.objects.filter(type="post").count() == 20


def test_a_source_that_is_always_busy_is_no_flood(add: Add, feeds: FeedServer) -> None:
    source = add(limits={"on_first_run": 0})
    for number in range(7):
        feeds.put("/feed", rss(stories(12, first=1 + 12 * number), str(feeds)))
        run_source(source.pk)
    feeds.put("/feed", rss(stories(30, first=100), str(feeds)))
    assert run_source(source.pk).filed == 30
