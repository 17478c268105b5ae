"""Every format is read, whatever its type says, and what is broken never loses the rest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.features.wire.decode import decode_samples as samples
from wirepress.features.wire.decode import NotAFeed, decode_document
from wirepress.features.wire.entry.records import DecodedDocument, Entry, Media

BORN = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
CHANGED = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def read(body: bytes, **more: str) -> DecodedDocument:
    return decode_document(body, url=samples.URL, **more)


def test_rss() -> None:
    feed = read(samples.RSS)
    assert (feed.format, feed.title, feed.home, feed.language, feed.ttl) == (
        "rss",
        "Tide & Harbour",
        "https://tide.example/",
        "en-GB",
        1800,
    )
    assert (feed.hub, feed.topic, feed.skip_hours, feed.skip_days) == (
        "https://hub.example/",
        samples.URL,
        (1, 2),
        (6,),
    )
    first, second, third = feed.entries
    assert (first.guid, first.url) == ("tide-1", "https://tide.example/stories/1?a=1&b=2")
    assert first.title == "Evening ferry late & full"
    assert (first.summary_html, first.content_html) == ("The ferry is <em>late</em>.", f"<p>{samples.TEXT}</p>")
    assert (first.published, first.updated) == (BORN, datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    assert (first.authors, first.categories) == (("Ann Quay", "Bo Pier"), ("Harbour", "Weather"))
    assert first.media == (
        Media("https://tide.example/p/1.jpg", "image/jpeg", 800, 600, "media", "Cy Jetty", "The quay"),
        Media("https://tide.example/p/1s.jpg", "image/jpeg", 80, 0, "media", "Cy Jetty", "The quay"),
        Media("https://tide.example/a/1.mp3", "audio/mpeg", found_by="enclosure"),
        Media("https://tide.example/p/cover.png", "image/png", found_by="itunes"),
    )
    assert (first.credit, first.licence) == ("Tide Press", "https://creativecommons.org/licenses/by/4.0/")
    assert second.guid == second.url == "https://tide.example/stories/2" and second.published is None
    assert ["no date" in second.problems[0], "no guid" in second.problems[1]] == [True, True]
    assert (third.guid, third.url) == ("https://tide.example/stories/3", "https://tide.example/stories/3")
    assert feed.problems == ("1 entries had neither title, text nor address.",)


@pytest.mark.parametrize("body", [samples.RDF, samples.RSS_091])
def test_older_rss(body: bytes) -> None:
    feed = read(body)
    (entry,) = feed.entries
    assert (feed.format, feed.title, feed.language) == ("rss", "Tide", "en")
    assert (entry.title, entry.url, entry.summary_html) == (
        "Evening ferry late",
        "https://tide.example/stories/1",
        samples.TEXT,
    )
    assert feed.problems == ()


def test_atom() -> None:
    feed = read(samples.ATOM)
    assert (feed.format, feed.title, feed.home, feed.language) == (
        "atom",
        "Tide & Harbour",
        "https://tide.example/",
        "en",
    )
    assert (feed.hub, feed.topic, feed.next_page) == (
        "https://hub.example/",
        samples.URL,
        "https://tide.example/base/news?page=2",
    )
    first, second, gone = feed.entries
    assert (first.guid, first.url, first.title) == (
        "urn:tide:1",
        "https://tide.example/base/stories/1.html",
        "Ferry <late> again",
    )
    assert (
        first.content_html
        == '<p>The evening ferry to <a href="https://tide.example/base/stories/lund">Lund Island</a> is late.</p>'
    )
    assert (first.published, first.updated) == (BORN, datetime(2026, 11, 2, 7, 0, tzinfo=UTC))
    assert (first.authors, first.categories, first.summary_html) == (
        ("Ann Quay",),
        ("Harbour",),
        "<p>Late &amp; full</p>",
    )
    assert first.media == (Media("https://tide.example/p/1.png", "image/png", found_by="enclosure"),)
    assert first.licence.endswith("/by/4.0/")
    assert (second.title, second.content_html) == ("Nets mended", "<p>One.</p>\n<p>Two &lt; three.</p>")
    assert second.published == second.updated == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    assert (gone.guid, gone.status, gone.note) == ("urn:tide:0", "canceled", "Told too early.")


def test_json_feed() -> None:
    feed = read(samples.JSON_FEED, content_type="text/html")
    assert (feed.format, feed.title, feed.hub, feed.next_page) == (
        "jsonfeed",
        "Tide",
        "https://hub.example/",
        f"{samples.URL}?page=2",
    )
    first, second = feed.entries
    assert (first.guid, first.url, first.published, first.authors) == (
        "7",
        "https://tide.example/stories/1",
        BORN,
        ("Ann Quay",),
    )
    assert (first.content_html, first.categories) == (f"<p>{samples.TEXT}</p>", ("Harbour",))
    assert [media.found_by for media in first.media] == ["media", "enclosure"]
    assert (second.content_html, second.authors) == ("<p>Plain.</p>\n<p>Words.</p>", ("The desk",))
    assert len(feed.problems) == 1


def test_a_wordpress_site() -> None:
    page = decode_document(samples.WORDPRESS, url="https://tide.example/wp-json/wp/v2/posts?per_page=2&page=3")
    assert (page.format, page.next_page) == ("wordpress", "https://tide.example/wp-json/wp/v2/posts?per_page=2&page=4")
    first, secret = page.entries
    assert (first.guid, first.url, first.title) == (
        "https://tide.example/?p=5",
        "https://tide.example/ferry/",
        "Evening ferry’s late",
    )
    assert (
        first.content_html.startswith("<!-- wp:paragraph -->") and first.published == BORN and first.updated == CHANGED
    )
    assert (first.authors, first.categories) == (("Ann Quay",), ("Harbour & Sea", "Ferry"))
    assert first.media == (
        Media("https://tide.example/p/1.jpg", "image/jpeg", 800, 600, caption="The quay", alt="A quay"),
    )
    assert (secret.guid, secret.content_html) == ("https://tide.example/secret/", "") and "password" in secret.problems[
        0
    ]
    assert decode_document(b"[]", url="https://tide.example/", kind="wordpress").entries == ()
    assert (
        decode_document(samples.WORDPRESS, url="https://tide.example/wp-json/wp/v2/posts?per_page=50").next_page == ""
    )


@pytest.mark.parametrize(
    ("body", "status", "version"),
    [(samples.NINJS_1, "usable", "3"), (samples.NINJS_2, "withheld", ""), (samples.NINJS_3, "canceled", "")],
)
def test_ninjs(body: bytes, status: str, version: str) -> None:
    feed = read(body)
    (entry,) = feed.entries
    assert (feed.format, entry.title, entry.content_html) == ("ninjs", "Evening ferry late", f"<p>{samples.TEXT}</p>")
    assert (entry.status, entry.version, entry.updated) == (status, version, CHANGED)
    if body != samples.NINJS_3:
        assert entry.media[0].url == "https://tide.example/f.jpg" and (entry.media[0].width, entry.media[0].height) == (
            800,
            600,
        )
        assert (entry.authors, entry.categories, entry.summary_html) == (
            ("Ann Quay",),
            ("Harbour",),
            "<p>Late again.</p>",
        )
    else:
        assert (entry.url, entry.licence, entry.note) == (
            "https://tide.example/stories/1",
            "https://rights.example/1",
            "Killed.",
        )


def test_ninjs_embargo_credit_and_note() -> None:
    (entry,) = read(samples.NINJS_1).entries
    assert (entry.embargoed, entry.credit, entry.usage) == (
        datetime(2026, 11, 2, 12, 0, tzinfo=UTC),
        "Tide Press",
        "No archives.",
    )
    assert (entry.note, entry.published, entry.media[0].credit, entry.media[0].caption) == (
        "Corrects the name.",
        BORN,
        "Cy Jetty",
        "The quay",
    )


def test_nitf() -> None:
    feed = read(samples.NITF)
    (entry,) = feed.entries
    assert (feed.format, entry.guid, entry.title, entry.url) == (
        "nitf",
        "tide-1",
        "Evening ferry late",
        "https://tide.example/stories/1",
    )
    assert "The evening ferry to Lund\nIsland is late." in entry.content_html
    assert (
        "<h2>Why</h2>" in entry.content_html and "<blockquote><p>Fog &lt; rain.</p></blockquote>" in entry.content_html
    )
    assert (entry.authors, entry.categories, entry.credit, entry.version) == (
        ("Ann Quay",),
        ("Harbour",),
        "Tide Press",
        "2",
    )
    assert (entry.published, entry.embargoed, entry.note) == (
        BORN,
        datetime(2026, 11, 2, 12, 0, tzinfo=UTC),
        "Corrects the name.",
    )
    assert entry.media == (
        Media("https://tide.example/p/1.jpg", "image/jpeg", 800, 600, "media", "Cy Jetty", "The quay", "A quay"),
    )
    assert entry.summary_html == "<p>Late &amp; full.</p>"


def _is_the_g2_story(entry: Entry) -> None:
    assert (entry.guid, entry.version, entry.title) == ("urn:newsml:tide.example:1", "4", "Evening ferry late")
    assert entry.content_html == f"<p>{samples.TEXT}</p>"
    assert (entry.published, entry.updated, entry.embargoed) == (
        BORN,
        CHANGED,
        datetime(2026, 11, 2, 12, 0, tzinfo=UTC),
    )
    assert (entry.authors, entry.categories, entry.language) == (("Ann Quay",), ("Harbour",), "en")
    assert (entry.credit, entry.usage, entry.note, entry.status) == (
        "Tide Press/Quay",
        "No archives.",
        "Corrects the name.",
        "usable",
    )


def test_a_news_item() -> None:
    feed = read(samples.NEWS_ITEM.encode())
    assert feed.format == "newsml"
    _is_the_g2_story(feed.entries[0])
    for told, status in (("withheld", "withheld"), ("canceled", "canceled"), ("odd", "usable")):
        entry = read(samples.NEWS_ITEM.replace("stat:usable", f"stat:{told}").encode()).entries[0]
        assert (entry.status, bool(entry.problems)) == (status, told == "odd")


def test_a_news_message_gives_the_pictures_of_a_package_to_its_text() -> None:
    story, listed = read(samples.NEWS_MESSAGE).entries
    _is_the_g2_story(story)
    assert [media.url for media in story.media] == ["https://tide.example/f.jpg", "https://tide.example/t.jpg"]
    assert (story.media[0].credit, story.media[0].caption, story.media[0].alt) == ("Cy Jetty", "The quay", "A quay")
    assert (listed.title, listed.url, listed.status) == ("Nets mended", "https://tide.example/stories/3", "canceled")


def test_a_news_item_with_nitf_inside() -> None:
    inner = (
        samples.NITF.decode()
        .partition("?>")[2]
        .partition(">")[2]
        .replace("<nitf", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"')
    )
    start, _, rest = samples.NEWS_ITEM.partition("<html")
    item = f"{start}{inner}{rest.partition('</html>')[2]}"
    (entry,) = read(item.encode()).entries
    assert "<h2>Why</h2>" in entry.content_html and entry.media[0].caption == "The quay"


def test_a_news_sitemap() -> None:
    feed = read(samples.SITEMAP)
    (entry,) = feed.entries
    assert (feed.format, feed.title, entry.title, entry.language) == ("newssitemap", "Tide", "Evening ferry late", "en")
    assert (entry.guid, entry.published, entry.categories) == (
        entry.url,
        datetime(2026, 11, 2, tzinfo=UTC),
        ("Harbour", "Weather"),
    )
    assert entry.media[0].caption == "The quay" and "1 addresses" in feed.problems[0]


def test_an_index_of_sitemaps_names_the_newest() -> None:
    index = "".join(
        f"<sitemap><loc>https://tide.example/{day}.xml</loc><lastmod>2026-11-0{day}</lastmod></sitemap>"
        for day in (1, 3, 2)
    )
    feed = read(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>'.encode())
    assert (feed.entries, feed.next_page) == ((), "https://tide.example/3.xml")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"hello", "neither XML nor JSON"),
        (b"<!doctype html><html><body>hi", "web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"{}", "JSON"),
        (b"[1, 2]", "JSON"),
        (b'{"a":', "cannot be read"),
        (b"\xff\xd8\xff\xe0JFIF", "neither"),
        (b"[]", "JSON"),
        (b"<<<<", "no XML"),
        (b"{" * 5, "cannot be read"),
    ],
)
def test_what_is_no_feed_is_said_in_words(body: bytes, words: str) -> None:
    with pytest.raises(NotAFeed, match=words):
        read(body)


def test_seconds_to_be_left_alone() -> None:
    feed = read(samples.RSS)  # ttl half an hour; not at 1 and 2 o'clock, not on Sundays
    assert feed.seconds_to_wait(datetime(2026, 11, 2, 12, 0)) == 1800
    assert feed.seconds_to_wait(datetime(2026, 11, 2, 0, 45)) == 2 * 3600 + 15 * 60
    assert feed.seconds_to_wait(datetime(2026, 11, 7, 23, 45)) == 24 * 3600 + 15 * 60
    assert DecodedDocument("rss", skip_hours=tuple(range(24)), ttl=60).seconds_to_wait(datetime(2026, 11, 2)) == 60
