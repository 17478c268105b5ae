"""The same story is known again, and another one is not taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.features.wire.made import STORY, item_of, source_of
from wirepress.features.wire.dedupe.known_items import KnownItems, SeenEntry, find_item, recognise
from wirepress.features.wire.entry.identity import canonical_url, make_keys
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.models import Item

HTML = "".join(f"<p>{line}</p>" for line in STORY.split("\n"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTPS://Paper.Example:443/a/b?utm_source=x&id=7&fbclid=y#top", "https://paper.example/a/b?id=7"),
        ("http://user:pw@paper.example:8080/a", "http://paper.example:8080/a"),
        ("https://paper.example", "https://paper.example/"),
        ("https://paper.example/a?cid=4711", "https://paper.example/a?cid=4711"),
        ("javascript:x", ""),
        ("https://[::1", ""),
        ("/a", ""),
        ("https://paper.example/#!/story/7", "https://paper.example/#!/story/7"),
        ("https://paper.example:99999/", ""),
    ],
)
def test_addresses_lose_what_follows_readers(written: str, meant: str) -> None:
    assert canonical_url(written) == meant


@given(st.text(max_size=60) | st.from_regex(r"https?://[a-z.]{1,9}(:[0-9]{1,6})?/[a-z%?&=#\[\]]{0,20}", fullmatch=True))
def test_any_address_is_read_and_reading_it_again_changes_nothing(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


def test_spellings_of_one_address_have_one_key() -> None:
    spellings = (
        "https://www.paper.example/a/?b=2&a=1",
        "http://paper.example/a?a=1&b=2&utm_medium=rss",
        "https://paper.example/a/amp?a=1&b=2#x",
    )
    assert len({make_keys(Entry(url=url, title="x")).url for url in spellings}) == 1
    assert make_keys(Entry(url="https://paper.example/", title="x")).url == ""  # a home page is no story
    assert (
        make_keys(Entry(url="https://a.example/x", canonical="https://b.example/y")).url
        == make_keys(Entry(url="https://b.example/y")).url
    )


def test_the_text_key_sees_words_and_no_markup() -> None:
    one = make_keys(Entry(title="A  Headline", content_html="<p>Some <b>words</b>.</p>")).content
    assert one == make_keys(Entry(title="a headline", content_html="<div>some words</div>")).content
    assert one != make_keys(Entry(title="A headline", content_html="<p>Some other words.</p>")).content


@pytest.mark.django_db
def test_guid_then_address_then_text() -> None:
    source = source_of("A")
    item = item_of(source, "Ferry runs aground", STORY, url="https://a.example/ferry", guid="tag:1")
    known = recognise(
        source, Entry(guid="tag:1", url="https://a.example/ferry", title="Ferry: all saved", content_html="<p>New.</p>")
    )
    assert known.item == item and "identifier" in known.words
    known = recognise(
        source,
        Entry(guid="new", url="https://a.example/ferry?utm_source=x", title="Ferry ran aground", content_html=HTML),
    )
    assert known.item == item and "address" in known.words
    known = recognise(
        source, Entry(guid="other", url="https://a.example/2", title="Ferry runs aground", content_html=HTML)
    )
    assert known.item == item and "headline and text" in known.words and len(known.learn) == 2
    assert recognise(source_of("B"), Entry(guid="tag:1", title="Ferry runs aground", content_html=HTML)).item is None
    assert find_item(source, make_keys(Entry(guid="tag:1"))) == item


@pytest.mark.django_db
def test_a_guid_that_is_used_again_is_another_story() -> None:
    source = source_of("A")
    first = item_of(source, "Ferry runs aground", STORY, url="https://a.example/ferry", guid="1")
    entry = Entry(
        guid="1",
        url="https://a.example/library",
        title="Library opens on Sundays",
        content_html="<p>The town library opens on Sundays from January, its director told visitors yesterday.</p>",
    )
    known = recognise(source, entry)
    assert known.item is None and "identifier of another story" in known.words and known.keys.guid != first.guid_key
    second = Item.objects.create(
        source=source,
        guid_key=known.keys.guid,
        url_key=known.keys.url,
        title=entry.title,
        seen=first.seen,
        entry=entry.as_json(),
    )
    assert recognise(source, entry).item == second
    moved = Entry(guid="1", url="https://a.example/ferry-2", title="Ferry runs aground: 214 saved", content_html=HTML)
    assert recognise(source, moved).item == first  # only the address is new


@pytest.mark.django_db
def test_stories_that_all_lead_to_one_page_are_told_apart() -> None:
    source = source_of("A")
    item_of(source, "Ferry runs aground", STORY, url="https://a.example/ticker", guid="1")
    books = "<p>" + "Books are lent on Sundays too. " * 9 + "</p>"
    other = Entry(guid="2", url="https://a.example/ticker", title="Library opens on Sundays", content_html=books)
    assert recognise(source, other).item is None


@pytest.mark.django_db
def test_an_item_is_remembered_after_its_post_is_gone() -> None:
    source = source_of("A")
    item = item_of(source, "Ferry runs aground", STORY, guid="1", post_id=999_999)
    assert recognise(source, Entry(guid="1", title="Ferry runs aground", content_html=HTML)).item == item


@pytest.mark.django_db
def test_a_document_asks_the_same_number_of_queries_whatever_its_length(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    source = source_of("A")
    for count in (2, 60):
        entries = [Entry(guid=str(n), url=f"https://a.example/{n}", title=f"Report {n}") for n in range(count)]
        with django_assert_num_queries(5):  # by identifier; then by address, text, headline and further names
            KnownItems(source).recognise_all([SeenEntry.of(entry) for entry in entries])


@pytest.mark.django_db
def test_what_has_not_changed_costs_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    source = source_of("A")
    item_of(source, "Ferry runs aground", STORY, guid="1", url="https://a.example/ferry")
    entry = Entry(guid="1", url="https://a.example/ferry", title="Ferry runs aground", content_html=HTML)
    with django_assert_num_queries(1):
        assert KnownItems(source).recognise_all([SeenEntry.of(entry)])[0].item is not None
