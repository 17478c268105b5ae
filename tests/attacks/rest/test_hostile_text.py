"""What strangers and weak roles write is never handed out by REST as markup that acts: every route that they may write to, by its schema."""

from __future__ import annotations

import base64
import json
import re
import xmlrpc.client
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from tests.access.asking import address as address_of
from tests.access.asking import body_of, states_of
from tests.access.sending import Undo
from tests.access.world import World
from tests.attacks.rest.test_never_breaks import endpoints
from tests.effort import every_nth
from tests.routes import shown
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.options.features import switch
from wirepress.core.rest.routes import Endpoint, Schema
from wirepress.web.rest.request.args import args_of

pytestmark = [pytest.mark.django_db, pytest.mark.pure]  # what comes out is decided in Python
TEXTS: Final = (
    "</title><svg onload=alert(1)>ebb",
    "ebb <img src=x onerror=alert(1)>",
    "<script>alert(1)</script>ebb",
    "ebb <img src=x onerror=alert(1) ",
    '<a href="javascript:alert(1)" onclick=alert(2)>ebb</a>',
    '<a href=" java&#115;cript:alert(1)">ebb</a>',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<<script>script>alert(1)<</script>/script>",
    '<!-- wp:html {"a":"<script>alert(1)</script>"} --><svg/onload=alert(1)><!-- /wp:html -->',
)
URLS: Final = (
    "javascript:alert(1)//ebb.example",
    " java\tscript:alert(1)",
    'https://ebb.example/"></title><svg onload=alert(1)>',
    "data:text/html,<script>alert(1)</script>",
)
_ACTING: Final = frozenset("script svg iframe object embed style form meta link base math template".split())
_SCHEME: Final = re.compile(r"[\s\x00-\x1f]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|data|vbscript)\s*:", re.IGNORECASE)
_ADDRESSES: Final = ("url", "link", "href", "src", "source_url", "author_url", "guid")


class Tags(HTMLParser):
    """Looks for tags and attributes that act."""

    acting = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        bad = (
            name.startswith("on") or (name in ("href", "src", "action") and _SCHEME.match(value or ""))
            for name, value in attrs
        )
        self.acting = self.acting or tag in _ACTING or any(bad)

    def handle_endtag(self, tag: str) -> None:
        self.acting = self.acting or tag in _ACTING


def is_markup_that_acts(text: str) -> bool:
    """Whether a page with the text in it would run or load something, also where the text ends inside of a tag."""
    parser = Tags()
    parser.feed(text + " >")
    return parser.acting


def acts(found: Any, name: str = "") -> bool:
    """Whether some text of an answer would act in a page that shows it as it is."""
    if isinstance(found, dict):
        return any(acts(value, str(key)) for key, value in found.items())
    if isinstance(found, list):
        return any(acts(value, name) for value in found)
    if (
        not isinstance(found, str) or name == "password"
    ):  # a story's password is what was set, and its editors alone see it
        return False
    return is_markup_that_acts(found) or bool(name in _ADDRESSES and _SCHEME.match(found))


def hostile(schema: Schema) -> list[Any]:
    """Values of the schema's kind that hold markup."""
    kinds = schema.get("type") or "string"
    kinds = kinds if isinstance(kinds, list) else [kinds]
    texts = URLS if schema.get("format") == "uri" else () if schema.get("enum") else TEXTS
    found: list[Any] = list(texts) if "string" in kinds else []
    if "array" in kinds and not (schema.get("items") or {}).get("enum"):
        found += [[text] for text in texts]
    if "raw" in (schema.get("properties") or {}):
        found += [{"raw": text} for text in texts]
    return found


class Writer:
    """Somebody of a role; what a request does is taken back."""

    def __init__(self, role: str) -> None:
        self.world = World(role)
        switch("engagement", False)  # its own markup in stories has drawings and forms
        self.headers = {"HTTP_AUTHORIZATION": self._basic(role, self.world.secret)} if self.world.me else {}

    def _basic(self, login: str, secret: str) -> str:
        return "Basic " + base64.b64encode(f"{login}:{secret}".encode()).decode()

    def send(self, path: str, values: Any) -> tuple[int, Any]:
        """Status and document of a POST."""
        status, found = 0, None
        try:
            with transaction.atomic():
                answer = Client().post(path, json.dumps(values), content_type="application/json", **self.headers)  # type: ignore[arg-type]
                status, found = answer.status_code, answer.json() if answer.content else None
                raise Undo
        except Undo:
            store.forget()
        return status, found


def requests(world: World, endpoint: Endpoint, route: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Addresses of the route's things, of one's own where there are such, and what may be written there."""
    for state in [state for state in states_of(route) if state.startswith(("own", "-"))][:3]:
        body = body_of(route, "EDIT" if "PUT" in endpoint.methods else "POST", world, state)
        if isinstance(body, dict):
            yield "/wp-json" + quote(address_of(route, world, state), safe="/%"), body


@pytest.mark.parametrize("role", ["anonymous", "subscriber", "contributor", "author"])
def test_no_route_hands_out_what_it_was_given(role: str, db: None) -> None:
    writer, written, through = Writer(role), 0, []
    for _, (pattern, method, endpoint) in endpoints():
        if method != "POST":
            continue
        for path, right in requests(writer.world, endpoint, shown(pattern)):
            if writer.send(path, right)[0] >= 300:
                continue  # not for this role
            for place, (name, schema) in enumerate(args_of(endpoint).items()):
                for value in every_nth(hostile(schema), 3, place + len(path)):
                    status, found = writer.send(path, {**right, name: value})
                    written += status < 300
                    if acts(found):
                        through.append(f"{shown(pattern)} {name}={value!r}")
    store.forget()
    assert not through, "\n".join(sorted(set(through)))
    assert written > (30 if role in ("contributor", "author") else 5 if role == "subscriber" else 0)


FORMS: Final = [
    {"author": text, "email": "x@ebb.example", "url": url, "comment": text} for text in TEXTS for url in ("", *URLS)
]


def test_what_strangers_say_in_the_form(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirepress.settings.limits.COMMENT_FLOOD", 0)
    reader = Writer("administrator")
    story = reader.world.thing("posts", "other publish")
    for number, form in enumerate(FORMS):
        sent = {**form, "comment": f"{form['comment']} {number}", "comment_post_ID": story.pk}
        Client().post("/wp-comments-post.php", sent, HTTP_USER_AGENT=form["author"])
    assert Comment.objects.count() > len(FORMS) // 2
    for context in ("view", "edit"):
        path = f"/wp-json/wp/v2/comments?context={context}&per_page=100&status=" + (
            "approve" if context == "view" else "hold"
        )
        assert not acts(Client().get(path, **reader.headers).json())  # type: ignore[arg-type]


def test_what_weak_roles_say_by_xml_rpc(db: None) -> None:
    writer = Writer("author")
    me, story = writer.world.me, writer.world.thing("posts", "own publish")
    assert me is not None
    for text in (*TEXTS, *URLS):
        struct = {"post_title": text, "post_content": text, "post_excerpt": text, "terms_names": {"post_tag": [text]}}
        profile = dict.fromkeys(("first_name", "last_name", "url", "display_name", "nickname", "bio"), text)
        for method, args in (
            ("wp.editPost", (1, "author", writer.world.secret, story.pk, struct)),
            ("wp.editProfile", (1, "author", writer.world.secret, profile)),
            (
                "wp.newComment",
                (1, "author", writer.world.secret, story.pk, {"content": text, "author": text, "author_url": text}),
            ),
        ):
            Client().post("/xmlrpc.php", xmlrpc.client.dumps(args, method), content_type="text/xml")
        for path in (f"/wp/v2/posts/{story.pk}", f"/wp/v2/users/{me.pk}"):
            found = Client().get(f"/wp-json{path}?context=edit", **writer.headers)  # type: ignore[arg-type]
            assert found.status_code == 200 and not acts(found.json()), (text, found.json())
        for path in ("comments", "tags"):
            assert not acts(Client().get(f"/wp-json/wp/v2/{path}?per_page=100").json())


@pytest.mark.parametrize("text", TEXTS)
def test_the_test_can_fail(text: str) -> None:
    assert acts({"a": [{"rendered": text}]})
    assert acts({"url": URLS[0]}) and not acts(
        {"title": URLS[0], "content": '<b title="a &lt;b onx=1">ebb</b> one=two'}
    )
