"""Any address, form or header gets an answer of the public site, and never one that says the server failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote_to_bytes

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.sending import Undo
from tests.access.world import World
from tests.attacks.site import odd
from tests.effort import every_nth, examples
from wirepress.content.options import store

pytestmark = pytest.mark.django_db
EXAMPLES: Final = examples(15, 600)
NAMES: Final = tuple(
    "p page_id attachment_id cat category_name tag post_format author author_name m year monthnum day w paged page cpage feed embed s "
    "name pagename post_type preview replytocom unapproved moderation-hash sitemap sitemap-subtype sitemap-stylesheet withcomments "
    "withoutcomments orderby rsd error attachment tag_id taxonomy term hour second sentence".split()
)
PATHS: Final = (
    "/{}",
    "/{}/",
    "/{}/feed/",
    "/feed/{}/",
    "/feed/?paged={}",
    "/page/{}/",
    "/page/{}/feed/",
    "/2026/{}/",
    "/2026/02/{}/feed/",
    "/2026/03/09/{}/",
    "/category/{}/",
    "/category/{}/feed/atom/",
    "/tag/{}/page/2/",
    "/author/{}/feed/",
    "/author/{}/",
    "/search/{}/",
    "/search/{}/feed/rdf/",
    "/type/{}/",
    "/comments/feed/{}/",
    "/comments/feed/?paged={}",
    "/tide/{}/",
    "/tide/feed/{}/",
    "/tide/{}/embed/",
    "/wp-sitemap-posts-post-{}.xml",
    "/wp-sitemap-{}-1.xml",
    "/wp-sitemap{}.xsl",
    "/wp-content/uploads/{}",
    "/wp-includes/wirepress/{}",
    "/index.php/{}",
    "/xmlrpc.php?{}",
    "/robots.txt?{}",
    "/wp-{}.php",
    "/wp-content/plugins/booster-extension/assets/icon/{}.svg",
    "/favicon.ico?{}",
    "/wp-comments-post.php?{}",
    "/wp-login.php?action={}",
)
FORMS: Final = {
    "/wp-comments-post.php": "comment_post_ID comment_parent comment author email url redirect_to rating wp-comment-cookies-consent",
    "/wp-reactions-post.php": "post_ID reaction redirect_to",
    "/wp-likes-post.php": "post_ID choice redirect_to",
    "/wp-admin/admin-ajax.php": "action postID reactdata LikeDislike _wpnonce nonce post_id id",
    "/wp-login.php?action=postpass": "post_password redirect_to",
    "/wp-login.php": "log pwd rememberme redirect_to testcookie action",
}
HEADERS: Final = tuple(
    "RANGE IF_RANGE IF_MODIFIED_SINCE IF_NONE_MATCH COOKIE USER_AGENT REFERER ORIGIN ACCEPT ACCEPT_LANGUAGE X_FORWARDED_FOR "
    "X_FORWARDED_PROTO".split()
)


STYLES: Final = ("/%year%/%monthnum%/%day%/%postname%/", "/archives/%post_id%", "")
each_style = pytest.mark.parametrize("style", range(len(STYLES)), ids=["dates", "numbers", "plain"])


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """A small site."""
    found = World("administrator")
    store.put("permalink_structure", STYLES[0])
    yield found
    store.forget()


def share(style: int) -> tuple[str, ...]:
    """The odd values that are tried with a style of addresses: each is tried with one of them."""
    store.put("permalink_structure", STYLES[style])
    return odd.ENCODED[style :: len(STYLES)]


def answer(method: str, address: str, **more: Any) -> HttpResponse:
    """The site's answer; whatever was written is taken back.

    Raises what the server does not handle, and AssertionError for a status of 500 and more."""
    found: list[HttpResponse] = []
    try:
        with transaction.atomic():
            found.append(Client().generic(method, address, **more))
            raise Undo
    except Undo:
        store.forget()
    assert found[0].status_code < 500, f"{found[0].status_code} {method} {address[:200]}"
    return found[0]


def faults(asked: list[tuple[str, dict[str, Any]]], method: str = "GET") -> list[str]:
    """What broke, all of it."""
    broken = []
    for address, more in asked:
        try:
            answer(method, address, **more)
        except Exception as problem:
            broken.append(f"{address[:120]} {str(more)[:120]}: {problem!r}"[:400])
    return broken


@each_style
def test_no_parameter_breaks_a_page(style: int, world: World) -> None:
    # Redirects to pretty addresses hide what is behind them, so those that decide are asked with every value below.
    assert (
        faults(
            [
                (f"/?{name}={value}", {})
                for turn, name in enumerate(NAMES)
                for value in every_nth(share(style), 10, turn)
            ]
        )
        == []
    )


@pytest.mark.parametrize(
    "name", ["p", "cat", "author", "m", "year", "paged", "page", "feed", "sitemap", "name", "attachment_id"]
)
def test_no_parameter_of_a_plain_address_breaks_it(name: str, world: World) -> None:
    store.put("permalink_structure", "")
    assert faults([(f"/?{name}={value}", {}) for value in every_nth(odd.ENCODED, 4, len(name))]) == []


@each_style
def test_no_path_breaks_a_page(style: int, world: World) -> None:
    assert (
        faults(
            [
                (path.format(value), {})
                for turn, path in enumerate(PATHS)
                for value in every_nth(share(style), 6, turn)
                if len(value) < 9000
            ]
        )
        == []
    )


@each_style
def test_no_mixture_breaks_a_page(style: int, world: World) -> None:
    share(style)

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(PATHS), odd.ANY, odd.queries((*NAMES, "rest_route")))
    def check(path: str, value: str, query: str) -> None:
        address = path.format(value)
        answer("GET", f"{address}{'&' if '?' in address else '?'}{query}")

    check()


@pytest.mark.parametrize("address", FORMS)
def test_no_form_breaks_what_takes_it(address: str, world: World) -> None:
    names = tuple(FORMS[address].split())
    kind = "application/x-www-form-urlencoded"
    right = "comment_post_ID=1&comment=Tide&author=A&email=a%40desk.example"
    pairs = [(name, value) for turn, name in enumerate(names) for value in every_nth(share(0), 3, turn)]
    asked = [(address, {"data": f"{right}&{name}={value}", "content_type": kind}) for name, value in pairs]
    assert faults(asked, "POST") == []

    @settings(max_examples=EXAMPLES // 2, suppress_health_check=list(HealthCheck))
    @given(
        odd.queries(names), st.sampled_from((kind, "multipart/form-data; boundary=x", "text/plain", "")), st.booleans()
    )
    def check(query: str, content_type: str, raw: bool) -> None:
        answer("POST", address, data=unquote_to_bytes(query) if raw else query, content_type=content_type)

    check()


@pytest.mark.parametrize(
    "address", ["/", "/feed/", "/wp-sitemap.xml", "/wp-includes/wirepress/site.css", "/xmlrpc.php?rsd", "/no/such/"]
)
def test_no_header_breaks_an_answer(address: str, world: World) -> None:
    values = [unquote_to_bytes(value).decode("latin-1") for value in odd.ENCODED]
    more = [
        "bytes=²-",
        "bytes=9-1",
        "bytes=" + "9" * 400 + "-",
        "Sun, 31 Feb 2026 25:61:61 GMT",
        "Sun, 09 Aug 9999999 14:05:25 GMT",
        '"',
        'W/"',
        "*",
    ]
    tried = [(name, value) for turn, name in enumerate(HEADERS) for value in every_nth([*values[::8], *more], 4, turn)]
    assert faults([(address, {f"HTTP_{name}": value}) for name, value in tried]) == []


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_no_method_breaks_an_address(method: str, world: World) -> None:
    addresses = [path.format("tide") for path in every_nth(PATHS, 3, len(method))] + [
        "/",
        "/?s=tide",
        "/?sitemap=index",
        "/?feed=rss2",
        "/?p=1",
        "/?rest_route=/",
        *FORMS,
    ]
    assert faults([(address, {}) for address in addresses], method) == []
