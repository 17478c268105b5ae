"""How many queries every reading route and page may ask, and that ten times the stories do not ask more."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.sections import first_section
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.terms.models import Term
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User

FEW, MANY = 3, 30
START = datetime(2026, 1, 5, 8, 0)

# Address -> queries it may ask. {id} is a story, {user} its author, {term} its section.
REST = {
    "/": 3,
    "/wp/v2": 3,
    "/wp/v2/posts?per_page=100": 16,
    "/wp/v2/posts?search=story": 18,
    "/wp/v2/posts/{id}": 14,
    "/wp/v2/pages": 14,
    "/wp/v2/media": 14,
    "/wp/v2/categories": 8,
    "/wp/v2/categories/{term}": 8,
    "/wp/v2/tags": 8,
    "/wp/v2/users": 10,
    "/wp/v2/users/{user}": 8,
    "/wp/v2/comments?per_page=100": 14,
    "/wp/v2/search?search=story&per_page=100": 16,
    "/wp/v2/types": 4,
    "/wp/v2/statuses": 4,
    "/wp/v2/taxonomies": 4,
}
SITE = {
    "/": 36,
    "/page/2/": 26,
    "/?s=story": 30,
    "/category/uncategorized/": 28,
    "/author/ann/": 28,
    "/2026/": 26,
    "/feed/": 18,
    "/nothing/": 24,
    "/robots.txt": 2,
}
SIGNED_IN = {"/wp/v2/posts/{id}/revisions": 20, "/wp/v2/posts?context=edit&per_page=100": 24, "/wp/v2/users/me": 12}


@pytest.fixture
def writer(db: None) -> Iterator[User]:
    """Somebody who writes; five stories on a page, so that there is a second one."""
    store.forget()
    first_section("Uncategorized")
    store.put("permalink_structure", "/%year%/%postname%/")
    store.put("posts_per_page", 2)
    yield create_user(login="ann", email="ann@desk.example", password="eleven-blue-doors", role="administrator")
    store.forget()


def _fill(writer: User, start: int, number: int) -> int:
    """So many stories with comments and tags; the id of the last."""
    last = 0
    for place in range(start, start + number):
        post = create_post(
            {
                "title": f"Story {place}",
                "content": f"<p>The story of day {place}.</p>",
                "status": "publish",
                "date_gmt": START + timedelta(days=place),
            },
            actor=writer,
        )
        Comment.objects.create(
            post_id=post.pk, author_name="Reader", content=f"Said {place}", date_gmt=START, date=START
        )
        last = post.pk
    return last


def _asked(client: Client, address: str, **headers: str) -> int:
    store.forget()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, **headers)
    assert answer.status_code in (200, 404), (address, answer.status_code, answer.content[:200])
    return len(queries)


def _measure(address: str, writer: User, **headers: str) -> tuple[int, int]:
    """Queries with a few stories, and with ten times as many."""

    def at(number: int) -> str:
        return address.replace("{id}", str(number)).replace("{user}", str(writer.pk)).replace("{term}", "1")

    client = Client()
    few = _fill(writer, 0, FEW)
    client.get(at(few), **headers)  # what a process reads once is read
    first = _asked(client, at(few), **headers)
    many = _fill(writer, FEW, MANY - FEW)
    return first, _asked(client, at(many), **headers)


@pytest.mark.parametrize("route", REST)
def test_rest_routes_ask_a_fixed_number(writer: User, route: str) -> None:
    path, _, query = route.partition("?")
    few, many = _measure(f"/wp-json{path}" + (f"?{query}" if query else ""), writer)
    assert many <= REST[route]
    assert many <= few + 2, f"{few} queries with {FEW} stories, {many} with {MANY}"


@pytest.mark.parametrize("page", SITE)
def test_pages_ask_a_fixed_number(writer: User, page: str) -> None:
    few, many = _measure(page, writer)
    assert many <= SITE[page]
    assert many <= few + 3, f"{few} queries with {FEW} stories, {many} with {MANY}"


@pytest.mark.parametrize("route", SIGNED_IN)
def test_routes_of_the_newsroom_ask_a_fixed_number(writer: User, route: str) -> None:
    _, secret = application_passwords.create(writer, "budget")
    code = base64.b64encode(f"ann:{secret}".encode()).decode()
    path, _, query = route.partition("?")
    few, many = _measure(f"/wp-json{path}" + (f"?{query}" if query else ""), writer, HTTP_AUTHORIZATION=f"Basic {code}")
    assert many <= SIGNED_IN[route]
    assert many <= few + 2, f"{few} queries with {FEW} stories, {many} with {MANY}"


PUBLISH = 30  # statements, those that open and end transactions included


def test_publishing_a_story_asks_a_fixed_number(writer: User) -> None:
    _, secret = application_passwords.create(writer, "budget")
    code = base64.b64encode(f"ann:{secret}".encode()).decode()
    tag = Term.objects.create(taxonomy="post_tag", name="Harbour", slug="harbour")
    client, asked = Client(), []
    for number in (1, 2, FEW, MANY):
        _fill(writer, number * 100, number)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(
                "/wp-json/wp/v2/posts",
                content_type="application/json",
                HTTP_AUTHORIZATION=f"Basic {code}",
                data={
                    "title": f"Tide {number}",
                    "content": "<p>Low water at noon.</p>",
                    "status": "publish",
                    "categories": [1],
                    "tags": [tag.pk],
                },
            )
        assert answer.status_code == 201, answer.content
        asked.append(len(queries))
    assert max(asked[1:]) <= PUBLISH
    assert asked[-1] <= asked[1]
