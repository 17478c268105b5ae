"""A feed behind what a site printed first, in another case, packed, or in a charset that it does not name: read, and said."""

from __future__ import annotations

import bz2
import gzip
import json

import pytest
import zstandard

from wirepress.features.wire.decode import NotAFeed, decode_document

pytestmark = pytest.mark.pure
RSS = (
    b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tide</title><item><title>Ferry late</title>'
    b"<link>https://tide.example/1</link><guid isPermaLink='false'>t1</guid><dc:creator>Ann Quay</dc:creator>"
    b"<pubDate>Thu, 28 May 2026 12:00:00 GMT</pubDate><description>&lt;p&gt;Fog.&lt;/p&gt;</description></item></channel></rss>"
)
DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>\n' + RSS
ATOM = (
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tide</title>'
    b"<entry><id>t1</id><title>Ferry late</title></entry></feed>"
)
FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "t1", "title": "Ferry late"}]}
).encode()
WARNING = (
    b"<br />\n<b>Warning</b>:  Undefined array key [0] in <b>/srv/theme/functions.php</b> on line <b>12</b><br />\n"
)


def _read(body: bytes):  # type: ignore[no-untyped-def]
    return decode_document(body, url="https://tide.example/feed")


BEFORE = {
    "a warning": WARNING,
    "a notice without markup": b"Notice: Undefined index: q in /srv/a.php on line 3\n",
    "deprecations": b"PHP Deprecated:  strlen(): passing null in /srv/b.php on line 9\n" * 3,
    "a line of a log": b"[28-May-2026 12:00:00 UTC] PHP Notice:  x in /srv/a.php on line 1\n",
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf",
    "a mark behind a line": b"\n\xef\xbb\xbf",
    "a mangled mark": b"\xc3\xaf\xc2\xbb\xc2\xbf",
    "a stray number": b"1",
    "a script": b"<script>var a = '<b>';</script>\n",
    "a comment and a warning": b"<!-- cache -->\n" + WARNING,
    "spaces and a warning": b"\n\n  " + WARNING,
}


@pytest.mark.parametrize("document", [DECLARED, RSS, ATOM, FEED], ids=["declared", "bare", "atom", "json"])
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_what_was_printed_first_is_left_out_and_named(before: bytes, document: bytes) -> None:
    found = _read(before + document)
    assert [entry.title for entry in found.entries] == ["Ferry late"] and found.complete
    assert any("stood before the document" in words for words in found.problems) or (
        document is FEED and b"\xbf" in before and not before.strip(b"\xef\xbb\xbf\n")
    )


@pytest.mark.parametrize(
    "ahead", [b"\xef\xbb\xbf", b"\n\n", b"<!-- c -->\n", b"<?php-free ?>\n", b"\xef\xbb\xbf\n<!-- c -->"]
)
def test_what_may_stand_there_is_no_problem(ahead: bytes) -> None:
    assert _read(ahead + DECLARED).problems == ()


@pytest.mark.parametrize("document", [DECLARED, FEED])
@pytest.mark.parametrize("behind", [b"\n<!-- cached -->", b"\n" + WARNING, b"\0\0", b"\nFatal error: out of memory"])
def test_what_was_printed_behind_it_loses_nothing(behind: bytes, document: bytes) -> None:
    found = _read(document + behind)
    assert [entry.title for entry in found.entries] == ["Ferry late"] and found.complete


def test_a_page_that_speaks_of_feeds_is_none() -> None:
    for page in (
        b"<!DOCTYPE html><html><head><title>x</title></head><body>Write <rss> and <channel>.</body></html>",
        b"<html><body><pre><?xml version='1.0'?> <svg></svg></pre></body></html>",
        b"<br /><b>Fatal error</b>: out of memory in <b>/srv/a.php</b>",
        b"Nothing but words.",
    ):
        with pytest.raises(NotAFeed):
            _read(page)


def test_the_charset_behind_output_is_found() -> None:
    text = DECLARED.replace(b"UTF-8", b"windows-1251").replace(b"Ferry late", "Паром опоздал".encode("cp1251"))
    assert _read(WARNING * 12 + text).entries[0].title == "Паром опоздал"


@pytest.mark.parametrize(
    "change",
    [
        bytes.upper,
        lambda body: body.replace(b"rss", b"RSS"),
        lambda body: body.replace(b"<rss", b"<Rss").replace(b"</rss", b"</Rss"),
    ],
)
def test_elements_in_another_case(change) -> None:  # type: ignore[no-untyped-def]
    body = change(RSS)
    if change is bytes.upper:
        body = (
            body.replace(b"PURL.ORG/DC/ELEMENTS", b"purl.org/dc/elements")
            .replace(b"&LT;", b"&lt;")
            .replace(b"&GT;", b"&gt;")
        )
    found = _read(body)
    entry = found.entries[0]
    assert (entry.title.lower(), entry.guid.lower(), entry.authors[0].lower()) == ("ferry late", "t1", "ann quay")
    assert entry.published is not None and "another case" in found.problems[0]
    assert found.format == "rss"


def test_an_atom_feed_in_capitals_and_text_in_cdata() -> None:
    body = b'<FEED xmlns="http://www.w3.org/2005/Atom"><ENTRY><ID>a</ID><TITLE><![CDATA[Tar & <B>]]></TITLE><LINK HREF="/1"/></ENTRY></FEED>'
    entry = _read(body).entries[0]
    assert (entry.title, entry.url) == ("Tar & <B>", "https://tide.example/1")


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        lambda body: gzip.compress(gzip.compress(body)),
        zstandard.compress,
        lambda body: gzip.compress(zstandard.compress(body)),
        lambda body: gzip.compress(body[:100]) + gzip.compress(body[100:]),
    ],
)
@pytest.mark.parametrize("document", [DECLARED, FEED])
def test_a_packed_document_is_read_by_what_its_bytes_are(pack, document: bytes) -> None:  # type: ignore[no-untyped-def]
    assert [entry.title for entry in _read(pack(document)).entries] == ["Ferry late"]


def test_what_cannot_be_unpacked_is_said() -> None:
    with pytest.raises(NotAFeed, match="unpacked"):
        _read(gzip.compress(DECLARED)[:60])
    with pytest.raises(NotAFeed, match="bzip2"):
        _read(bz2.compress(DECLARED))
    with pytest.raises(NotAFeed, match="grows"):
        _read(gzip.compress(b" " * 30_000_000))


def test_a_charset_that_was_guessed_is_noted() -> None:
    wrong = DECLARED.replace(b"Ferry late", "Паром опоздал".encode("cp1251"))
    found = _read(wrong)
    assert found.entries[0].title == "Паром опоздал" and "windows-1251 was guessed" in found.problems[0]
    danish = _read(DECLARED.replace(b"Ferry late", "Færgen sen".encode("cp1252")))
    assert danish.entries[0].title == "Færgen sen" and "guessed" in danish.problems[0]
    feed = _read(FEED.replace(b"Ferry late", "Паром опоздал".encode("koi8-r")))
    assert feed.entries[0].title == "Паром опоздал" and "guessed" in feed.problems[0]
    polish = DECLARED.replace(b"<title>Tide</title>", b"<language>pl</language>").replace(
        b"Ferry late", "Łódź".encode("cp1250")
    )
    assert _read(polish).entries[0].title == "Łódź"
    assert not _read(DECLARED.replace(b"Ferry late", "Færgen".encode())).problems


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (
            "<media:group><media:title>Ferry film</media:title><media:description>One.\n\nTwo.</media:description></media:group>",
            "<p>One.</p>\n<p>Two.</p>",
        ),
        ("<media:description type='html'>&lt;p&gt;One.&lt;/p&gt;</media:description>", "<p>One.</p>"),
        (
            "<media:content url='https://a.example/f.mp4' type='video/mp4'><media:description>A film.</media:description></media:content>",
            "<p>A film.</p>",
        ),
        ("<itunes:subtitle>A talk.</itunes:subtitle>", "<p>A talk.</p>"),
        ("<description>Said.</description><media:description>A film.</media:description>", "Said."),
        ("<media:description>A film.</media:description><description>Said.</description>", "Said."),
    ],
)
def test_a_film_speaks_for_an_entry_that_says_nothing_else(inner: str, text: str) -> None:
    body = f"<rss {MEDIA}><channel><item><link>https://a.example/1</link>{inner}</item></channel></rss>"
    entry = _read(body.encode()).entries[0]
    assert entry.summary_html == text
    assert entry.title == ("Ferry film" if "media:title" in inner else "")
