"""Answers, blockers, addresses and documents of themes, judged without a site."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.http.response import FetchedResponse
from wirepress.transfer.live.asking import is_same_site, route_address
from wirepress.transfer.live.blockers import explain_closed, find_blocker
from wirepress.transfer.live.parse_answer import parse_answer
from wirepress.transfer.live.read_lists import _ask_for_less, _ask_for_more
from wirepress.transfer.live.reading_state import Collection
from wirepress.transfer.live.write.guess_permalinks import guess_permalinks
from wirepress.transfer.live.write.theme_documents import styles_document, template_document

pytestmark = pytest.mark.pure
TEXT = st.text(max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(TEXT, one, max_size=3),
    max_leaves=6,
)
HOME = "https://old.example"


@given(st.lists(JSON, max_size=4) | st.dictionaries(TEXT, JSON, max_size=4))
def test_what_a_site_says_is_read_with_whatever_stands_in_front(said: Any) -> None:
    text = json.dumps(said)
    assert parse_answer(text.encode()) == said
    assert parse_answer(b"\xef\xbb\xbf\r\n" + text.encode()) == said
    notice = "<br />\n<b>Notice</b>: Undefined index: [lang] {a} in <b>/srv/x.php</b> on line <b>7</b><br />\n"
    found = parse_answer(f"{notice}{text}\n".encode())
    assert found == said


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    found = parse_answer(raw)
    assert found is None or isinstance(found, list | dict)
    answer = FetchedResponse(HOME, 403, {"content-type": "text/html"}, raw)
    assert isinstance(find_blocker(answer), str) and isinstance(explain_closed(answer, ""), str)


def test_a_page_is_no_answer() -> None:
    page = '<!DOCTYPE html><script>var a = {"id": 1, "list": [1, 2, 3]};</script>'
    assert parse_answer(page.encode()) is None
    assert parse_answer(b"[" * 100_000) is None
    assert parse_answer(b"9" * 10_000) is None
    assert parse_answer(b"[" + b"{}," * 1_500_000 + b"{}]") is None  # small on the wire, large in memory
    assert parse_answer(b"x " + b"[1,1,1,1" * 200_000) is None


@pytest.mark.parametrize("status", [200, 301, 404])
def test_a_site_that_speaks_is_no_blocker(status: int) -> None:
    said = json.dumps(
        {"code": "rest_no_route", "message": "Wordfence is our favourite plugin, Mod_Security too"}
    ).encode()
    assert find_blocker(FetchedResponse(HOME, status, {"content-type": "application/json"}, said)) == ""


def story(number: int, link: str, **more: Any) -> dict[str, Any]:
    facts = {
        "type": "post",
        "status": "publish",
        "date": f"2024-03-{number % 28 + 1:02d}T09:30:05",
        "slug": f"story-{number}",
    }
    return {"id": number, "author": 4, "class_list": ["category-sea"], **facts, "link": HOME + link, **more}


@pytest.mark.parametrize(
    ("pattern", "link"),
    [
        ("", "/?p={id}"),
        ("/%postname%/", "/{slug}/"),
        ("/%postname%", "/{slug}"),
        ("/%year%/%monthnum%/%day%/%postname%/", "/{y}/{m}/{d}/{slug}/"),
        ("/%year%/%monthnum%/%postname%/", "/{y}/{m}/{slug}/"),
        ("/archives/%post_id%", "/archives/{id}"),
        ("/index.php/%year%/%monthnum%/%day%/%postname%/", "/index.php/{y}/{m}/{d}/{slug}/"),
        ("/%category%/%postname%.html", "/sea/{slug}.html"),
        ("/%author%/%postname%/", "/nora/{slug}/"),
        ("/news/%postname%-%post_id%/", "/news/{slug}-{id}/"),
    ],
)
@pytest.mark.parametrize("base", ["", "/blog"])
def test_the_form_of_addresses_is_told_from_stories(pattern: str, link: str, base: str) -> None:
    rows = []
    for number in (103, 211, 325):
        row = story(number, "")
        y, m, d = row["date"][:10].split("-")
        row["link"] = HOME + base + link.format(id=number, slug=row["slug"], y=y, m=m, d=d)
        rows.append(row)
    assert guess_permalinks(rows, HOME + base, {4: "nora"}) == pattern


def test_stories_that_do_not_agree_tell_nothing() -> None:
    assert guess_permalinks([story(1, "/story-1/"), story(2, "/2024/story-2/")], HOME, {}) is None
    assert guess_permalinks([], HOME, {}) is None
    assert guess_permalinks([story(1, "/elsewhere/"), {"id": 3}, "x"], HOME, {}) is None


@pytest.mark.parametrize("most", [100, 60, 7, 2])
def test_smaller_pages_begin_where_the_next_one_would_have(most: int) -> None:
    known = Collection(page=4, per_page=most, most=most)
    place = 3 * most
    while _ask_for_less(known):
        assert (known.page - 1) * known.per_page == place
    assert known.per_page == 1
    for _ in range(most):
        known.page += 1
        _ask_for_more(known)
    assert known.per_page == most and (known.page - 1) * most == place + most


def test_routes_have_addresses_in_both_forms() -> None:
    assert route_address(f"{HOME}/wp-json/", "/wp/v2/posts", page=2) == f"{HOME}/wp-json/wp/v2/posts?page=2"
    plain = f"{HOME}/index.php?rest_route=/"
    assert route_address(plain, "/wp/v2/posts", page=2) == f"{HOME}/index.php?rest_route=/wp/v2/posts&page=2"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://old.example/a", "https://www.old.example/", True),
        ("https://old.example:443", "http://OLD.example:80/x", True),
        ("https://old.example", "https://old.example:8443/", False),
        ("https://old.example", "https://new.example/", False),
        ("https://old.example", "https://old.example.evil.example/", False),
        ("https://old.example@evil.example/", "https://old.example/", False),
    ],
)
def test_a_site_is_its_server_with_or_without_www(one: str, other: str, same: bool) -> None:
    assert is_same_site(one, other) is same


def test_documents_of_a_theme() -> None:
    assert template_document({"source": "theme", "wp_id": 3}, "wp_template") is None
    assert template_document({"source": "custom", "wp_id": "3"}, "wp_template") is None
    assert json.loads(styles_document({"id": 4, "styles": {"color": {}}}, "bare")["content"]["raw"])[
        "isGlobalStylesUserThemeJSON"
    ]
