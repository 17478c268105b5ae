"""A look at a source, from the question to the post: what is filed, what is not, and how often."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.stories import atom, rss, stories, story
from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rows import terms_of
from wirepress.content.users.models import User
from wirepress.features.wire.ingest import recognising
from wirepress.features.wire.ingest.publish import Publisher
from wirepress.features.wire.ingest.runs.run import receive_documents, run_source
from wirepress.features.wire.ingest.runs.run_due import due_sources, run_due
from wirepress.features.wire.ingest.runs.schedule import SOON
from wirepress.features.wire.models import Cluster, Host, Item, Run, Shingle, Source, Version
from wirepress.settings import limits

pytestmark = pytest.mark.django_db


def _titles() -> list[str]:
    return list(Post.objects.filter(type="post").order_by("id").values_list("title", flat=True))


def test_a_story_is_filed_with_credit_picture_categories_and_its_moment(
    add: Add, feeds: FeedServer, newsroom: User
) -> None:
    source = add(terms={"always": ["Coast"], "unknown": "create"})
    feeds.put("/feed", rss(stories(3), str(feeds)))
    run = run_source(source.pk)
    assert (run.error, run.status, run.found, run.filed, run.failed) == ("", 200, 3, 3, 0)
    assert _titles() == [story(number).title for number in (1, 2, 3)]  # the oldest first
    post = Post.objects.get(title=story(3).title)
    assert post.status == "publish" and post.author_id == newsroom.pk
    assert post.date_gmt == story(3).published.replace(tzinfo=None) == post.modified_gmt
    assert post.content.startswith("<div>\n<p>") and ">Courier</a></p>" in post.content
    assert f'src="{feeds}/pictures/3.jpg"' in post.excerpt and post.excerpt.startswith("<div><img ")
    assert "Coast" in {term.name for term in terms_of(post, "category")} >= {"Coast", *story(3).categories}
    item = Item.objects.get(post_id=post.pk)
    assert (
        (item.state, item.language) == ("filed", "en") and item.verdict["reasons"] and item.entry["guid"] == "courier-3"
    )
    assert Version.objects.filter(item=item).count() == 1 and Shingle.objects.filter(item=item).exists()
    source.refresh_from_db()
    assert (
        source.title == "The Marrow Bay Courier" and source.good and source.due > source.good and source.failures == 0
    )


def test_its_page_names_the_source_as_canonical(add: Add, feeds: FeedServer) -> None:
    source, own = add(), add("/own", name="Own", rights={"canonical": "own"})
    feeds.put("/feed", rss([story(1)], str(feeds)))
    feeds.put("/own", rss([story(2)], str(feeds)))
    run_source(source.pk)
    run_source(own.pk)
    first, second = Post.objects.get(title=story(1).title), Post.objects.get(title=story(2).title)
    page = Client().get(f"/?p={first.pk}", follow=True).content.decode()
    assert f'<link rel="canonical" href="{feeds}/stories/1">' in page
    assert (
        f'<link rel="canonical" href="http://news.example/?p={second.pk}">'
        in Client().get(f"/?p={second.pk}", follow=True).content.decode()
    )
    assert "wire_canonical" not in Client().get(f"/?rest_route=/wp/v2/posts/{first.pk}").content.decode()
    assert PostMeta.objects.filter(post=first).count() == 1


def test_what_is_known_is_not_filed_again_even_when_its_post_was_deleted(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", rss(stories(2), str(feeds)))
    run_source(source.pk)
    delete_post(Post.objects.get(title=story(1).title), actor=Publisher(1))
    feeds.put("/feed", rss(stories(3), str(feeds)))
    run = run_source(source.pk)
    assert (run.found, run.filed) == (3, 1)
    assert _titles() == [story(2).title, story(3).title]


def test_an_unchanged_source_costs_a_few_queries(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", rss(stories(3), str(feeds)))
    run_source(source.pk)
    with CaptureQueriesContext(connection) as asked:
        run = run_source(source.pk)
    assert run.status == 304 and run.filed == 0
    tables = [
        query["sql"]
        for query in asked.captured_queries
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(tables) <= 8, tables  # lease, source, two for the server's pace, what waits, source, run


def test_the_queries_of_a_story_do_not_grow(add: Add, feeds: FeedServer) -> None:
    source = add(limits={"on_first_run": 0})
    counts = []
    for first, number in ((1, 5), (10, 25)):
        feeds.put("/feed", rss(stories(number, first), str(feeds)))
        with CaptureQueriesContext(connection) as asked:
            assert run_source(source.pk).filed == number
        counts.append((len(asked), number))
    (few, small), (many, large) = counts
    assert (many - few) / (large - small) <= 30, counts


def test_a_first_look_takes_the_newest_and_leaves_the_older_ones_for_good(add: Add, feeds: FeedServer) -> None:
    source = add(limits={"on_first_run": 3})
    feeds.put("/feed", rss(stories(10), str(feeds)))
    run = run_source(source.pk)
    assert (run.filed, run.skipped) == (3, 7)
    assert _titles() == [story(number).title for number in (8, 9, 10)]
    left = Item.objects.get(title=story(4).title)
    assert left.state == "skipped" and "only its newest 3" in left.verdict["reasons"][-1]["words"]
    feeds.put("/feed", rss(stories(11), str(feeds)))
    assert run_source(source.pk).filed == 1
    feeds.put("/feed", rss([story(4).corrected(), *stories(2, 12)], str(feeds)))
    assert run_source(source.pk).filed == 2
    assert story(4).title not in _titles()


def test_what_is_over_a_limit_is_held_and_taken_next_time_in_order(add: Add, feeds: FeedServer) -> None:
    source = add(limits={"per_run": 2, "on_first_run": 0})
    feeds.put("/feed", rss(stories(5), str(feeds)))
    assert [(run.filed, run.held) for run in [run_source(source.pk)]] == [(2, 3)]
    assert _titles() == [story(1).title, story(2).title]
    feeds.put("/feed", rss(stories(2, 6), str(feeds)))  # the held ones are gone from the feed
    run = run_source(source.pk)
    assert (run.filed, run.held) == (2, 3)
    assert _titles()[2:] == [story(3).title, story(4).title]
    assert run_source(source.pk).status == 304
    run_source(source.pk)
    assert _titles() == [story(number).title for number in range(1, 8)]
    assert not Item.objects.filter(state="held").exists()


def test_a_story_waits_for_a_limit_no_longer_than_a_week(add: Add, feeds: FeedServer) -> None:
    source = add(limits={"per_day": 1, "on_first_run": 0})
    feeds.put("/feed", rss(stories(2), str(feeds)))
    run_source(source.pk)
    run = run_source(source.pk)
    assert (run.filed, run.held) == (0, 1)  # today's one is filed
    old = site.now_gmt() - timedelta(days=limits.WIRE_HELD_DAYS + 1)
    Item.objects.filter(state="held").update(seen=old)
    run_source(source.pk)
    item = Item.objects.get(title=story(2).title)
    assert item.state == "skipped" and "did not come" in item.verdict["reasons"][-1]["words"]


def test_a_day_that_is_over_makes_room(add: Add, feeds: FeedServer) -> None:
    source = add(limits={"per_day": 1, "on_first_run": 0})
    feeds.put("/feed", rss(stories(2), str(feeds)))
    run_source(source.pk)
    Run.objects.update(began=site.now_gmt() - timedelta(days=2))
    assert run_source(source.pk).filed == 1


def test_a_source_that_waits_for_a_person_fills_the_queue(add: Add, feeds: FeedServer) -> None:
    source = add(status="pending")
    feeds.put("/feed", rss(stories(2), str(feeds)))
    run = run_source(source.pk)
    assert (run.filed, run.queued) == (0, 2)
    post = Post.objects.first()
    assert post is not None and post.status == "pending" and post.date_gmt is None  # its date is that of its approval
    assert set(Item.objects.values_list("state", flat=True)) == {"queued"}


def test_a_story_of_the_future_is_published_now(add: Add, feeds: FeedServer) -> None:
    source = add()
    from dataclasses import replace

    feeds.put("/feed", rss([replace(story(1), published=datetime.now(UTC) + timedelta(days=3))], str(feeds)))
    run_source(source.pk)
    post = Post.objects.get()
    assert post.status == "publish" and post.date_gmt <= site.now_gmt()


def test_a_failing_source_is_recorded_in_words_and_backs_off(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", Answer(b"", 503, {"Retry-After": "7200"}))
    run = run_source(source.pk)
    source.refresh_from_db()
    assert "not available" in run.error == source.error and run.status == 503
    assert source.failures == 1 and source.good is None and source.due >= source.looked + timedelta(seconds=7100)
    assert run_source(source.pk).error.startswith("The server asked to be left alone")  # nobody is asked in between
    Host.objects.update(free_at=0)
    feeds.put("/feed", b"<html><title>No feed</title></html>")
    run = run_source(source.pk)
    source.refresh_from_db()
    assert source.failures == 3 and run.error
    feeds.put("/feed", rss(stories(1), str(feeds)))
    run_source(source.pk)
    source.refresh_from_db()
    assert (source.failures, source.error) == (0, "") and source.good


def test_a_source_that_is_gone_for_good_is_not_asked_again(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", Answer(b"", 410))
    run_source(source.pk)
    source.refresh_from_db()
    assert source.due is None and "gone for good" in source.error


def test_whatever_is_raised_stays_with_its_source(add: Add, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = add("/bad", name="Bad"), add("/good", name="Good")
    feeds.put("/bad", rss(stories(2), str(feeds), title="Bad"))
    feeds.put("/good", rss(stories(2, 20), str(feeds)))
    real = recognising.make_keys

    def broken(entry: Any, *more: Any) -> Any:
        if entry.guid in ("courier-1", "courier-2"):
            raise RecursionError("too deep")
        return real(entry, *more)

    monkeypatch.setattr(recognising, "make_keys", broken)
    assert run_source(bad.pk).error == "Something went wrong inside Wirepress; the server's log says what."
    assert run_source(good.pk).filed == 2


def test_an_entry_that_cannot_be_filed_keeps_no_other_and_is_tried_again(
    add: Add, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add()
    feeds.put("/feed", rss(stories(4), str(feeds)))
    ours, theirs = partial(ActionRefused, "wire_ink"), ValueError  # the words of a library are for the log
    for where, broke, words in (
        ("intake.prepare_story", ours, "The ink is wet."),
        ("persist.make_version", theirs, "log says what"),
    ):
        module, name = where.split(".")
        holder = __import__(f"wirepress.features.wire.ingest.{module}", fromlist=[name])
        real = getattr(holder, name)

        def broken(*args: Any, real: Any = real, where: str = where, broke: Any = broke, **named: Any) -> Any:
            entry = args[0] if where == "intake.prepare_story" else args[1].entry
            if entry.guid == "courier-2":
                raise broke("the ink is wet")
            return real(*args, **named)

        with monkeypatch.context() as patch:
            patch.setattr(holder, name, broken)
            run = run_source(source.pk)
        assert run.failed == 1 and words in run.notes[-1] and not run.error
        item = Item.objects.get(title=story(2).title)
        assert item.state == "held" and item.post_id == 0 and words in item.verdict["reasons"][-1]["words"]
    assert len(_titles()) == 3
    run = run_source(source.pk)
    assert run.filed == 1 and run.status == 304  # the feed had not changed: what waits is taken all the same
    assert sorted(_titles()) == sorted(story(number).title for number in (1, 2, 3, 4))


def test_a_correction_is_taken_over(add: Add, feeds: FeedServer) -> None:
    source = add(corrections="update")
    feeds.put("/feed", rss(stories(2), str(feeds)))
    run_source(source.pk)
    feeds.put("/feed", rss([story(2).corrected(), story(1)], str(feeds)))
    run = run_source(source.pk)
    assert (run.updated, run.filed) == (1, 0)
    assert "the meeting is on Friday" in Post.objects.get(title=story(2).title, type="post").content
    assert Version.objects.filter(item__title=story(2).title).count() == 2


def test_a_story_that_was_left_out_is_decided_anew_when_it_changes(add: Add, feeds: FeedServer) -> None:
    wanted = {
        "name": "friday",
        "keep": "include",
        "when": {"any": [{"field": "text", "how": "word", "value": "Friday"}]},
    }
    source = add(filters=[wanted])
    feeds.put("/feed", rss([story(2)], str(feeds)))
    assert run_source(source.pk).skipped == 1
    feeds.put("/feed", rss([story(2).corrected()], str(feeds)))
    assert run_source(source.pk).filed == 1
    assert Item.objects.get().state == "filed" and Version.objects.count() == 1


def test_the_same_story_of_two_sources_is_filed_once(add: Add, feeds: FeedServer) -> None:
    first, second = add(), add("/other", name="Observer")
    feeds.put("/feed", rss([story(5)], str(feeds)))
    feeds.put("/other", atom([story(5).corrected("The port police came third.")], "http://observer.example"))
    run_source(first.pk)
    run = run_source(second.pk)
    assert (run.attached, run.filed) == (1, 0)
    cluster = Cluster.objects.get()
    assert set(Item.objects.values_list("state", "cluster")) == {("filed", cluster.pk), ("attached", cluster.pk)}
    assert cluster.lead_id == Item.objects.get(state="filed").pk and Version.objects.count() == 2


def test_the_same_story_twice_in_one_document_is_filed_once(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", rss([story(2), story(1), story(2)], str(feeds)))
    assert run_source(source.pk).filed == 2


def test_what_comes_by_itself_is_taken_in_and_asks_nobody(add: Add, feeds: FeedServer) -> None:
    from wirepress.features.wire.entry.records import DecodedDocument, Entry

    source = add(kind="push", path="")
    entry = Entry(
        guid="p1", title="The tide table is wrong", content_html="<p>High water comes an hour later than printed.</p>"
    )
    run = receive_documents(source.pk, [DecodedDocument("ninjs", entries=(entry,))])
    assert run.filed == 1 and not feeds.asked
    source.refresh_from_db()
    assert source.good and source.due is None


def test_a_picture_is_copied_with_its_credit(add: Add, feeds: FeedServer) -> None:
    source = add(pictures={"use": "sideload"})
    feeds.put("/feed", rss([story(1)], str(feeds)))
    run_source(source.pk)
    post = Post.objects.get(type="post")
    attachment = Post.objects.get(pk=post.featured_media)
    assert (
        attachment.type == "attachment" and attachment.parent_id == post.pk and "Courier pictures" in attachment.excerpt
    )
    assert "<img" not in post.excerpt and attachment.media_file.metadata["width"] == 640


def test_a_picture_whose_size_had_to_be_asked_for_is_still_shown_from_its_server(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", atom([story(1)], str(feeds)))
    run_source(source.pk)
    post = Post.objects.get()  # no attachment
    assert post.featured_media == 0 and f'width="640" height="400" src="{feeds}/pictures/1.jpg"' in post.excerpt
    assert "/pictures/1.jpg" in feeds.paths()


def test_a_look_that_takes_too_long_goes_on_at_the_next_one(
    add: Add, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add(limits={"on_first_run": 0})
    feeds.put("/feed", rss(stories(8), str(feeds)))
    monkeypatch.setattr(limits, "WIRE_RUN_SECONDS", 0)
    run = run_source(source.pk)
    source.refresh_from_db()
    assert run.filed == 0 and "handled at the next one" in run.notes[-1]
    assert not source.validators and source.due <= source.looked + timedelta(seconds=SOON * 1.2)
    monkeypatch.undo()
    assert run_source(source.pk).filed == 8


def test_more_new_entries_than_one_look_takes_come_with_the_next(
    add: Add, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add(limits={"on_first_run": 0})
    feeds.put("/feed", rss(stories(1), str(feeds)))
    run_source(source.pk)
    feeds.put("/feed", rss(stories(9), str(feeds)))
    monkeypatch.setattr(limits, "WIRE_NEW_PER_RUN", 5)
    assert run_source(source.pk).filed == 5
    assert run_source(source.pk).filed == 3


def test_only_enabled_sources_are_due_and_the_one_that_waits_longest_is_first(add: Add) -> None:
    one, two, three, four = (add(f"/{number}", name=f"S{number}") for number in range(4))
    now = site.now_gmt()
    Source.objects.filter(pk=one.pk).update(due=now - timedelta(minutes=1))
    Source.objects.filter(pk=two.pk).update(due=now - timedelta(minutes=9))
    Source.objects.filter(pk=three.pk).update(due=None)
    Source.objects.filter(pk=four.pk).update(enabled=False)
    assert due_sources(now) == [two.pk, one.pk]


@pytest.mark.django_db(transaction=True)
def test_a_slow_source_and_a_broken_one_delay_no_other(add: Add, feeds: FeedServer) -> None:
    slow, broken = add("/slow", name="Slow"), add("/broken", name="Broken")
    others = [add(f"/f{number}", name=f"F{number}") for number in range(6)]
    let_go = threading.Event()

    def wait(server: FeedServer, asked: Any) -> bytes:
        let_go.wait(60)
        return rss([story(99)], str(server))

    feeds.put("/slow", wait)
    feeds.put("/broken", b"\x00\x01 no feed at all")
    for number in range(6):
        feeds.put(f"/f{number}", rss([story(number)], str(feeds)))
    told: list[tuple[int, str]] = []

    def done(number: int, run: Run | None, words: str) -> None:
        told.append((number, run.error if run else words))
        if {source.pk for source in others} <= {number for number, _ in told}:
            let_go.set()

    began = time.monotonic()
    assert run_due(threads=3, done=done) == 8
    assert time.monotonic() - began < 50  # the slow one was let go by the others
    assert told[-1] == (slow.pk, "") and dict(told)[broken.pk]
    assert Post.objects.filter(type="post").count() == 7
    assert run_due(threads=3) == 0


def test_fifty_thousand_entries_are_known_again_quickly(add: Add, feeds: FeedServer) -> None:
    """The heaviest part of a huge document that was seen before: recognising it. A tenth of it, so that the suite stays quick."""
    from wirepress.features.wire.entry.records import DecodedDocument, Entry

    source = add(kind="push", path="", limits={"on_first_run": 5})
    entries = tuple(
        Entry(guid=f"g{n}", url=f"https://big.example/{n}", title=f"Report {n}", summary_html=f"<p>Number {n}.</p>")
        for n in range(5000)
    )
    run = receive_documents(source.pk, [DecodedDocument("rss", entries=entries)])
    assert (run.filed, run.skipped, run.found) == (5, 4995, 5000)
    with CaptureQueriesContext(connection) as asked:
        run = receive_documents(source.pk, [DecodedDocument("rss", entries=entries)])
    assert (run.filed, run.skipped) == (0, 0) and len(asked) < 120
