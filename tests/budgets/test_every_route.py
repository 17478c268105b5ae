"""Every registered reading route keeps its budget of queries, asked for things that exist."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.budgets.table import FAMILIES, budget_of
from tests.budgets.test_queries import MANY, _fill, writer
from tests.features.wire.items import item_of
from tests.routes import filled
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.users import application_passwords
from wirepress.content.users.models import User
from wirepress.features.wire.models import Source
from wirepress.transfer.sequences import advance_ids
from wirepress.web.rest.routing.registry import route_table

__all__ = ["writer"]
# Something of each family, made by REST itself.
MADE: dict[str, dict[str, Any]] = {
    "pages": {"title": "Masthead", "content": "Who we are.", "status": "publish"},
    "blocks": {"title": "Box", "content": "<!-- wp:paragraph --><p>Box</p><!-- /wp:paragraph -->", "status": "publish"},
    "navigation": {"title": "Bar", "content": "", "status": "publish"},
    "menu-items": {"title": "Tides", "url": "http://news.example/tides", "status": "publish"},
    "tags": {"name": "Tide"},
    "menus": {"name": "Foot"},
    "wp_pattern_category": {"name": "Boxes"},
    "templates": {"slug": "long-read", "content": "<!-- wp:post-title /-->"},
    "template-parts": {"slug": "masthead", "content": "<!-- wp:site-title /-->", "area": "header"},
    "font-families": {"font_family_settings": '{"name": "Marsh", "slug": "marsh", "fontFamily": "Marsh"}'},
}
FACE = {"font_face_settings": '{"fontFamily": "Marsh", "src": "https://fonts.example/marsh.woff2"}'}
STYLES = '{"isGlobalStylesUserThemeJSON": true, "version": 3}'
WORDS = {"type": "post", "status": "publish", "taxonomy": "category", "user_id": "me", "stylesheet": "twentytwentyfive"}


def _patterns() -> list[str]:
    return [
        pattern
        for pattern, routes in route_table().routes.items()
        if any("GET" in endpoint.methods for route in routes for endpoint in route.endpoints)
    ]


class Newsroom:
    """A client that may everything, and the numbers of what there is."""

    def __init__(self, writer: User) -> None:
        _, secret = application_passwords.create(writer, "budget")
        self.headers = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"ann:{secret}".encode()).decode()}
        self.client = Client()
        advance_ids()  # the section of the fixture came with a number of its own
        self.ids: dict[str, Any] = {
            "posts": _fill(writer, 0, MANY),
            "users": writer.pk,
            "categories": 1,
            "comments": self._comment(),
        }
        for family, body in MADE.items():
            self.ids[family] = self.post(f"/wp/v2/{family}", body)["id"]
        self.ids["font-faces"] = self.post(f"/wp/v2/font-families/{self.ids['font-families']}/font-faces", FACE)["id"]
        self.ids["global-styles"] = create_post(
            {"title": "Styles", "content": STYLES, "status": "publish"}, actor=writer, post_type="wp_global_styles"
        ).pk
        self.post(f"/wp/v2/global-styles/{self.ids['global-styles']}", {"styles": {"color": {"text": "#111"}}})
        source = self.post(
            "/wirepress/v1/wire/sources", {"url": "https://courier.example/feed", "policy": {"status": "pending"}}
        )
        self.ids["wire"] = {
            "sources": source["id"],
            "items": item_of(Source.objects.get(pk=source["id"]), 1, "queued", writer).pk,
        }
        for family in ("posts", "pages", "blocks", "navigation", "templates", "template-parts"):
            self.post(
                f"/wp/v2/{family}/{self.ids[family]}",
                {"content": "<!-- wp:paragraph --><p>B</p><!-- /wp:paragraph -->"},
            )
        for family in ("posts", "templates", "template-parts"):
            self.post(f"/wp/v2/{family}/{self.ids[family]}/autosaves", {"content": "<p>Not yet.</p>"})

    @staticmethod
    def _comment() -> int:
        from wirepress.content.comments.models import Comment

        return Comment.objects.latest("id").pk

    def post(self, path: str, body: Any) -> Any:
        answer = self.client.post(f"/wp-json{path}", json.dumps(body), content_type="application/json", **self.headers)
        assert answer.status_code in (200, 201), (path, answer.content[:300])
        return answer.json()

    def address(self, pattern: str) -> str:
        """The pattern with numbers and words of what exists in the place of its groups."""
        family = pattern.split("/")[3] if pattern.count("/") > 2 else ""
        if pattern.startswith(("/wirepress/v1/posts", "/wirepress/v1/seo/posts", "/aioseo/v1/post")):
            family = "posts"
        number = self.ids.get(family, 1)
        number = number.get(pattern.split("/")[4], 1) if isinstance(number, dict) else number

        def value(name: str) -> str:
            below = "/revisions/" in pattern or "/autosaves/" in pattern
            if name == "id" and below:
                kind = "revisions" if "/revisions/" in pattern else "autosaves"
                rows = self.client.get(f"/wp-json/wp/v2/{family}/{number}/{kind}", **self.headers).json()
                return str(rows[0]["id"] if isinstance(rows, list) and rows else number)
            if "/font-faces/" in pattern and name == "id":
                return str(self.ids["font-faces"])
            return str(number) if name in ("id", "parent", "font_family_id") else WORDS.get(name, "post")

        query = f"?postId={number}" if pattern == "/aioseo/v1/post" else ""
        return "/wp-json" + filled(pattern, value) + query

    def asked(self, address: str) -> tuple[int, int]:
        """Status and number of queries, options read anew, what a process reads once read before."""
        self.client.get(address, **self.headers)
        store.forget()
        with CaptureQueriesContext(connection) as queries:
            answer = self.client.get(address, **self.headers)
        return answer.status_code, len(queries)


@pytest.fixture
def newsroom(writer: User) -> Iterator[Newsroom]:
    yield Newsroom(writer)
    store.forget()


def test_every_reading_route_has_a_budget(writer: User) -> None:
    missing = [pattern for pattern in _patterns() if budget_of(pattern, list(route_table().namespaces)) is None]
    assert missing == [], "measure these and add their families to tests/budgets/table.py"


def test_every_reading_route_keeps_it(newsroom: Newsroom) -> None:
    over, broken, found = {}, {}, 0
    patterns = _patterns()
    for pattern in patterns:
        address = newsroom.address(pattern)
        status, number = newsroom.asked(address)
        budget = budget_of(pattern, list(route_table().namespaces))
        if budget is not None and number > budget:
            over[address] = f"{number} queries of {budget}"
        if status >= 500:
            broken[address] = status
        found += status == 200
    assert broken == {}
    assert over == {}
    assert found > 0.7 * len(patterns), "too few of the routes were asked for something that exists"


def test_a_budget_is_no_blank_cheque() -> None:
    assert max(FAMILIES.values()) <= 20
    assert budget_of("/nobody/v1/things", []) is None
    assert budget_of("/wp/v2/posts/(?P<id>[\\d]+)", []) == FAMILIES["/wp/v2/posts"]
