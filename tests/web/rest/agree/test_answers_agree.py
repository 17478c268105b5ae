"""What must hold whatever is asked and whatever is in the stories: answers agree with their schemas and with each other."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.asking import address, states_of
from tests.access.sending import Undo
from tests.access.world import World
from tests.attacks.rest.test_never_breaks import DOCUMENTED
from tests.effort import examples
from tests.routes import shown
from tests.web.rest.agree.schemas import wrong_fields, wrong_values
from tests.web.rest.agree.stories import SENTENCE, TEXTS
from wirepress.content.options import store
from wirepress.web.rest.routing.registry import route_table

pytestmark = pytest.mark.django_db
QUIET: Final = list(HealthCheck)
LISTS: Final = ("posts", "pages", "media", "categories", "tags", "comments", "users", "blocks", "search")


class Reader:
    """Somebody who may everything asks; writes are taken back where `undone` is entered."""

    def __init__(self) -> None:
        self.world = World("administrator")
        self.headers = {
            "HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"administrator:{self.world.secret}".encode()).decode()
        }

    def ask(self, path: str, method: str = "GET", body: Any = None, **query: Any) -> Any:
        where = f"/wp-json{quote(path, safe='/%')}" + (f"?{urlencode(query, doseq=True)}" if query else "")
        data = json.dumps(body).encode("utf-8", "surrogatepass") if body is not None else b""
        answer: Any = Client().generic(method, where, data, content_type="application/json", **self.headers)
        assert answer.status_code < 500 or answer.json()["code"] in DOCUMENTED, answer.content
        return answer


@pytest.fixture
def reader(db: None) -> Iterator[Reader]:
    yield Reader()
    store.forget()


def readable_routes() -> list[str]:
    """Routes with a schema that GET answers, without those whose answer is a document by name."""
    return [
        shown(pattern)
        for pattern, routes in route_table().routes.items()
        if any(route.schema for route in routes)
        and any("GET" in endpoint.methods for route in routes for endpoint in route.endpoints)
        and routes[0].namespace == "wp/v2"
    ]


# Where WordPress's own schemas do not say what its answers hold, and clients know the answers (7.1 behaviour).
LAX: Final = re.compile(
    r"/(templates|template-parts)\b.* (origin|status|has_theme_file|is_custom|plugin|author)\b"  # and the type `bool`
    r"|block-patterns/patterns .* is missing"  # only what a pattern says of itself is told
    r"|application-passwords.* password is missing"  # shown once
    r"|media/.* (status: 'inherit'|post: None)|menus is missing"  # without a post, without a menu
    r"|menu-items/.*autosaves.* guid:|sync_status|_note_status: None|aioseo_notices"
)
BY_NAME: Final = ("/wp/v2/types", "/wp/v2/statuses", "/wp/v2/taxonomies")


def test_an_answer_is_what_options_describes(reader: Reader) -> None:
    problems: list[str] = []
    for route in readable_routes():
        state = states_of(route)[0]
        path = address(route, reader.world, state)
        schema = reader.ask(path, "OPTIONS").json().get("schema") or {}
        for context in ("view", "edit", "embed"):
            answer = reader.ask(path, context=context, per_page=3)
            if answer.status_code != 200:
                continue
            found = answer.json()
            documents = found if isinstance(found, list) else found.values() if route in BY_NAME else [found]
            for document in documents:
                if isinstance(document, dict) and schema.get("properties"):
                    told = [*wrong_fields(document, schema, context)]
                    for name, value in document.items():
                        told += wrong_values(value, schema["properties"].get(name) or {}, name)
                    lines = (f"{route} {context}: {one}" for one in told)
                    problems += [line for line in lines if not LAX.search(line)]
    assert not problems, "\n".join(dict.fromkeys(problems))


def unnumbered(value: Any) -> str:
    """Return a value's text without the numbers of players and galleries: they go on where a text is made twice."""
    return re.sub(r"((?:audio|video|gallery|playlist|elements?)-|_=)[\d-]+", r"\1N", repr(value))


PAGED: Final = st.fixed_dictionaries(
    {"per_page": st.integers(1, 4)},
    optional={
        "order": st.sampled_from(["asc", "desc"]),
        "exclude": st.lists(st.integers(-2, 6), max_size=2),
        "search": st.sampled_from(["e", "a"]),
    },
)


@pytest.mark.parametrize("name", LISTS)
def test_totals_pages_and_links_agree(name: str, reader: Reader) -> None:
    for state in ("own publish", "other publish"):
        for family in ("posts", "pages", "blocks"):
            reader.world.thing(family, state)

    @settings(max_examples=examples(6, 150), suppress_health_check=QUIET)
    @given(PAGED)
    def check(query: dict[str, Any]) -> None:
        given = {f"{key}[]" if isinstance(value, list) else key: value for key, value in query.items()}
        first = reader.ask(f"/wp/v2/{name}", _fields="id", **given)
        total, pages = int(first["X-WP-Total"]), int(first["X-WP-TotalPages"])
        assert pages == -(-total // query["per_page"])
        seen: list[Any] = []
        for page in range(1, pages + 1):
            answer = reader.ask(f"/wp/v2/{name}", _fields="id", page=page, **given)
            links = answer.headers.get("Link", "")
            assert ('rel="next"' in links) == (page < pages) and ('rel="prev"' in links) == (page > 1)
            seen += [item["id"] for item in answer.json()]
        assert len(seen) == len(set(map(str, seen))) == total, (seen, total)
        head = reader.ask(f"/wp/v2/{name}", "HEAD", **given)
        assert (head["X-WP-Total"], head.content) == (str(total), b"")

    check()


@settings(max_examples=examples(12, 600), suppress_health_check=QUIET)
@given(title=SENTENCE, content=TEXTS, excerpt=SENTENCE | st.just(""), by=st.sampled_from(["posts", "pages"]))
def test_what_is_written_is_read(reader: Reader, title: str, content: str, excerpt: str, by: str) -> None:
    with pytest.raises(Undo), transaction.atomic():
        body = {"title": title, "content": content, "excerpt": excerpt, "status": "publish"}
        made = reader.ask(f"/wp/v2/{by}", "POST", body)
        if made.status_code == 400:
            assert made.json()["code"] == "empty_content"
            raise Undo
        written = made.json()
        path = f"/wp/v2/{by}/{written['id']}"
        edited, viewed = reader.ask(path, context="edit").json(), reader.ask(path).json()
        assert edited == written
        for name, value in viewed.items():  # what readers see is what editors see, without the raw texts
            if name not in ("_links", "meta"):
                inner = edited[name]
                same = inner if not isinstance(value, dict) else {key: inner[key] for key in value}
                assert unnumbered(value) == unnumbered(same), name
        again = reader.ask(path, "POST", {name: edited[name]["raw"] for name in ("title", "content", "excerpt")}).json()
        for name in ("title", "content", "excerpt", "slug", "status", "date", "link"):
            assert again[name] == edited[name], name  # saved again unchanged, it stays what it was
        listed = reader.ask(f"/wp/v2/{by}", include=written["id"]).json()
        assert listed == [
            {
                **viewed,
                "modified": listed[0]["modified"],
                "modified_gmt": listed[0]["modified_gmt"],
                "_links": listed[0]["_links"],
            }
        ]
        raise Undo
    store.forget()


@settings(max_examples=examples(6, 200), suppress_health_check=QUIET)
@given(name=SENTENCE, description=TEXTS)
def test_what_is_written_of_terms_is_read(reader: Reader, name: str, description: str) -> None:
    with pytest.raises(Undo), transaction.atomic():
        made = reader.ask("/wp/v2/tags", "POST", {"name": name, "description": description})
        if made.status_code == 201:
            path = f"/wp/v2/tags/{made.json()['id']}"
            assert reader.ask(path, context="edit").json() == made.json()
            same = {key: made.json()[key] for key in ("description", "slug")}
            assert reader.ask(path, "POST", same).json()["slug"] == made.json()["slug"]
        raise Undo
    store.forget()
