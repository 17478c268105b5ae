"""What every route does alike: addresses, contexts, fields, embedding, envelopes, methods, headers, refusals."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.web.rest.conftest import Ask, Write
from wirepress.content.options import store
from wirepress.content.users.models import User

HOME = "http://news.example"


@pytest.mark.parametrize("form", ["/wp-json{}", "/index.php/wp-json{}", "/index.php?rest_route={}", "/?rest_route={}"])
def test_a_route_is_reached_by_every_form_of_address(write: Write, form: str) -> None:
    post = write()
    assert Client().get(form.format(f"/wp/v2/posts/{post.pk}")).json()["id"] == post.pk


def test_links_follow_the_sites_style(write: Write, ask: Ask) -> None:
    post = write()
    pretty = ask(f"/wp/v2/posts/{post.pk}").json()
    store.put("permalink_structure", "")
    plain = Client().get(f"/?rest_route=/wp/v2/posts/{post.pk}").json()
    assert pretty["link"] == f"{HOME}/2026/low-water/"
    assert plain["link"] == f"{HOME}/?p={post.pk}"
    assert plain["_links"]["self"][0]["href"] == f"{HOME}/index.php?rest_route=/wp/v2/posts/{post.pk}"


def test_json_is_written_as_wordpress_writes_it(write: Write, ask: Ask) -> None:
    post = write("Ålesund & “ice”")
    body = ask(f"/wp/v2/posts/{post.pk}").content
    assert body.isascii() and b"\\u00c5lesund" in body and b"http:\\/\\/news.example" in body


@pytest.mark.parametrize(
    ("context", "role", "status", "has", "lacks"),
    [
        ("view", "", 200, "content", "password"),
        ("embed", "", 200, "title", "content"),
        ("edit", "", 401, "code", "content"),
        ("edit", "subscriber", 403, "code", "content"),
        ("edit", "editor", 200, "password", "code"),
        ("all", "", 400, "code", "content"),
    ],
)
def test_contexts(write: Write, ask: Ask, context: str, role: str, status: int, has: str, lacks: str) -> None:
    answer = ask(f"/wp/v2/posts/{write().pk}?context={context}", role)
    assert answer.status_code == status
    assert has in answer.json() and lacks not in answer.json()


def test_fields_may_be_chosen_down_into_objects(write: Write, ask: Ask) -> None:
    answer = ask(f"/wp/v2/posts/{write().pk}?_fields=id,title.rendered,content.protected").json()
    assert answer == {"id": answer["id"], "title": {"rendered": "Low water"}, "content": {"protected": False}}


def test_embedding_all_and_some(write: Write, ask: Ask) -> None:
    post = write()
    every = ask(f"/wp/v2/posts/{post.pk}?_embed").json()["_embedded"]
    some = ask(f"/wp/v2/posts/{post.pk}?_embed=author").json()["_embedded"]
    assert every["author"][0]["name"] == "author" and every["wp:term"][0][0]["slug"] == "harbour"
    assert list(some) == ["author"]


def test_an_envelope_holds_status_and_headers(write: Write, ask: Ask) -> None:
    write()
    found = ask("/wp/v2/posts?_envelope=1").json()
    assert found["status"] == 200 and found["headers"]["X-WP-Total"] == 1 and len(found["body"]) == 1


def test_jsonp_is_a_call_and_only_of_a_name(ask: Ask) -> None:
    answer = ask("/wp/v2/types?_jsonp=show")
    assert answer.content.startswith(b"/**/show(") and answer.headers["Content-Type"].startswith(
        "application/javascript"
    )
    assert ask("/wp/v2/types?_jsonp=alert(1)").status_code == 400


@pytest.mark.parametrize("how", ["query", "header"])
def test_the_method_may_be_told_otherwise(write: Write, ask: Ask, how: str) -> None:
    post = write()
    if how == "query":
        answer = ask(f"/wp/v2/posts/{post.pk}?_method=DELETE", "editor", "POST")
    else:
        answer = ask(f"/wp/v2/posts/{post.pk}", "editor", "POST", HTTP_X_HTTP_METHOD_OVERRIDE="DELETE")
    assert answer.json()["status"] == "trash"


def test_head_has_the_headers_and_no_body(write: Write, ask: Ask) -> None:
    write()
    answer = ask("/wp/v2/posts", method="HEAD")
    assert answer.status_code == 200 and answer.content == b"" and answer.headers["X-WP-Total"] == "1"


def test_options_describes_the_route(ask: Ask) -> None:
    found = ask("/wp/v2/posts", method="OPTIONS").json()
    assert found["namespace"] == "wp/v2" and found["methods"] == ["GET", "POST"]
    assert found["endpoints"][0]["args"]["per_page"]["maximum"] == 100
    assert found["schema"]["title"] == "post"


def test_lists_say_how_many_there_are_and_where_to_go_on(write: Write, ask: Ask) -> None:
    for number in range(5):
        write(f"Story {number}")
    answer = ask("/wp/v2/posts?per_page=2&page=2")
    assert (answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"]) == ("5", "3")
    assert 'page=1>; rel="prev"' in answer.headers["Link"] and 'page=3>; rel="next"' in answer.headers["Link"]
    beyond = ask("/wp/v2/posts?per_page=2&page=9")
    assert beyond.status_code == 400 and beyond.json()["code"] == "rest_post_invalid_page_number"


@pytest.mark.parametrize(("role", "allow"), [("", "GET"), ("author", "GET, POST"), ("administrator", "GET, POST")])
def test_allow_names_what_the_asker_may_do(ask: Ask, role: str, allow: str) -> None:
    assert ask("/wp/v2/posts", role).headers["Allow"] == allow


def test_cors_answers_the_origin_that_asks(ask: Ask) -> None:
    answer = ask("/wp/v2/types", HTTP_ORIGIN="https://app.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example"
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"


def test_a_refusal_names_every_wrong_argument(ask: Ask) -> None:
    answer = ask("/wp/v2/posts?per_page=900&page=0")
    found = answer.json()
    assert (answer.status_code, found["code"], found["data"]["status"]) == (400, "rest_invalid_param", 400)
    assert set(found["data"]["params"]) == {"per_page", "page"}
    assert found["data"]["details"]["page"]["code"] == "rest_out_of_bounds"


@pytest.mark.parametrize("path", ["/wp/v9", "/wp/v2/nothing", "/wp/v2/posts/x", "/wp/v2/posts/1/x"])
def test_unknown_routes_are_404(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 404 and answer.json()["code"] == "rest_no_route"


def test_an_application_password_is_its_user(ask: Ask, people: dict[str, User]) -> None:
    assert ask("/wp/v2/users/me", "author").json()["id"] == people["author"].pk
    assert ask("/wp/v2/users/me").status_code == 401


def test_a_session_needs_a_nonce(people: dict[str, User]) -> None:
    from wirepress.content.users import nonces

    client = Client()
    client.force_login(people["author"])
    nonce = nonces.create("wp_rest", people["author"].pk, client.session.session_key or "")
    assert client.get("/wp-json/wp/v2/users/me").status_code == 401
    assert client.get("/wp-json/wp/v2/users/me", HTTP_X_WP_NONCE=nonce).json()["id"] == people["author"].pk
    wrong = client.get("/wp-json/wp/v2/users/me", HTTP_X_WP_NONCE="0123456789")
    assert wrong.status_code == 403 and wrong.json()["code"] == "rest_cookie_invalid_nonce"


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[1,", b'{"a":' * 2000])
def test_a_body_that_is_no_json_is_a_400(ask: Ask, people: dict[str, User], body: bytes) -> None:
    answer = Client().generic("POST", "/wp-json/wp/v2/posts", body, content_type="application/json")
    assert answer.status_code == 400 and json.loads(answer.content)["code"] == "rest_invalid_json"


@pytest.mark.parametrize("name", ["a%0D%0AX-Evil:%201", "%C4%80", "a%5B%C4%80%0D%5D", "%3E%3B%20rel=%22next%22"])
def test_names_of_parameters_cannot_break_the_link_header(ask: Ask, write: Write, name: str) -> None:
    for place in range(3):
        write(f"Tide {place}")
    link = ask(f"/wp/v2/posts?per_page=1&page=2&{name}=1")["Link"]
    assert link.isascii() and link.count(">; rel=") == 2 and "\r" not in link and "Evil: 1" not in link
