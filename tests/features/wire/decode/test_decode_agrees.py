"""What a generator wrote comes out again, and the quick reader and feedparser read the same in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.features.wire.decode import decode_samples as samples
from wirepress.features.wire.decode import decode_document
from wirepress.features.wire.decode.xml import malformed
from wirepress.features.wire.decode.xml.safe_xml import prepare_xml
from wirepress.features.wire.entry.records import Entry

TAG = re.compile(r"<[A-Za-z/!?]|&#?[A-Za-z0-9]+;")
URL = "https://tide.example/feed"
NAMES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Co", "Cn"], exclude_characters="\x7f"
)
# A text that looks like a tag though it is escaped twice is taken for markup, as generators write it by mistake.
WORDS = (
    st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4)
    .map(" ".join)
    .filter(lambda text: not TAG.search(text))
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
STORY = st.fixed_dictionaries(
    {
        "title": WORDS,
        "guid": WORDS,
        "path": st.integers(0, 10**6),
        "moment": MOMENTS,
        "author": WORDS,
        "categories": st.lists(WORDS, max_size=3, unique_by=str.lower),
        "body": WORDS,
        "width": st.integers(1, 4000),
    }
)
STORIES = st.lists(STORY, min_size=1, max_size=4)


def rss(stories: Sequence[dict[str, Any]]) -> bytes:
    items = "".join(
        f"<item><title>{escape(escape(one['title']))}</title><link>https://tide.example/{one['path']}</link>"
        f"<guid isPermaLink='false'>{escape(one['guid'])}</guid><pubDate>{format_datetime(one['moment'])}</pubDate>"
        f"<dc:creator>{escape(escape(one['author']))}</dc:creator>"
        + "".join(f"<category>{escape(escape(category))}</category>" for category in one["categories"])
        + f"<content:encoded>{escape('<p>' + escape(one['body']) + '</p>')}</content:encoded>"
        f"<media:content url='https://tide.example/{one['path']}.jpg' type='image/jpeg' width='{one['width']}' height='9'/></item>"
        for one in stories
    )
    return f"<rss version='2.0' {NAMES}><channel><title>Tide</title>{items}</channel></rss>".encode()


def atom(stories: Sequence[dict[str, Any]]) -> bytes:
    entries = "".join(
        f"<entry><title>{escape(one['title'])}</title><link href='https://tide.example/{one['path']}'/><id>{escape(one['guid'])}</id>"
        f"<published>{one['moment'].isoformat()}</published><author><name>{escape(escape(one['author']))}</name></author>"
        + "".join(f"<category term='{escape(escape(category))}'/>" for category in one["categories"])
        + f"<content type='html'>{escape('<p>' + escape(one['body']) + '</p>')}</content></entry>"
        for one in stories
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom' {NAMES}><title>Tide</title>{entries}</feed>".encode()


@given(STORIES)
@settings(max_examples=50)
def test_what_was_written_comes_out(stories: list[dict[str, Any]]) -> None:
    for body in (rss(stories), atom(stories)):
        feed = decode_document(body, url=URL)
        assert feed.problems == () and len(feed.entries) == len(stories)
        for one, entry in zip(stories, feed.entries, strict=True):
            assert (entry.title, entry.guid, entry.published) == (one["title"], one["guid"], one["moment"])
            assert entry.url == f"https://tide.example/{one['path']}"
            assert (entry.authors, list(entry.categories)) == ((one["author"],), one["categories"])
            assert entry.content_html == f"<p>{escape(one['body'])}</p>"
            assert feed.format == "atom" or (entry.media[0].width, entry.media[0].height) == (one["width"], 9)


def _same(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.guid,
        entry.url,
        entry.title,
        entry.published,
        entry.updated,
        tuple(sorted(entry.categories)),
        entry.content_html.strip(),
        tuple((one.url, one.kind, one.width, one.height) for one in entry.media if one.found_by == "media"),
    )


SIMPLE = st.text(st.sampled_from("abcdefgh ÅØæ€日本—&<'\""), min_size=1, max_size=12).map(str.strip).filter(bool)
PLAIN = STORY.map(lambda one: one | {"title": "Ferry late", "author": "Ann Quay"})


@given(st.lists(PLAIN, min_size=1, max_size=3), SIMPLE, SIMPLE)
@settings(max_examples=15)
def test_both_readers_agree(stories: list[dict[str, Any]], title: str, body: str) -> None:
    same = {"title": " ".join(title.split()), "body": body, "categories": ["Harbour"]}
    told = [one | same | {"guid": f"urn:{number}"} for number, one in enumerate(stories)]
    for document in (rss(told), atom(told)):
        prepared = prepare_xml(document)
        guessed = malformed.read_malformed(prepared, prepared.data, URL)
        assert guessed is not None
        assert [_same(entry) for entry in guessed.entries] == [
            _same(entry) for entry in decode_document(document, url=URL).entries
        ]


@pytest.mark.parametrize("body", [samples.RDF, samples.RSS_091])
def test_both_readers_agree_on_the_samples(body: bytes) -> None:
    prepared = prepare_xml(body)
    guessed = malformed.read_malformed(prepared, prepared.data, URL)
    assert guessed is not None
    assert [(entry.title, entry.url, entry.summary_html, entry.published) for entry in guessed.entries] == [
        (entry.title, entry.url, entry.summary_html, entry.published)
        for entry in decode_document(body, url=URL).entries
    ]
