"""Lists of feeds from other readers are read, ours come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.feed_addresses import feed_address
from wirepress.features.wire.sources.opml import NotOpml, Outline, read_opml, write_opml
from wirepress.features.wire.sources.opml_exchange import import_opml

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="Harbour"><outline text="Sm\xe5 news" type="rss" xmlUrl="https://tide.example/feed?a=1&amp;b=2" htmlUrl="https://tide.example/"/>
<outline title="Ferries" text="f"><outline xmlURL="https://ferry.example/atom" text=""/></outline></outline>
<outline text="Filed" xmlUrl="https://filed.example/" category="/Sea/Weather,/Other"/><outline text="Again" xmlUrl="https://filed.example/"/>
<outline text="Odd" xmlUrl="javascript:alert(1)"/><outline text="Note"/></body></opml>"""


def test_lists_of_other_readers() -> None:
    assert read_opml(LIST) == [
        Outline("Små news", "https://tide.example/feed?a=1&b=2", "https://tide.example/", "Harbour"),
        Outline("https://ferry.example/atom", "https://ferry.example/atom", "", "Ferries"),
        Outline("Filed", "https://filed.example/", "", "Weather"),
        Outline("Odd", "javascript:alert(1)", "", ""),  # so that whoever adds it can name and refuse it
    ]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("feed://tide.example/rss", "http://tide.example/rss"),
        ("feed:http://tide.example/rss", "http://tide.example/rss"),
        ("FEED:HTTPS://tide.example/rss?a=1", "https://tide.example/rss?a=1"),
        ("feed://https://tide.example/rss", "https://tide.example/rss"),
        ("feed:https:/tide.example/rss", "https://tide.example/rss"),
        ("feed:tide.example/rss", "http://tide.example/rss"),
        ("feeds://tide.example/rss", "https://tide.example/rss"),
        ("web+feed:https://tide.example/rss", "https://tide.example/rss"),
        ("pcast://tide.example/rss", "http://tide.example/rss"),
        ("itpc://tide.example/rss", "http://tide.example/rss"),
        (" //tide.example/rss ", "https://tide.example/rss"),
        ("https://tide.example/feed://x", "https://tide.example/feed://x"),
        ("feed.example/rss", "feed.example/rss"),
        ("feed:", "feed:"),
    ],
)
def test_addresses_that_are_handed_to_readers_are_fetched(told: str, meant: str) -> None:
    assert feed_address(told) == meant


@pytest.mark.django_db
def test_feeds_of_a_list_are_added_or_named() -> None:
    listed = b"""<opml version="1.0"><body><outline text="A" type="rss" xmlUrl="feed://a.example/rss"/>
    <outline text="B" xmlUrl="feed:https://b.example/rss"/><outline text="C" type="rss" url="https://c.example/rss"/>
    <outline text="D" xmlUrl="gopher://d.example/rss"/><outline text="E" xmlUrl="http://a.example/rss"/></body></opml>"""
    brought = import_opml(listed)
    assert [source.url for source in brought.added] == [
        "http://a.example/rss",
        "https://b.example/rss",
        "https://c.example/rss",
    ]
    assert list(brought.wrong) == ["D"] and "http" in brought.wrong["D"]


def test_a_list_that_is_not_well_formed_is_mended() -> None:
    broken = LIST.replace(b"a=1&amp;b=2", b"a=1&b=2").replace(b"</body>", b"")
    assert [outline.url for outline in read_opml(broken)] == [outline.url for outline in read_opml(LIST)]


@pytest.mark.parametrize(
    "document", [b"", b"{}", b"<rss/>", b"<html><body>", b"<!DOCTYPE opml [<!ENTITY a 'b'>", b"\0" * 50]
)
def test_what_is_no_list_is_said_in_words(document: bytes) -> None:
    with pytest.raises(NotOpml):
        read_opml(document)


def test_hostile_lists() -> None:
    laughs = b"<!DOCTYPE opml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"
    assert (
        read_opml(laughs + b"<opml><body><outline text='&b;' xmlUrl='https://tide.example/'/></body></opml>")[0].url
        == "https://tide.example/"
    )
    deep = b"<opml><body>" + b"<outline text='x'>" * 5000 + b"</outline>" * 5000 + b"</body></opml>"
    assert read_opml(deep) == []


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20).filter(
    lambda name: not set("/,") & set(name)
)
SOURCES = st.lists(
    st.tuples(NAMES, st.integers(0, 999), st.sampled_from(["", "Harbour", "Vejr & vind"])),
    max_size=5,
    unique_by=lambda one: one[1],
)


@pytest.mark.django_db
@given(SOURCES)
def test_what_was_written_is_read_again(told: list[tuple[str, int, str]]) -> None:
    sources = [
        Source(
            name=name,
            url=f"https://tide.example/{number}?a&b",
            home="https://tide.example/",
            auth={"how": "bearer", "token": "s3cret"},
            secret="s3cret",
            policy={"terms": {"always": [category]}} if category else {},
        )
        for name, number, category in told
    ]
    document = write_opml(sources)
    assert b"s3cret" not in document
    want = {
        Outline(source.name, source.url, source.home, category)
        for source, (_, _, category) in zip(sources, told, strict=True)
    }
    assert set(read_opml(document)) == want
