"""Which version of a story stands, and what its source's changes do to it."""

from __future__ import annotations

import json
from html import escape

import pytest

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.ingest.test_one_story_each import BELL, DYKE, WELL, feed, item, look
from tests.features.wire.stories import rss, stories, story
from wirepress.content.options import site
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.actions.create import create_term
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.features.wire.curation.changes import differences_of, find_changes
from wirepress.features.wire.curation.offers import open_offers, settle_offer
from wirepress.features.wire.curation.promote import promote_item
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.models import Change, Item, Source

pytestmark = pytest.mark.django_db
LONG = story(5)
WHOLE = " ".join(LONG.paragraphs)
TEASER = f"{' '.join(WHOLE.split()[:35])} Continue reading"


def post_of(title: str) -> Post:
    return Post.objects.get(title=title, type="post")


def teaser_first(add: Add, feeds: FeedServer, **policy: object) -> tuple[Source, Source, int]:
    """Two sources: one has sent the beginning of a story, the other sends the whole; the post's number."""
    first = add("/feed", **policy)
    look(first, feeds, item((LONG.title, TEASER), guid="t", link="https://quay.example/t"))
    number = Post.objects.get(type="post").pk
    second = add("/whole", name="Agency")
    feeds.put("/whole", feed(item((LONG.title, WHOLE), guid="a", link="https://agency.example/a")))
    run_source(second.pk)
    return first, second, number


def test_the_whole_story_takes_a_teasers_place_before_publication(add: Add, feeds: FeedServer) -> None:
    _, second, number = teaser_first(add, feeds, status="pending")
    post = Post.objects.get(pk=number)
    assert WHOLE[-40:] in post.content and post.status == "pending" and Post.objects.filter(type="post").count() == 1
    lead, beginning = Item.objects.get(source=second), Item.objects.exclude(source=second).get()
    assert (lead.state, lead.post_id, beginning.state, beginning.post_id) == ("queued", number, "attached", 0)
    assert beginning.teaser and beginning.cluster_id == lead.cluster_id


def test_after_publication_it_is_offered_and_a_person_promotes_it_and_takes_it_back(
    add: Add, feeds: FeedServer, newsroom: User
) -> None:
    first, second, number = teaser_first(add, feeds)
    post = Post.objects.get(pk=number)
    lead = Item.objects.get(source=first)
    assert WHOLE[-40:] not in post.content and lead.flag == "longer" and "Agency" in lead.flag_words
    longer = Item.objects.get(source=second)
    done = promote_item(longer.pk, actor=newsroom)
    post.refresh_from_db()
    assert "stands now" in done.words and WHOLE[-40:] in post.content and ">Agency</a>" in post.content
    assert PostMeta.objects.get(post=post, key="_wire_canonical").value == "https://agency.example/a"
    assert Change.objects.get().outcome == "promote" and Post.objects.filter(type="revision", parent_id=number).exists()
    promote_item(lead.pk, actor=newsroom)
    post.refresh_from_db()
    assert WHOLE[-40:] not in post.content and Post.objects.filter(type="post").count() == 1


def test_a_policy_promotes_by_itself_but_not_over_what_was_edited_here(
    add: Add, feeds: FeedServer, newsroom: User
) -> None:
    _, _, number = teaser_first(add, feeds, promote="auto")
    assert WHOLE[-40:] in Post.objects.get(pk=number).content


def test_the_agency_goes_before_its_copies(add: Add, feeds: FeedServer) -> None:
    paper, agency = add("/feed", status="pending"), add("/agency", name="Agency", priority=5)
    look(paper, feeds, item((LONG.title, WHOLE), guid="p", link="https://quay.example/p"))
    feeds.put("/agency", feed(item((LONG.title, WHOLE), guid="a", link="https://agency.example/a")))
    run_source(agency.pk)
    assert Item.objects.get(source=agency).state == "queued" and Item.objects.get(source=paper).state == "attached"


def test_fewer_words_than_wanted_go_into_the_queue(add: Add, feeds: FeedServer) -> None:
    source = add(least_words=60)
    look(source, feeds, item(WELL, guid="w"), item((LONG.title, WHOLE), guid="l"))
    assert {post.title: post.status for post in Post.objects.filter(type="post")} == {
        WELL[0]: "pending",
        LONG.title: "publish",
    }


# Stories that are here without the wire, or under another source


def test_a_story_that_an_import_brought_is_not_published_again(add: Add, feeds: FeedServer, newsroom: User) -> None:
    fields = {"title": WELL[0], "content": f"<p>{WELL[1]}</p>", "status": "publish", "slug": "well-found"}
    post = create_post(fields, actor=newsroom)
    other = create_post(
        {"title": "Well found", "content": "<p>Another matter.</p>", "status": "publish", "slug": "dyke"},
        actor=newsroom,
    )
    Post.objects.filter(pk=post.pk).update(guid="https://old.example/?p=5")
    source = add()
    look(
        source,
        feeds,
        item(WELL, guid="https://old.example/?p=5", link="https://old.example/2026/11/well-found/"),
        item(DYKE, guid="https://old.example/?p=9", link="https://old.example/2026/11/dyke/"),
    )
    assert Post.objects.filter(type="post").count() == 3 and other.pk
    (one,) = Item.objects.filter(state="attached")
    assert f"post {post.pk}" in str(one.verdict) and not Post.objects.filter(slug="well-found-2").exists()


def test_an_address_that_another_source_told_long_ago_is_the_same_story(add: Add, feeds: FeedServer) -> None:
    first, second = add(), add("/other", name="Observer")
    look(first, feeds, item(WELL, guid="1", link="https://quay.example/well"))
    Item.objects.update(seen="2024-01-01T00:00:00")
    feeds.put(
        "/other",
        feed(item(("The well, one year on", DYKE[1]), guid="x", link="https://www.quay.example/well/?utm_source=x")),
    )
    run_source(second.pk)
    assert Item.objects.get(source=second).state == "attached"


WOVEN = (
    "<div class='booster-block booster-read-block'><div class=\"twp-read-time\"><i></i> <span>Read Time:</span>1 Minute</div></div>"
    '<p>{text}</p><div class="booster-block booster-reactions-block"><div class="twp-reactions-icons"><div class="twp-reacts-wrap">'
    '<a react-data="be-react-1" class="be-face-icons un-reacted"><img src="{base}/wp-content/plugins/booster-extension//assets/icon/happy.svg"'
    ' alt="Happy"></a>'
    '<div class="twp-count-percent"><span class="twp-react-count">{count}</span></div></div></div></div>'
    '<div class="sharedaddy sd-sharing">Share this</div>'
)


def test_what_plugins_weave_in_is_no_part_of_a_story(add: Add, feeds: FeedServer) -> None:
    source = add()

    def woven(count: int) -> str:
        body = escape(WOVEN.format(text=WELL[1], base=feeds, count=count))
        whole = f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{body}</content:encoded>"
        return item((WELL[0], f"Read Time:1 Minute, 20 Second {WELL[1]}"), guid="w").replace(
            "</item>", f"{whole}</item>"
        )

    look(source, feeds, woven(3))
    post = post_of(WELL[0])
    assert WELL[1] in post.content
    for word in ("Read Time", "booster", "happy.svg", "Share this", "Happy"):
        assert word not in post.content + post.excerpt, word
    feeds.put("/feed", feed(woven(4)))
    assert run_source(source.pk).updated == 0  # a reader's click is no correction


# Corrections


def test_each_part_is_corrected_by_its_own_rule_and_frozen_where_it_was_edited(
    add: Add, feeds: FeedServer, newsroom: User
) -> None:
    create_user(login="ida", email="ida@desk.example", password="never-used-here", role="author")
    create_term("category", "Coast")
    create_term("category", "Town")
    source = add(authors={"Ida Larkspur": "ida"}, revise_minutes=0)

    def entry(title: str, text: str, author: str, category: str, picture: str) -> str:
        media = f"<enclosure url='{feeds}/pictures/{picture}.jpg' type='image/jpeg' length='1'/>"
        return item((title, text), guid="w", link="https://quay.example/w").replace(
            "</item>", f"<author>{author}</author><category>{category}</category>{media}</item>"
        )

    look(source, feeds, entry(*WELL, "Somebody", "Coast", "1"))
    look(source, feeds, entry("Well found", WELL[1], "Ida Larkspur", "Town", "2"))
    post = Post.objects.get(type="post")
    assert post.title == "Well found" and post.author.login == "ida" and "/pictures/2.jpg" in post.excerpt  # type: ignore[union-attr]
    assert {term.name for term in terms_of(post, "category")} == {"Town"}
    change = find_changes().first()
    assert change is not None and {one.part for one in differences_of(change)} == {
        "headline",
        "picture",
        "byline",
        "categories",
    }
    update_post(post, {"title": "Our own headline"}, actor=newsroom)
    look(source, feeds, entry("Well, well", WELL[1].replace("nine", "seven"), "Ida Larkspur", "Town", "3"))
    post.refresh_from_db()
    assert post.title == "Our own headline" and "seven metres" in post.content and "/pictures/3.jpg" in post.excerpt
    policy = {**source.policy, "parts": {"picture": "version", "headline": "update"}}
    Source.objects.filter(pk=source.pk).update(policy=policy)
    look(source, feeds, entry("Third headline", WELL[1].replace("nine", "seven"), "Ida Larkspur", "Town", "4"))
    post.refresh_from_db()
    assert post.title == "Third headline" and "/pictures/3.jpg" in post.excerpt


def test_a_changed_address_changes_the_canonical(add: Add, feeds: FeedServer) -> None:
    source = add()
    look(source, feeds, item(WELL, guid="w", link="https://quay.example/old"))
    look(source, feeds, item(WELL, guid="w", link="https://quay.example/2026/new"))
    post = post_of(WELL[0])
    assert PostMeta.objects.get(post=post, key="_wire_canonical").value == "https://quay.example/2026/new"
    assert "https://quay.example/2026/new" in post.content and Item.objects.get().url == "https://quay.example/2026/new"
    look(
        source, feeds, item(WELL, guid="other", link="https://quay.example/old")
    )  # what it was called before still finds it
    assert Post.objects.filter(type="post").count() == 1


def test_a_live_blog_is_revised_once_in_so_many_minutes(add: Add, feeds: FeedServer) -> None:
    source = add()
    lines = [WELL[1]]
    for number in range(5):
        look(source, feeds, item((WELL[0], " ".join(lines)), guid="w", link="https://quay.example/w"))
        lines.append(f"At {number} o'clock the bucket moved once more, the watchman said.")
    post = post_of(WELL[0])
    assert Change.objects.filter(outcome="update").count() == 1 and "0 o'clock" in post.content.replace("&#8217;", "'")
    Change.objects.update(made="2025-01-01T00:00:00")
    run_source(source.pk)  # the document has not changed since: it is asked for whole all the same
    assert "3 o'clock" in post_of(WELL[0]).content.replace("&#8217;", "'")


@pytest.mark.parametrize(("status", "gone"), [(404, True), (410, True), (200, False), (500, False)])
def test_what_is_gone_from_the_list_and_from_its_page_is_withdrawn(
    add: Add, feeds: FeedServer, status: int, gone: bool
) -> None:
    source = add(withdrawn="unpublish")
    told = stories(4)
    feeds.put("/feed", rss(told, str(feeds)))
    run_source(source.pk)
    feeds.put("/stories/3", Answer(b"<html>x</html>", status, kind="text/html"))
    for _ in range(2):
        feeds.put("/feed", rss([one for one in told if one.number != 3], str(feeds)))
        run_source(source.pk)
    one = Item.objects.get(title=story(3).title)
    assert (one.flag == "withdrawn") is gone and (post_of(story(3).title).status == "pending") is gone
    assert feeds.paths().count("/stories/3") == 1  # asked once
    feeds.put("/feed", rss(told[:2], str(feeds)))  # what only made room is not asked for
    run_source(source.pk)
    assert "/stories/1" not in feeds.paths()


# What stands in every entry


def test_what_stands_in_every_entry_is_offered_and_taken_out_by_a_click(
    add: Add, feeds: FeedServer, newsroom: User
) -> None:
    source = add()
    footer = "Get our letter each morning at quay.example."

    def page(first: int) -> list[str]:
        told = [story(number) for number in range(first, first + 6)]
        texts = [f"<p>{one.paragraphs[0]}</p><p>{one.paragraphs[1]}</p><p>{footer}</p>" for one in told]
        return [
            item((f"{one.title} | Quay News", text), guid=f"q{one.number}")
            for one, text in zip(told, texts, strict=True)
        ]

    look(source, feeds, *page(1))
    source.refresh_from_db()
    offers = {(one["where"], one["find"]) for one in open_offers(source)}
    assert offers == {("title", "| Quay News"), ("text", footer)}
    for where, find in offers:
        settle_offer(source, where, find, accept=True, actor=newsroom)
    look(source, feeds, *page(1), *page(20))
    assert Post.objects.filter(type="post").count() == 12
    fresh = post_of(story(20).title)
    assert footer not in fresh.content and site.now_gmt() is not None
    source.refresh_from_db()
    assert not open_offers(source)


def test_an_offer_that_was_refused_is_not_made_again(add: Add, feeds: FeedServer, newsroom: User) -> None:
    source = add()
    look(
        source,
        feeds,
        *(
            item((f"{told[0]} | Quay", told[1]), guid=str(at))
            for at, told in enumerate([WELL, BELL, DYKE, (story(1).title, WHOLE), (story(2).title, WHOLE[::-1])])
        ),
    )
    source.refresh_from_db()
    (offer,) = open_offers(source)
    settle_offer(source, offer["where"], offer["find"], accept=False, actor=newsroom)
    look(
        source,
        feeds,
        *(item((f"{story(n).title} | Quay", story(n).paragraphs[0]), guid=f"n{n}") for n in range(10, 16)),
    )
    source.refresh_from_db()
    assert not open_offers(source)


def test_a_list_in_the_order_of_changes_asks_for_nothing_that_only_made_room(add: Add, feeds: FeedServer) -> None:
    source = add(kind="wordpress", path="")
    told = [story(number) for number in range(1, 6)]

    def document(*numbers: int) -> Answer:
        rows = [
            {
                "id": one.number,
                "date_gmt": one.published.strftime("%Y-%m-%dT%H:%M:%S"),
                "modified_gmt": f"2026-11-{20 + (one.number == 1)}T08:00:00",
                "link": f"{feeds}{one.path}",
                "title": {"rendered": one.title},
                "content": {"rendered": one.html(str(feeds))},
                "excerpt": {"rendered": ""},
                "guid": {"rendered": f"{feeds}/?p={one.number}"},
                "type": "post",
                "status": "publish",
                "slug": f"s{one.number}",
            }
            for one in told
            if one.number in numbers
        ]
        return Answer(json.dumps(rows).encode(), kind="application/json")

    feeds.put("/wp-json/wp/v2/posts", document(1, 2, 3, 4, 5))
    assert run_source(source.pk).filed == 5
    feeds.put("/wp-json/wp/v2/posts", document(1, 5))  # the old first one was changed, the others made room
    assert run_source(source.pk).error == "" and not any("/stories/" in path for path in feeds.paths())
