"""What the sitemap names is there, however its slug is stored."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import author_link, post_link, term_link
from wirepress.content.posts.addresses.slug_spellings import spellings
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.cache import depends

HOME = "http://news.example"
SLUGS = (
    "low%20tide",
    "caf%c3%a9",
    "caf%C3%A9",
    "50%25-off",
    "a%2520b",
    "salt%26sand",
    "salt%2Fsand",
    "salt%2fsand",
    "%d0%b2%d0%be%d0%b4%d0%b0",
    "a%2Bb",
    "plain",
    "it%27s",
    "%e2%80%99tis",
    "a%3Fb",
    "a%23b",
    "Capital",
)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("taxonomy", ["category", "post_tag"])
def test_terms(write: Write, reader: Client, slug: str, taxonomy: str) -> None:
    term = create_term(taxonomy, "Sand")
    Term.objects.filter(pk=term.pk).update(slug=slug)
    write(**{"categories" if taxonomy == "category" else "tags": [term.pk]})
    address = term_link(Term.objects.get(pk=term.pk)).removeprefix(HOME)
    assert reader.get(address).status_code == 200
    assert reader.get(f"{address}feed/").status_code == 200
    assert address in reader.get(f"/wp-sitemap-taxonomies-{taxonomy}-1.xml").content.decode().replace("&amp;", "&")


@pytest.mark.parametrize("slug", SLUGS)
def test_terms_of_a_site_with_plain_addresses(write: Write, reader: Client, slug: str) -> None:
    term = create_term("post_tag", "Sand")
    Term.objects.filter(pk=term.pk).update(slug=slug)
    write(tags=[term.pk])
    store.put("permalink_structure", "")
    assert reader.get(f"/?tag={slug}").status_code == 200


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if "2f" not in slug.lower()])
def test_people_stories_and_pages(write: Write, reader: Client, slug: str) -> None:
    for kind in ("post", "page"):
        post = write("Sand", kind=kind)
        Post.objects.filter(pk=post.pk).update(slug=slug)
        assert reader.get(post_link(Post.objects.get(pk=post.pk)).removeprefix(HOME)).status_code == 200, kind
    User.objects.update(nicename=slug)
    assert reader.get(author_link(User.objects.get()).removeprefix(HOME)).status_code == 200


def test_digits_of_either_case_and_capitals_are_understood(write: Write, reader: Client) -> None:
    write(slug="caf%c3%a9")
    assert reader.get("/2026/03/caf%C3%A9/").status_code == 200
    assert reader.get("/2026/03/CAF%C3%A9/").status_code == 200
    assert reader.get("/2026/03/caf%c3%a9").headers["Location"] == f"{HOME}/2026/03/caf%c3%a9/"


@given(st.text(min_size=1, max_size=20))
def test_a_slug_is_among_the_spellings_of_what_it_says(text: str) -> None:
    encoded = quote(text.encode("utf-8", "surrogatepass"), safe="")
    if unquote(encoded) != text:  # half a surrogate is no text
        return
    assert {encoded, text if text.isascii() else spellings(text)[0]} <= set(spellings(text))
    assert all(unquote(one) in (text, text.lower()) or "%" in text for one in spellings(text))


def test_a_path_that_is_understood_stays_as_it_was_written(write: Write, reader: Client) -> None:
    above = create_term("category", "World")
    below = create_term("category", "Coast", parent=above.pk)
    write(categories=[below.pk])
    for asked in (
        "/category/world/coast/",
        "/category/coast/",
        "/category/COAST/",
        "/2026/3/",
        "/category/coast/page/0/",
    ):
        with depends.collecting() as found:
            assert reader.get(asked).status_code == 200, asked
        assert found.own == (asked != "/category/world/coast/"), (
            "only one spelling is kept, for there is no end of them"
        )
    for asked in ("/category/coast", "/2026/3"):
        assert reader.get(asked).headers["Location"] == f"{HOME}{asked}/"
