"""Words around a story in feeds, and parameters of its link."""

from __future__ import annotations

import pytest
from django.test import Client

from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.seo.feeds import adopt
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.feeds import FeedSettings
from wirepress.features.seo.settings.head import HeadSettings

pytestmark = pytest.mark.django_db
MOMENT = "2026-03-02 05:00:00"


@pytest.fixture
def story() -> Post:
    store.put("permalink_structure", "/%postname%/")
    store.put("blogname", "Marrow &amp; Bay")
    dates = dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), MOMENT)
    return Post.objects.create(
        status="publish", title='Ferry\'s "return"', slug="ferry", content="<p>One.</p>", **dates
    )


@pytest.mark.parametrize("kind", ["rss2", "atom", "rdf"])
def test_the_plugins_words_stand_behind_excerpt_and_content(story: Post, kind: str) -> None:
    store.put(
        "aioseo_options",
        {"rssContent": {"after": "&lt;p&gt;The post #post_link first appeared on #site_link.&lt;/p&gt;"}},
    )
    assert adopt(["all-in-one-seo-pack"]) == []
    feed = Client().get("/feed/" if kind == "rss2" else f"/feed/{kind}/").content.decode()
    words = (
        '<p>The post <a href="http://news.example/ferry/">Ferry’s “return”</a> first appeared on'
        ' <a href="http://news.example">Marrow &amp; Bay</a>.</p>'
    )
    assert feed.count(words) == 2 and f"<p>One.</p>\n{words}" in feed


def test_without_settings_nothing_is_added(story: Post) -> None:
    before = Client().get("/feed/").content
    seo.change(FeedSettings, {"before": "<p>Read #unknown at #site_title</p>"})
    after = Client().get("/feed/").content.decode()
    assert b"appeared" not in before and "<p>Read #unknown at Marrow &amp; Bay</p>" in after


def test_an_option_without_the_words_has_the_plugins_default(story: Post) -> None:
    store.put("aioseo_options", {"searchAppearance": {"advanced": {"globalRobotsMeta": {"noindexFeed": False}}}})
    assert adopt(["wordpress-seo"]) == [] and not seo.is_stored(FeedSettings)
    adopt()
    settings = seo.read(FeedSettings)
    assert "first appeared" in settings.after and settings.noindex is False
    assert "X-Robots-Tag" not in Client().get("/feed/")


def test_feeds_are_kept_out_of_search(story: Post) -> None:
    assert Client().get("/feed/atom/")["X-Robots-Tag"] == "noindex, follow"
    assert "X-Robots-Tag" not in Client().get("/ferry/")


def test_links_name_the_feed_where_the_site_has_it_so(story: Post) -> None:
    store.put("monsterinsights_settings", {"tag_links_in_rss": True})
    feed = Client().get("/feed/").content.decode()
    assert "<link>http://news.example/ferry/?utm_source=rss&#038;utm_medium=rss&#038;utm_campaign=ferry</link>" in feed
    assert '<guid isPermaLink="false">' in feed and "utm_source" not in feed.split("<guid")[1].split("</guid>")[0]


def test_a_feed_of_a_list_is_called_as_its_page_on_a_site_that_had_the_plugin(story: Post) -> None:
    assert "Search Results for" in Client().get("/?feed=rss2&s=ferry", follow=True).content.decode()
    seo.change(HeadSettings, {"like_aioseo": True, "separator": "-"})
    feed = Client().get("/?feed=rss2&s=ferry", follow=True).content.decode()
    assert "<title>ferry - Marrow &amp; Bay</title>" in feed
