"""Whatever a writing program sends as arguments, it gets an answer or a fault; nothing ends in an error of the server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.sending import Undo
from tests.access.world import World
from tests.attacks.rest.junk import ODD
from tests.effort import every_nth, examples
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.web.xmlrpc.call import SharedSignIn
from wirepress.web.xmlrpc.methods import _SITE, _SYSTEM, call_method
from wirepress.web.xmlrpc.xml_codec import CallDate, Fault, encode_response, parse_call

pytestmark = pytest.mark.django_db
EXAMPLES: Final = examples(4, 100)  # for each method
BLOGGER: Final = (
    "blogger.getPost",
    "blogger.getRecentPosts",
    "blogger.newPost",
    "blogger.editPost",
    "blogger.deletePost",
    "metaWeblog.deletePost",
)
FIELDS: Final = tuple(
    "post_title post_content post_excerpt post_status post_type post_date post_date_gmt post_author post_name post_password post_parent "
    "post_format post_thumbnail menu_order comment_status ping_status sticky custom_fields terms terms_names enclosure number offset "
    "orderby order who role fields title description mt_excerpt mt_text_more mt_keywords mt_allow_comments mt_allow_pings "
    "mt_convert_breaks mt_tb_ping_urls categories dateCreated date_created_gmt wp_slug wp_password wp_author_id wp_page_parent_id "
    "wp_page_order wp_page_template wp_post_format wp_post_thumbnail page_status name slug parent parent_id taxonomy hide_empty search "
    "first_name last_name nickname display_name url bio nicename email type bits overwrite post_id post_mime_type mime_type status "
    "author author_url author_email content comment_parent comment_id date if_not_modified_since time_zone blog_title thumbnail_size_w "
    "gmt_offset id key value public hierarchical capabilities show_ui methodName params".split()
)
# What only this interface has: dates, bytes, numbers at the ends.
OWN: Final = (
    CallDate(datetime(1, 1, 1)),
    CallDate(datetime(9999, 12, 31, 23, 59), gmt=True),
    b"\xff\0",
    b"",
    float("inf"),
    float("nan"),
    -1e300,
    2**63 - 1,
    -(2**63),
)
_PLAIN: Final = st.one_of(
    st.sampled_from(ODD),
    st.sampled_from(OWN),
    st.integers(0, 12),
    st.text(max_size=12),
    st.sampled_from(("publish", "category", "post")),
)
_WORDS: Final = st.one_of(st.sampled_from(FIELDS), st.text(max_size=4))
VALUES: Final = st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=8), max_leaves=14
)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """A small newsroom."""
    yield World("administrator")
    store.forget()


def call(name: str, args: list[Any], visit: SharedSignIn) -> None:
    """Makes the call and writes its answer; what it changed is taken back."""
    try:
        with transaction.atomic():
            try:
                encode_response(call_method(name, args, visit))
            except Fault as fault:
                assert fault.message and isinstance(fault.code, int)
            raise Undo
    except Undo:
        store.forget()


def numbers() -> list[int]:
    """Some posts, terms and comments that there are."""
    return [
        number
        for kind in (Post, Term, Comment)
        for number in kind.objects.order_by("-pk").values_list("pk", flat=True)[:4]
    ]


@pytest.mark.parametrize("name", [*_SITE, *_SYSTEM])
def test_no_argument_breaks_a_method(name: str, world: World) -> None:
    assert world.me is not None
    visit, there = SharedSignIn("203.0.113.7", known={("administrator", "right"): world.me}), st.sampled_from(numbers())

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(st.one_of(there, VALUES), st.lists(st.one_of(VALUES, there), max_size=6), st.booleans())
    def check(first: Any, more: list[Any], blogger: bool) -> None:
        who = [first, "administrator", "right"]
        call(name, [0, *who, *more] if name in BLOGGER or blogger else [*who, *more], visit)

    check()


@pytest.mark.parametrize("name", [*_SITE, *_SYSTEM])
def test_no_kind_of_argument_breaks_a_method(name: str, world: World) -> None:
    assert world.me is not None
    visit = SharedSignIn("203.0.113.7", known={("administrator", "right"): world.me})
    kinds: list[Any] = [
        None,
        True,
        -1,
        2**63 - 1,
        1e308,
        "",
        "²",
        "x" * 5000,
        b"\xff",
        CallDate(datetime(9999, 12, 31)),
        [],
        [[]],
        {},
        {"a": []},
        [{}],
        *numbers(),
    ]
    for odd in every_nth(kinds, 4, len(name)):
        struct = dict.fromkeys(FIELDS, odd)
        for args in (
            [odd] * 3,
            [odd, "administrator", "right", odd, odd, odd],
            [1, "administrator", "right", struct, struct],
            [*numbers()[:1], "administrator", "right", struct],
        ):
            call(name, args, visit)
        call(name, [numbers()[0], "administrator", "right", numbers()[0], struct, odd], visit)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=80),
    st.sampled_from([b"", b"\n", b"\xef\xbb\xbf", b"<?xml version='1.0' encoding='UTF-16'?>", b"<!DOCTYPE a>", b"\0"]),
    st.integers(0, 400),
)
def test_no_body_breaks_the_reader(junk: bytes, before: bytes, place: int) -> None:
    whole = b"<?xml version='1.0'?><methodCall><methodName>demo.sayHello</methodName><params><param><value><struct><member><name>a</name><value>"
    whole += b"<int>7</int></value></member></struct></value></param></params></methodCall>"
    try:
        parse_call(before + whole[:place] + junk + whole[place:])
    except Fault as fault:
        assert fault.code in (-32700, -32600)


def test_the_door_answers_any_body(world: World) -> None:
    for body in (
        b"",
        b"\0",
        b"\xff",
        b"<methodCall/>",
        b"<methodCall><params><param/></params></methodCall>",
        b"<methodCall>" * 5000,
    ):
        told = Client().post("/xmlrpc.php", body, content_type="text/xml")
        assert told.status_code == 200 and b"<fault>" in told.content
