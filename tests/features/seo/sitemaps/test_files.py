"""What stands in which file, at which address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.features.seo.sitemaps.conftest import SCHEMA, START, Tell, found, links, read
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term, TermPost
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import xml
from wirepress.features.seo.sitemaps.addresses import place_of
from wirepress.features.seo.sitemaps.adopt import adopt, values_of
from wirepress.features.seo.sitemaps.chunks import NOINDEX


def test_the_index_names_every_file_with_the_change_of_its_newest(tell: Tell) -> None:
    tell()
    newest = tell()
    tell(type="page", slug="about")
    names = links("/sitemap.xml")
    assert names == ["/addl-sitemap.xml", "/post-sitemap.xml", "/page-sitemap.xml", "/news-sitemap.xml"]
    changed = found("/sitemap.xml", "//m:sitemap/m:lastmod/text()")
    assert (changed[1] == f"{newest.modified_gmt:%Y-%m-%dT%H:%M:%S}+00:00" and changed[1] > changed[0]) or changed[
        0
    ] == changed[1]
    for name in names:
        read(name)


def test_stories_stand_newest_change_first_and_true(tell: Tell) -> None:
    one, two = tell(), tell()
    assert links("/post-sitemap.xml") == ["/story-1/", "/story-0/"]
    Post.objects.filter(pk=one.pk).update(modified=START + timedelta(days=9), modified_gmt=START + timedelta(days=9))
    assert links("/post-sitemap.xml") == ["/story-0/", "/story-1/"]
    assert found("/post-sitemap.xml", "//m:lastmod/text()")[0] == "2026-03-11T05:00:00+00:00"
    assert two.pk


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "private"},
        {"status": "pending"},
        {"status": "trash"},
        {"status": "future", "moment": START.replace(year=2090)},
        {"password": "reeds"},
    ],
)
def test_what_readers_may_not_see_stands_nowhere(tell: Tell, fields: dict[str, object]) -> None:
    tell("Open")
    tell("Closed", slug="closed", **fields)
    assert links("/post-sitemap.xml") == ["/story-0/"]
    for path in ("/sitemap.rss", "/llms.txt", "/site-map/", "/news-sitemap.xml"):
        assert b"/closed/" not in Client().get(path).content


def test_what_is_kept_out_of_search_or_left_out_by_hand(tell: Tell) -> None:
    hidden, left, open_ = tell(), tell(), tell()
    PostMeta.objects.create(post=hidden, key=NOINDEX, value=True)
    seo.change(SitemapSettings, {"exclude_posts": [str(left.pk)]})
    assert links("/post-sitemap.xml") == [f"/{open_.slug}/"]
    PostMeta.objects.all().delete()
    seo.change(SitemapSettings, {"exclude_posts": []})
    assert len(links("/post-sitemap.xml")) == 3


def test_a_scheduled_story_stands_in_it_from_its_hour_on(tell: Tell) -> None:
    tell(status="future", moment=site.now_gmt() - timedelta(seconds=5), slug="due")
    assert links("/post-sitemap.xml") == ["/due/"] and links("/news-sitemap.xml") == ["/due/"]


def test_terms_people_and_months(tell: Tell) -> None:
    sea, empty = create_term("category", "Sea"), create_term("category", "Empty")
    for number, post in enumerate((tell(author_id=0), tell())):
        TermPost.objects.create(post_id=post.pk, term=sea)
        assert number < 2
    Term.objects.filter(pk=sea.pk).update(count=2)
    assert links("/category-sitemap.xml") == ["/category/sea/"] and empty.pk
    assert found("/category-sitemap.xml", "//m:lastmod/text()") == ["2026-03-03T05:00:00+00:00"]
    seo.change(SitemapSettings, {"dates": True, "exclude_terms": [str(sea.pk)]})
    assert links("/date-sitemap.xml") == ["/2026/03/"]
    assert links("/category-sitemap.xml", 404) == []


def test_pictures_and_videos(tell: Tell) -> None:
    picture = tell(type="attachment", status="inherit", slug="crane")
    MediaFile.objects.create(post=picture, path="2026/03/crane.jpg")
    text = (
        '<img src="/wp-content/uploads/2026/03/quay.jpg?a=1&amp;b=2"><img src="data:image/gif;base64,x"><img width="1" src="/dot.gif">'
        '<figure><video controls src="https://media.example/film.mp4" poster="/p.jpg"></video></figure>'
        "<p>https://www.youtube.com/watch?v=abcdefghijk</p>"
    )
    tell("Film & fog", content=text, featured_media=picture.pk, slug="film")
    tell(slug="plain")
    assert found("/post-sitemap.xml", "//i:loc/text()") == [
        "http://news.example/wp-content/uploads/2026/03/crane.jpg",
        "http://news.example/wp-content/uploads/2026/03/quay.jpg?a=1&b=2",
    ]
    assert links("/video-sitemap.xml") == ["/film/"]
    assert found("/video-sitemap.xml", "//v:content_loc/text() | //v:player_loc/text()") == [
        "https://media.example/film.mp4",
        "https://www.youtube.com/embed/abcdefghijk",
    ]
    assert "/video-sitemap.xml" in links("/sitemap.xml")


def test_news_of_48_hours_a_thousand_a_file(tell: Tell) -> None:
    now = site.now_gmt()
    tell("Old", moment=now - timedelta(hours=49), slug="old")
    tell("Nearly old", moment=now - timedelta(hours=47, minutes=30), slug="nearly")
    tell("Fresh &amp; “new”", moment=now - timedelta(hours=1), slug="fresh")
    store.put("WPLANG", "de_DE")
    assert links("/news-sitemap.xml") == ["/fresh/", "/nearly/"]
    assert found("/news-sitemap.xml", "//n:title/text()")[0] == "Fresh & “new”"
    assert found("/news-sitemap.xml", "//n:language/text()")[0] == "de"
    # What ceases to be news within the hour may not be kept that long.
    assert "no-cache" in Client().get("/news-sitemap.xml")["Cache-Control"]
    moment = now - timedelta(hours=2)
    dates = dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), moment)
    Post.objects.bulk_create(Post(status="publish", title=f"N{n}", slug=f"n{n}", **dates) for n in range(1000))
    assert (len(links("/news-sitemap.xml")), len(links("/news-sitemap2.xml"))) == (1000, 2)
    assert links("/sitemap.xml")[-2:] == ["/news-sitemap.xml", "/news-sitemap2.xml"]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/post-sitemap1.xml", "/post-sitemap.xml"),
        ("/sitemap_index.xml", "/sitemap.xml"),
        ("/sitemap-index.xml", "/sitemap.xml"),
        ("/?aiosp_sitemap_path=root", "/sitemap.xml"),
        ("/?aiosp_sitemap_path=post_2", "/post-sitemap2.xml"),
        ("/site-map", "/site-map/"),
    ],
)
def test_other_names_lead_to_the_file(tell: Tell, path: str, to: str) -> None:
    answer = Client().get(path, headers={"host": "news.example"})
    assert (answer.status_code, answer["Location"], answer["X-Redirect-By"]) == (
        302,
        f"http://news.example{to}",
        "WordPress",
    )


def test_unknown_ones_are_empty(tell: Tell) -> None:
    tell()
    for name in ("nope", "post_format", "date"):
        assert links(f"/{name}-sitemap.xml", 404) == []
    assert links("/post-sitemap2.xml") == []
    assert links("/sitemap.xml.gz") == links("/sitemap.xml")
    assert Client().get("/default-sitemap.xsl?sitemap=root")["Content-Type"] == "text/xml; charset=UTF-8"


def test_wordpress_addresses_answer_too_or_lead_there(tell: Tell) -> None:
    tell()
    assert b"/story-0/" in Client().get("/wp-sitemap-posts-post-1.xml").content
    seo.change(SitemapSettings, {"wordpress_addresses": "lead"})
    answer = Client().get("/wp-sitemap-posts-post-1.xml", headers={"host": "news.example"})
    assert (answer.status_code, answer["Location"]) == (302, "http://news.example/sitemap.xml")
    assert Client().get("/?sitemap=index")["Content-Type"] == "text/html; charset=UTF-8"


@pytest.mark.parametrize("how", ["off", "hidden"])
def test_off_or_hidden_from_search_there_is_none(tell: Tell, how: str) -> None:
    tell()
    if how == "off":
        seo.change(SitemapSettings, {"on": False})
    else:
        store.put("blog_public", 0)
    assert b"urlset" not in Client().get("/post-sitemap.xml").content


def test_rss_llms_and_the_page_for_readers(tell: Tell) -> None:
    tell("Crane [falls] & rises")
    tell("About", type="page", slug="about")
    root = read("/sitemap.rss")
    assert [str(one) for one in root.xpath("//item/link/text()")] == [
        "http://news.example/about/",
        "http://news.example/story-0/",
    ]
    text = Client().get("/llms.txt").content.decode()
    assert "- [Crane (falls) & rises](http://news.example/story-0/)" in text and "## Pages" in text
    assert "Crane [falls] &amp; rises</a>" in Client().get("/site-map/").content.decode()


def test_all_in_ones_options_are_taken_over(db: None) -> None:
    option = {
        "general": {
            "enable": True,
            "linksPerIndex": 500,
            "author": True,
            "advancedSettings": {"enable": True, "excludePosts": ['{"value":7}']},
            "postTypes": {"all": False, "included": ["post"]},
        },
        "rss": {"enable": False},
    }
    values = values_of(option, (4, 8, 7), images=False)
    assert (values["size"], values["authors"], values["exclude_posts"], values["types_off"]) == (
        500,
        True,
        ["7"],
        ["page"],
    )
    assert (values["protected"], values["rss"], values["news"], values["wordpress_addresses"]) == (
        True,
        False,
        False,
        "lead",
    )
    assert values_of(option, (4, 9, 9), images=True)["protected"] is False
    store.put("aioseo_options", {"sitemap": {**option, "general": {"filename": "karte"}}})
    assert "karte.xml" in adopt()[0] and seo.read(SitemapSettings).hints
    assert adopt() == []  # the site's own choice stays


@pytest.mark.pure
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_well_formed(title: str, name: str) -> None:
    entry = xml.url(
        "http://news.example/a", inside=xml.news(f"N{name}", "en", "2026-03-02T05:00:00+00:00", f"T{title}")
    )
    SCHEMA.assertValid(etree.fromstring(xml.urlset([entry], "http://news.example/x.xsl?a=1&b=2", ("news",)).encode()))


@pytest.mark.pure
@given(st.text(max_size=60))
def test_any_path_is_judged(path: str) -> None:
    place = place_of("/" + path)
    assert place is None or place.number >= 1 or place.kind == "lead"
