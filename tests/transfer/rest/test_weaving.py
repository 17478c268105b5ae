"""What plugins and the old address wove into a rendered story goes out again, and nothing of worth with it."""

from __future__ import annotations

from django.test import Client

from tests.transfer.rest.conftest import Bring, Document, story
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.engagement import filters
from wirepress.features.engagement.models import ReactionCount
from wirepress.features.engagement.reactions.state import Reactions, state
from wirepress.features.engagement.settings import Settings
from wirepress.settings.settings import get_settings

TEXT = "<p>Skaters were out before the post was.</p>\n"
COUNTS = {1: 3, 2: 0, 3: 1, 4: 0, 5: 0, 6: 7}


def _woven(counts: dict[int, int]) -> Document:
    html = filters.weave(TEXT, TEXT, 501, Settings(numbers=True), Reactions(counts), "https://old.example")
    assert html != TEXT
    return story(content={"rendered": html, "protected": False})


def _counts() -> dict[int, int]:
    return state([501])[501].counts


def test_read_time_is_dropped_and_reactions_become_counters(bring: Bring) -> None:
    report = bring(_woven(COUNTS))
    assert Post.objects.get(pk=501).content == TEXT
    assert _counts() == COUNTS
    assert any("who left them" in what for what in report.lost)


def test_a_repeat_counts_no_reaction_twice(bring: Bring) -> None:
    bring(_woven(COUNTS))
    rows = list(ReactionCount.objects.order_by("reaction").values())
    report = bring(_woven(COUNTS))
    assert list(ReactionCount.objects.order_by("reaction").values()) == rows
    assert not report.changed


def test_a_later_document_brings_only_what_the_counters_grew_by(bring: Bring) -> None:
    bring(_woven(COUNTS))
    ReactionCount.objects.filter(post_id=501, reaction=1).update(count=5)  # two readers of this site
    bring(_woven({**COUNTS, 1: 4}))
    assert _counts()[1] == 6


def test_a_story_without_weaving_gets_no_counters(bring: Bring) -> None:
    bring(story())
    assert not ReactionCount.objects.exists()


def test_the_old_address_becomes_ours_where_it_was_named(bring: Bring) -> None:
    html = '<p><a href="https://old.example/?p=7">see</a> and https://other.example/x</p>\n'
    bring(story(content={"rendered": html, "protected": False}), site_url="https://old.example/")
    kept = Post.objects.get(pk=501)
    assert kept.content == html.replace("https://old.example", get_settings().url)
    assert kept.guid == "https://old.example/?p=501"  # a guid is a name, not an address


def test_without_site_url_addresses_stay(bring: Bring) -> None:
    html = '<p><a href="https://old.example/?p=7">see</a></p>\n'
    bring(story(content={"rendered": html, "protected": False}))
    assert Post.objects.get(pk=501).content == html


def test_the_old_link_of_a_story_is_remembered(bring: Bring) -> None:
    link = "https://old.example/2026/02/ice/"
    bring(story(link=link))
    assert PostMeta.objects.get(post_id=501, key="_wirepress_source_link").value == link
    assert "_wirepress_source_link" not in Client().get("/?rest_route=/wp/v2/posts/501").json()["meta"]
