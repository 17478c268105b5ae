"""A document that breaks off says so, and which entry was still under way."""

from __future__ import annotations

import pytest

from wirepress.features.wire.decode import decode_document
from wirepress.features.wire.entry.records import Entry

pytestmark = pytest.mark.pure
START = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>'
    b"<item><title>Net menders strike</title><link>https://a.example/1</link><description>Nobody mends nets.</description></item>"
)
SECOND = b"<item><title>Gulls counted again</title><link>https://a.example/2</link><description><![CDATA[<p>Many.</p>]]></description></item>"
END = b"</channel></rss>"


def _read(body: bytes) -> tuple[bool, list[tuple[str, bool]]]:
    decoded = decode_document(body, url="https://a.example/feed")
    return decoded.complete, [(entry.title, entry.broken_off) for entry in decoded.entries]


@pytest.mark.parametrize("tail", [END, END + b"\n<!-- cached -->\n", b"<item><title>Salt & tar</title></item>" + END])
def test_a_document_that_goes_to_its_end_is_complete(tail: bytes) -> None:
    complete, entries = _read(START + SECOND + tail)
    assert complete and not any(cut for _, cut in entries)


@pytest.mark.parametrize("at", range(len(SECOND)))
def test_wherever_it_breaks_off_the_entry_under_way_is_marked_and_no_other(at: int) -> None:
    complete, entries = _read(START + SECOND[:at])
    assert not complete
    assert entries[0] == ("Net menders strike", False)
    assert all(cut for _, cut in entries[1:]), entries


@pytest.mark.parametrize("tail", [b"", b"</channel>", b"</channel></r"])
def test_between_entries_nothing_is_marked(tail: bytes) -> None:
    assert _read(START + SECOND + tail) == (False, [("Net menders strike", False), ("Gulls counted again", False)])


def test_atom_and_a_sitemap_break_off_alike() -> None:
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><id>a</id></entry><entry><title>Tw'
    assert _read(atom) == (False, [("One", False), ("Tw", True)])
    sitemap = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        b"<url><loc>https://a.example/1</loc><news:news><news:title>One</news:title></news:news></url>"
        b"<url><loc>https://a.example/2</loc><news:news><news:title>Tw"
    )
    assert _read(sitemap) == (False, [("One", False), ("Tw", True)])


def test_the_mark_is_stored_with_the_entry_and_only_where_it_is_true() -> None:
    assert "broken_off" not in Entry(guid="a").as_json()
    assert Entry.from_json(Entry(guid="a", broken_off=True).as_json()).broken_off
