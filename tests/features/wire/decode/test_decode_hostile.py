"""Documents that are broken or meant to do harm: a reason is given, the rest goes in, nothing is expanded, loaded or slow."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.features.wire.decode import decode_samples as samples
from wirepress.features.wire.decode import NotAFeed, dates, decode_document
from wirepress.features.wire.decode.field_values import absolute_url, markup_to_line
from wirepress.features.wire.entry.records import DecodedDocument

URL = samples.URL
ITEM = "<item><title>Ferry late</title><link>https://tide.example/1</link><description>{}</description></item>"


def read(body: bytes | str, **more: str) -> DecodedDocument:
    return decode_document(body.encode() if isinstance(body, str) else body, url=URL, **more)


def rss(inner: str, prolog: str = '<?xml version="1.0"?>', attributes: str = "") -> str:
    return f'{prolog}<rss version="2.0" {attributes}><channel><title>Tide</title>{inner}</channel></rss>'


def quick(body: bytes | str, seconds: float = 5.0) -> DecodedDocument:
    start = time.process_time()
    found = read(body)
    assert time.process_time() - start < seconds
    return found


def test_an_external_entity_is_not_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("harbour-secret")
    for declared in (
        f'<!ENTITY x SYSTEM "file://{secret}">',
        f'<!ENTITY % p SYSTEM "file://{secret}"> %p; <!ENTITY x "harbour-secret">',
    ):
        feed = read(rss(ITEM.format("a &x; b"), f'<?xml version="1.0"?><!DOCTYPE rss [{declared}]>'))
        assert feed.entries[0].title == "Ferry late" and "harbour-secret" not in repr(feed)
        assert any("declared entities" in problem for problem in feed.problems)


def test_an_external_document_type_is_not_loaded() -> None:
    feed = read(rss(ITEM.format("a"), '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/evil.dtd">'))
    assert feed.entries[0].title == "Ferry late"


def test_entities_within_entities_are_not_expanded() -> None:
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    feed = quick(rss(ITEM.format("&a11;"), f"<!DOCTYPE rss [{laughs}]>"), 2)
    assert (feed.entries[0].title, feed.entries[0].summary_html) == ("Ferry late", "")


def test_one_large_entity_many_times_is_not_expanded() -> None:
    feed = quick(rss(ITEM.format("&a;" * 50_000), f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>'))
    assert feed.entries[0].summary_html == ""


@pytest.mark.parametrize(
    "kind",
    [
        "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 30_000,
        "<!DOCTYPE " + "x" * 600_000,
        "<!DOCTYPE rss [<!--" + "-" * 300_000,
        "<!DOCTYPE rss " + "\"'" * 100_000,
    ],
)
def test_a_document_type_without_end_is_no_feed(kind: str) -> None:
    with pytest.raises(NotAFeed):
        quick(kind + rss(ITEM))


def test_deep_nesting_ends_the_reading_not_the_program() -> None:
    deep = (
        ITEM.format("ok")
        + "<item><title>deep</title><description>"
        + "<b>" * 100_000
        + "</b>" * 100_000
        + "</description></item>"
    )
    feed = quick(rss(deep))
    assert feed.entries[0].title == "Ferry late" and feed.problems
    for body in ("[" * 200_000, '{"items":' * 100_000, '{"items": [' + "[" * 100_000 + "]" * 100_000 + "]}"):
        with pytest.raises(NotAFeed):
            quick(body)
    nested = "<p>" * 150 + "x" + "</p>" * 150
    (entry,) = quick(
        f"<nitf><head><title>Deep</title></head><body><body.content>{nested}</body.content></body></nitf>"
    ).entries
    assert "x" in entry.content_html


def test_fifty_thousand_entries_in_bounded_memory() -> None:
    program = (
        "import resource, sys\n"
        "from wirepress.features.wire.decode import decode_document\n"
        "head, item, end = sys.stdin.buffer.read().split(b'|')\n"
        "decode_document(head + item + end, url='https://tide.example/')\n"
        "body = head + item * 50_000 + end\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "found = decode_document(body, url='https://tide.example/')\n"
        "print(len(found.entries), len(body) // 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    words = "Ferry is late, say people on the quay. " * 10
    document = rss(f"|<item><title>Ferry</title><guid>1</guid><description>{words}</description></item>|")
    done = subprocess.run([sys.executable, "-c", program], input=document.encode(), capture_output=True, check=True)
    entries, size, grown = map(int, done.stdout.split())
    assert entries == 50_000 and grown < 4 * size


def test_more_entries_than_anybody_has_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirepress.features.wire.decode.decoded_builder.WIRE_ENTRIES_MAX", 10)
    feed = read(rss(ITEM * 20))
    assert len(feed.entries) == 10 and "more than 10" in feed.problems[-1]


def test_a_document_over_the_limit_is_refused() -> None:
    with pytest.raises(NotAFeed, match="longer"):
        read(b"<rss>" + b" " * (64 * 1024 * 1024))


def test_a_text_over_the_limit_is_cut_and_named() -> None:
    (entry,) = quick(rss(ITEM.format("word " * 1_000_000))).entries
    assert len(entry.summary_html) == 2 * 1024 * 1024 and "cut" in entry.problems[0]
    (entry,) = quick(rss(f"<item><title>{'a' * 100_000}</title></item>")).entries
    assert len(entry.title) == 2000


@pytest.mark.parametrize(
    ("charset", "header", "declared"),
    [
        ("utf-8", "iso-8859-1", "utf-8"),
        ("cp1252", "utf-8", "iso-8859-1"),
        ("cp1251", "", "windows-1251"),
        ("utf-16", "", "utf-16"),
        ("utf-16-le", "", "utf-8"),
        ("koi8-r", "koi8-r", ""),
        ("utf-8", "utf-8", "us-ascii"),
        ("utf-8", "x-nonsense", "nonsense"),
    ],
)
def test_wrong_charsets(charset: str, header: str, declared: str) -> None:
    letters = "Паром опоздал" if charset in ("cp1251", "koi8-r") else "Færgen – sen"
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else "<?xml version='1.0'?>"
    feed = read(rss(f"<item><title>{letters}</title></item>", prolog).encode(charset), charset=header)
    assert feed.entries[0].title == letters


def test_nuls_and_control_characters_are_left_out() -> None:
    feed = read(rss("<item><title>Fer\0ry\x07 late\x1b</title><guid>\0g</guid></item>"))
    assert (feed.entries[0].title, feed.entries[0].guid) == ("Ferry late", "g")
    assert "control characters" in feed.problems[0]
    (entry,) = read(json.dumps({"items": [{"id": "\0a\ud800", "content_html": "b\0\udfff", "title": "c\0"}]})).entries
    assert (entry.guid, entry.content_html, entry.title) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("A &nbsp; B &amp; C & D", "A B & C & D"),
        ("&euro;5 &copy; &bogus; &#0; &#55296; x", "€5 © &bogus; x"),
        ("5 &lt; 6 and 7 &gt; 2", "5 < 6 and 7 > 2"),
        ("<![CDATA[A <b>bold</b> & plain]]>", "A bold & plain"),
        ("<![CDATA[a &amp; b]]>", "a & b"),
        ("A &amp;amp;amp; B", "A & B"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Ferry", "Ferry"),
        ("&amp;lt;img src=x onerror=alert(1)&amp;gt;Ferry", "Ferry"),
        ("<b>raw</b> markup", "raw markup"),
        ("  many \n lines ", "many lines"),
        ("a &lt;3 b", "a <3 b"),
    ],
)
def test_titles_with_markup_become_text(markup: str, title: str) -> None:
    assert (
        read(rss(f"<item><title>{markup}</title><link>https://tide.example/1</link></item>")).entries[0].title == title
    )


def test_a_feed_that_ends_in_the_middle_gives_what_was_whole() -> None:
    whole = rss(ITEM.format("a") * 5)
    feed = read(whole[: whole.rindex("<description>") + 5])
    assert len([entry for entry in feed.entries if entry.summary_html == "a"]) == 4
    assert any("not well-formed" in problem for problem in feed.problems)


@pytest.mark.parametrize(
    "inner",
    [
        "<item><title>Ferry late</title><link>https://tide.example/1</item>",
        "<item><title>Ferry late</title><media:content url='/p.jpg'/></item>",
        "<item><title>Ferry late</title><description><p>One<p>Two<br></description></item>",
        "<item><title>Ferry late</title><link a=b>x</link></item>",
    ],
)
def test_what_is_hardly_xml_is_read_all_the_same(inner: str) -> None:
    feed = read(rss(inner + ITEM.format("a")))
    assert feed.entries[0].title.startswith("Ferry late") and feed.problems


def test_media_without_its_namespace_is_found() -> None:
    feed = read(
        rss(
            "<item><title>Ferry</title><media:content url='/p.jpg' width='800px' height='-3'/><dc:creator>Ann Quay</dc:creator></item>"
        )
    )
    (entry,) = feed.entries
    assert [(one.url, one.width, one.height) for one in entry.media] == [
        ("https://tide.example/p.jpg", 800, 0)
    ] and entry.authors == ("Ann Quay",)


def test_a_guid_that_is_used_again_stays_as_it_is_given() -> None:
    feed = read(rss("<item><guid>same</guid><title>One</title></item><item><guid>same</guid><title>Two</title></item>"))
    assert [(entry.guid, entry.title) for entry in feed.entries] == [("same", "One"), ("same", "Two")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://[::1",
        "https://",
        "vbscript:x",
        "http://a:99999/",
        "\x00javascript:alert(1)",
        "java\nscript:alert(1)",
        "x" * 3000,
        "http://a\u2100b/",
    ],
)
def test_addresses_that_are_none_are_left_out(url: str) -> None:
    assert absolute_url(url, "https://tide.example/") in ("", "https://tide.example/x")
    item = json.dumps({"items": [{"id": "1", "content_html": "x", "url": url, "image": url}]})
    assert (read(item).entries[0].url, read(item).entries[0].media) == ("", ())


DATES = [
    ("Mon, 02 Nov 2026 08:30:00 +0100", 0),
    ("Mon, 2 Nov 2026 07:30 GMT", 0),
    ("2026-11-02T07:30:00Z", 0),
    ("2026-11-02T07:30:00.1234567Z", 0),
    ("2. November 2026, 07:30", 0),
    ("November 2nd, 2026 07:30", 0),
    ("2026年11月2日 7時30分", 0),
    ("lunes, 2 de noviembre de 2026 07:30", 0),
    ("2 листопада 2026, 07:30", 0),
    ("2 kasım 2026 07:30", 0),
    ("2026-11-02 07:30:00", 0),
    ("2026-11-02T08:30+01:00", 0),
    ("20261102T073000Z", 0),
    ("20261102T083000+0100", 0),
    ("1793604600", 0),
    ("1793604600000", 0),
    ("Mon, 02 Nov 2026 08:30:00 CET", 0),
    ("Mon, 02 Nov 2026 10:30:00 MSK", 0),
    ("Mon, 02 Nov 2026 02:30:00 EST", 0),
    ("02.11.2026 07:30", 0),
    ("2026/11/02 07:30:00", 0),
    ("Monday, 02-Nov-26 07:30:00 GMT", 0),
    ("Mon Nov  2 07:30:00 2026", 0),
    ("2 novembre 2026 07:30", 0),
    ("2 ноября 2026 07:30", 0),
    ("Mo, 02 Nov 2026 07:30:00 +0000", 0),
    ("2026-11-02", -450),
]


@pytest.mark.parametrize(("text", "minutes"), DATES)
def test_dates_as_sources_write_them(text: str, minutes: int) -> None:
    found = dates.parse_moment(text)
    assert found is not None and found.utcoffset() is not None
    assert (found.replace(microsecond=0) - datetime(2026, 11, 2, 7, 30, tzinfo=UTC)).total_seconds() == minutes * 60


NO_DATES = [
    "",
    "yesterday",
    "the day after",
    "99.99.9999",
    "0000-00-00T00:00:00Z",
    "-1",
    "9" * 50,
    "2026-13-45",
    "Mon, 32 Nov 2026 25:61:00 GMT",
    "1",
    "12345",
    "0001-01-01T00:00:00+23:59",
    "Sun, 00 Jan 1900 00:00:00",
    "٢٠٢٦",
    "2 Blursday 2026",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.parse_moment(text) is None


QUADRATIC = [
    b"<rss><channel><item><title>" + b"<a " * 100_000,
    b"<rss><channel>" + b"<item" * 100_000,
    b"<rss><channel><item>" + b"&a" * 200_000,
    b"<rss><channel><item " + b" ".join(b"a%d='1'" % number for number in range(50_000)) + b">",
    b"<feed><entry><title>" + b"<![CDATA[" * 50_000,
    b"<nitf><body>" + b"<a " * 100_000,
    b"<rss xml:base='/x'><channel><item><title>x</title><description>" + b" href='a" * 50_000,
]


@pytest.mark.parametrize("body", QUADRATIC, ids=range(len(QUADRATIC)))
def test_markup_that_costs_its_square_ends_in_time(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirepress.features.wire.decode.xml.safe_xml.SECONDS_BROKEN", 1.0)
    start = time.process_time()
    try:
        read(body)
    except NotAFeed as error:
        assert error.words
    assert time.process_time() - start < 8


def test_a_feed_full_of_broken_dates_is_quick() -> None:
    body = rss(
        "".join(
            f"<item><title>{n}</title><pubDate>the {n}th of Blursday {n} o clock</pubDate></item>" for n in range(3000)
        )
    )
    feed = quick(body, 20)
    assert len(feed.entries) == 3000 and "no date" in feed.entries[0].problems[0]


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_rubbish_is_no_feed_and_nothing_worse(body: bytes) -> None:
    for start in (b"", b"<rss><channel>", b'{"items":[', b"<feed><entry>", b'<?xml version="1.0" encoding="utf-16"?>'):
        try:
            decode_document(start + body, url=URL)
        except NotAFeed as error:
            assert error.words


ALL = [
    samples.RSS,
    samples.RDF,
    samples.RSS_091,
    samples.ATOM,
    samples.JSON_FEED,
    samples.WORDPRESS,
    samples.NINJS_1,
    samples.NINJS_2,
    samples.NINJS_3,
    samples.NITF,
    samples.NEWS_ITEM.encode(),
    samples.NEWS_MESSAGE,
    samples.SITEMAP,
]


PUT = [
    b"&",
    b"<",
    b"\0",
    b"]]>",
    b"<![CDATA[",
    b'"',
    b"\xff",
    b"&x;",
    b"<!DOCTYPE a [",
    b"null",
    b"{",
    b"[",
    b"-->",
    b"<item>",
]


@given(st.sampled_from(ALL), st.data())
@settings(max_examples=120)
def test_documents_that_were_damaged_never_break_the_reader(body: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body) - 1))
        how = data.draw(st.sampled_from(["cut", "drop", "twice", "put"]))
        length = data.draw(st.integers(1, 60))
        put = data.draw(st.sampled_from(PUT))
        pieces = {
            "cut": b"",
            "drop": body[place + length :],
            "twice": body[max(0, place - length) :],
            "put": put + body[place:],
        }
        body = body[:place] + pieces[how] or b" "
    try:
        found = decode_document(body, url=URL)
    except NotAFeed:
        return
    for entry in found.entries:
        assert "\0" not in repr(entry.as_json() if hasattr(entry, "as_json") else entry).replace("\\x00", "")
        assert entry.published is None or entry.published.utcoffset() is not None
        assert all(media.url.startswith(("http://", "https://")) for media in entry.media)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
KEYS = (
    "id",
    "uri",
    "title",
    "link",
    "content",
    "excerpt",
    "content_html",
    "headline",
    "headlines",
    "bodies",
    "associations",
    "renditions",
    "items",
    "_embedded",
    "authors",
    "tags",
    "image",
    "guid",
    "subject",
    "rightsinfo",
    "version",
    "status",
    "date_gmt",
    "embargoed",
    "_links",
    "wp:term",
)


@settings(max_examples=50)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8), max_size=3), st.booleans())
def test_json_of_any_types_never_breaks_the_reader(items: list[dict[str, object]], alone: bool) -> None:
    for shape in (
        items,
        {"items": items},
        {"version": "https://jsonfeed.org/version/1", "items": items},
        items[0] if items else {},
    ):
        try:
            decode_document(json.dumps(shape).encode(), url=URL)
        except NotAFeed:
            continue


@given(st.text(max_size=300))
def test_text_of_markup_holds_no_tags(text: str) -> None:
    assert (
        "<script" not in markup_to_line(f"{text}<script>x</script>").lower()
        or "<script" in text.lower()
        or "lt;" in text
    )
    assert markup_to_line(markup_to_line("a b")) == "a b"
