"""Any input gets a documented status and the error shape, and a refused request leaves nothing behind. Every route, by its own schema."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.asking import address as address_of
from tests.access.asking import family_of, states_of
from tests.access.sending import Undo
from tests.access.tables import rights
from tests.access.world import World
from tests.attacks.rest import junk
from tests.effort import every_nth, examples
from tests.routes import filled, shown
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.options.models import Option
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import User, UserMeta
from wirepress.core.rest.routes import Endpoint
from wirepress.settings import limits
from wirepress.web.rest.request.args import args_of
from wirepress.web.rest.routing.registry import route_table

pytestmark = pytest.mark.django_db
KEPT: Final = (Post, PostMeta, Term, TermMeta, Comment, User, UserMeta, Option)
# WordPress answers these with a status of 500 and a code that clients know; they are no crashes.
DOCUMENTED: Final = frozenset(
    "db_insert_error db_update_error rest_comment_failed_create rest_trash_not_supported existing_user_login "
    "existing_user_email empty_user_login user_login_too_long "
    "user_url_too_long user_nicename_too_long "
    "rest_upload_sideload_error rest_upload_unknown_error rest_image_crop_failed empty_term_name term_exists missing_parent invalid_term "
    "rest_cannot_install_plugin".split()
)
EXAMPLES: Final = examples(8, 200)  # for each family; more of them for a long night
Asked = tuple[str, str, Endpoint]  # pattern, method, endpoint


def endpoints() -> Iterator[tuple[str, Asked]]:
    for pattern, routes in route_table().routes.items():
        for route in routes:
            for endpoint in route.endpoints:
                for method in endpoint.methods:
                    if method not in ("PUT", "PATCH"):
                        yield family_of(shown(pattern)) or "others", (pattern, method, endpoint)


def families() -> list[str]:
    """From the tables of rights, which know every route without a database."""
    return sorted({family_of(route) or "others" for route, _, _ in rights()})


@st.composite
def requests(draw: st.DrawFn, family: str) -> tuple[Asked, str, dict[str, Any], bool, bool]:
    """An endpoint of the family, a state of its thing, parameters, whether they are in the body, whether a stranger asks."""
    asked = draw(st.sampled_from([asked for name, asked in endpoints() if name == family]))
    args = args_of(asked[2])
    chosen = (
        draw(st.lists(st.sampled_from([*args, "no_such", "_fields", "_embed"]), max_size=5, unique=True))
        if args
        else []
    )
    values = {name: draw(junk.of(args.get(name, {"type": "string"}))) for name in chosen}
    needed = {name: draw(junk.of(arg)) for name, arg in args.items() if arg.get("required") and draw(st.booleans())}
    state = draw(st.sampled_from(states_of(shown(asked[0]))))
    return asked, state, {**needed, **values}, draw(st.booleans()), draw(st.integers(0, 4)) == 0


def query_of(values: dict[str, Any]) -> str:
    """Parameters as a query: lists and maps with brackets, as PHP reads them."""
    pairs: list[tuple[str, str]] = []

    def add(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                add(f"{name}[{key}]", inner)
        elif isinstance(value, list):
            for inner in value:
                add(f"{name}[]", inner)
        elif value is not None:
            pairs.append((name, str(value)))

    for name, value in values.items():
        add(name, value)
    return urlencode(
        [(name.encode("utf-8", "surrogatepass"), value.encode("utf-8", "surrogatepass")) for name, value in pairs]
    )


class Desk:
    """Somebody who may everything, and strangers; what a request does is taken back."""

    def __init__(self) -> None:
        self.world = World("administrator")
        self.basic = "Basic " + base64.b64encode(f"administrator:{self.world.secret}".encode()).decode()

    def send(
        self, method: str, path: str, judge: Callable[[Any, bool], None], *, stranger: bool = False, **more: Any
    ) -> None:
        headers: dict[str, Any] = {} if stranger else {"HTTP_AUTHORIZATION": self.basic}
        try:
            with transaction.atomic():
                before = [kind.objects.count() for kind in KEPT]
                answer = Client().generic(method, path, **more, **headers)
                judge(answer, [kind.objects.count() for kind in KEPT] == before)
                raise Undo
        except Undo:
            store.forget()


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    yield Desk()
    store.forget()


def judge(answer: HttpResponse, unchanged: bool) -> None:
    """Raises AssertionError for an undocumented answer, or one that refuses and leaves something behind."""
    if answer.status_code < 400:
        return
    assert answer["Content-Type"].startswith(("application/json", "text/xml", "application/javascript")), answer[
        "Content-Type"
    ]
    if answer.content and answer["Content-Type"].startswith("application/json"):
        shown = json.loads(answer.content)
        of_plugin = (
            set(shown) == {"success", "message"} and answer.status_code < 500
        )  # as All in One SEO words refusals
        assert of_plugin or {"code", "message", "data"} <= set(shown), shown
        assert answer.status_code < 500 or shown["code"] in DOCUMENTED, shown
    assert unchanged, f"{answer.status_code} and something was kept: {answer.content[:300]!r}"


@pytest.mark.parametrize("family", families())
def test_no_input_breaks_a_route(family: str, desk: Desk) -> None:
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(requests(family))
    def check(request: tuple[Asked, str, dict[str, Any], bool, bool]) -> None:
        (pattern, method, _), state, values, in_body, stranger = request
        path = "/wp-json" + quote(address_of(shown(pattern), desk.world, state), safe="/%")
        more: dict[str, Any] = {}
        if in_body and method in ("POST", "DELETE"):
            more = {"data": json.dumps(values), "content_type": "application/json"}
        elif values:
            path += "?" + query_of(values)
        desk.send(method, path, judge, stranger=stranger, **more)
        desk.world.renew(family, state)

    check()


BODIES: Final[dict[str, bytes]] = {
    "half": b'{"title": "a',
    "no object": b'["a"]',
    "a number": b"7",
    "nothing": b"",
    "null": b"null",
    "not a number": b'{"title": NaN}',
    "huge number": b'{"menu_order": 1e999, "author": ' + b"9" * 400 + b"}",
    "bad UTF-8": b'{"title": "\xff\xfe"}',
    "half a surrogate": b'{"title": "\\ud800"}',
    "NUL": b'{"title": "a\\u0000b", "slug": "\\u0000"}',
    "deep": b'{"meta":' * 600 + b"1" + b"}" * 600,
    "deep list": b"[" * 100_000,
    "twice": b'{"title": "a", "title": ["b"]}',
    "blanks": b" " * 5000,
    "BOM": b'\xef\xbb\xbf{"title": "a"}',
    "long key": b'{"' + b"k" * 100_000 + b'": 1}',
}


KINDS: Final = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "")


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", ["application/json", *(pytest.param(kind, marks=pytest.mark.pure) for kind in KINDS)])
def test_no_body_breaks_a_writing_route(body: str, kind: str, desk: Desk) -> None:
    routes = [shown(pattern) for _, (pattern, method, _) in endpoints() if method == "POST"]
    for route in every_nth(routes, 8, [*BODIES].index(body) + len(kind)):
        path = "/wp-json" + quote(address_of(route, desk.world, states_of(route)[-1]), safe="/%")
        desk.send("POST", path, judge, data=BODIES[body], content_type=kind)


@pytest.mark.parametrize(
    "text",
    ["0", "9" * 19, "9" * 40, "-1", "1.5", "%00", "a", "..", "%2e%2e", "%ff", "é", "x" * 3000, "{}", "a b", "1;2"],
)
def test_no_path_breaks(text: str, desk: Desk) -> None:
    for place, pattern in enumerate(route_table().routes):
        if "(" in pattern:
            path = "/wp-json" + quote(filled(pattern, lambda _: text), safe="/%")
            for method in every_nth(("GET", "POST", "DELETE", "OPTIONS", "HEAD"), 5, place + len(text)):
                desk.send(method, path, judge)


@pytest.mark.pure
@pytest.mark.parametrize(
    "kind", ["application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]
)
def test_a_body_over_the_limit_is_refused(kind: str, desk: Desk) -> None:
    def refused(answer: HttpResponse, unchanged: bool) -> None:
        assert (answer.status_code, unchanged) == (413, True)
        assert json.loads(answer.content)["code"] == "rest_request_too_large"

    most = limits.UPLOAD_MAX if kind.startswith("multipart") else limits.BODY_MAX
    desk.send(
        "POST", "/wp-json/wp/v2/posts", refused, data=b'{"title": "a"}', content_type=kind, CONTENT_LENGTH=str(most + 1)
    )
    desk.send("POST", "/wp-json/wp/v2/posts", judge, data=b'{"title": "' + b"a" * 10_000_000 + b'"}', content_type=kind)
