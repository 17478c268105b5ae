"""The search of the public site: words marked, results narrowed and ordered, something to see where nothing is."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.terms.models import Term
from wirepress.content.users.actions.create import create_user
from wirepress.web.site.present.lists.search_form import mark_words, read_form


def _titles(client: Client, address: str) -> list[str]:
    html = client.get(address, follow=True).content.decode()
    found = re.findall(r'card-title"><a href="[^"]*">(.*?)</a>', html)
    return [re.sub(r"</?mark>", "", title) for title in found]


@pytest.fixture
def shelf(write: Write) -> dict[str, Term]:
    """Stories about tar, in two sections, of two years and two people, and a page."""
    other = create_user(login="olof", email="olof@desk.example", password="nine-copper-kettles", role="author")
    quay = Term.objects.create(taxonomy="category", name="Quay", slug="quay")
    write("Tar on the pier", categories=[quay.pk], date=datetime(2025, 5, 1))
    write("Tar prices fall", author=other.pk)
    write("A day without it", content="<p>No tar today.</p>", date=datetime(2026, 4, 1))
    write("How we tar", kind="page")
    return {"quay": quay}


def test_results_are_narrowed_and_ordered(shelf: dict[str, Term], reader: Client) -> None:
    quay = shelf["quay"].pk
    assert set(_titles(reader, "/?s=tar")) == {"Tar on the pier", "Tar prices fall", "A day without it", "How we tar"}
    assert _titles(reader, f"/?s=tar&cat={quay}") == ["Tar on the pier"]
    assert _titles(reader, "/?s=tar&year=2025") == ["Tar on the pier"]
    assert _titles(reader, "/?s=tar&post_type=page") == ["How we tar"]
    assert _titles(reader, "/?s=tar&orderby=date&post_type=post")[0] == "A day without it"


def test_the_form_says_how_many_results_each_choice_leaves(shelf: dict[str, Term], reader: Client) -> None:
    html = reader.get("/?s=tar", follow=True).content.decode()
    assert "Quay (1)" in html and "2025 (1)" in html and "2026 (" in html and "olof (1)" in html


def test_pages_of_a_narrowed_search_stay_narrowed(shelf: dict[str, Term], write: Write, reader: Client) -> None:
    store.put("posts_per_page", 1)
    html = reader.get("/?s=tar&post_type=post&orderby=date", follow=True).content.decode()
    after = re.search(r'href="([^"]*)" rel="next"', html)
    assert after is not None
    second = after[1].replace("&amp;", "&")
    assert "post_type=post" in second and "orderby=date" in second
    assert _titles(reader, second) not in ([], _titles(reader, "/?s=tar&post_type=post&orderby=date"))


@pytest.mark.parametrize("address", ["/?s=", "/?s=zebrafish"])
def test_where_nothing_is_found_there_is_something_to_see(shelf: dict[str, Term], reader: Client, address: str) -> None:
    html = reader.get(address).content.decode()
    assert "A day without it" in html and ">Latest<" in html


@pytest.mark.parametrize("address", ["/?s=tar&orderby=rand&post_type=film", "/?s=%00tar"])
def test_what_cannot_be_asked_is_left_out(shelf: dict[str, Term], reader: Client, address: str) -> None:
    assert reader.get(address, follow=True).status_code == 200


@given(st.text(max_size=80), st.text(max_size=20))
def test_marking_changes_no_word(text: str, words: str) -> None:
    marked = mark_words(text, words)
    assert "<" not in re.sub(r"</?mark>", "", marked)
    assert re.sub(r"</?mark>", "", marked) == mark_words(text, "")


def test_words_are_marked_whatever_their_case() -> None:
    assert mark_words("Salt & salted", "salt") == "<mark>Salt</mark> &amp; <mark>salt</mark>ed"
    assert mark_words("<b>", "salt") == "&lt;b&gt;"


@given(st.dictionaries(st.sampled_from(["cat", "author", "year", "post_type", "orderby"]), st.text(max_size=30)))
def test_any_query_is_read(query: dict[str, str]) -> None:
    form = read_form("tar", query)
    assert form.orderby in ("relevance", "date") and form.post_type in ("", "post", "page") and 0 <= form.year < 9999
