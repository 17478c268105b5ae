"""Any query and any form gets an answer of the newsroom, and never one that says the server failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote_to_bytes

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.sending import Undo
from tests.access.world import World
from tests.attacks.site import odd
from tests.effort import every_nth, examples
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.web.admin.models import Category, MediaItem, Page, Story, Tag

pytestmark = pytest.mark.django_db
EXAMPLES: Final = examples(25, 600)
LISTS: Final = (Story, Page, MediaItem, Category, Tag, Comment, User)
# Django's own parameters of lists, those of the filters, and WordPress's of the addresses that stand for pages here.
NAMES: Final = tuple(
    "p q o e all status category author m kind role _popup _to_field _changelist_filters next post action post_type taxonomy tag_ID "
    "user_id c comment post_status s paged page id state source search out group".split()
)
FIELDS: Final = tuple(
    "title content excerpt slug status date_0 date_1 date password categories tags author parent menu_order featured_media "
    "comment_status sticky name description email url role display_name reassign alt action _selected_action select_across index "
    "confirmed deed one item kind value on".split()
)


def desk_name(model: Any, page: str) -> str:
    """The name of a list's address."""
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def addresses(world: World) -> list[str]:
    """Every page of the newsroom that needs nothing in its path, the pages of features, and one row of every list."""
    patterns = [str(pattern.pattern) for pattern in admin.site.get_urls()]
    plain = [f"/wp-admin/{pattern}" for pattern in patterns if "<" not in pattern and "(" not in pattern]
    lists = [
        reverse(desk_name(model, page))
        for model in LISTS
        for page in ("changelist", "add")
        if (model, page) != (Comment, "add")
    ]
    firsts = {
        Story: Post.objects.filter(type="post"),
        Category: Term.objects.all(),
        Comment: Comment.objects.all(),
        User: User.objects.all(),
    }
    rows = [reverse(desk_name(model, "change"), args=(some[0].pk,)) for model, some in firsts.items() if some]
    features = [f"/wp-admin/{page.path.strip('/')}/" for page in extensions().declared("admin_pages")]
    return [path for path in dict.fromkeys([*plain, *lists, *rows, *features]) if "logout" not in path]


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """A small newsroom, and somebody who may everything."""
    yield World("administrator")
    store.forget()


def answer(client: Client, method: str, address: str, **more: Any) -> HttpResponse:
    """The newsroom's answer; whatever was written is taken back.

    Raises what the server does not handle, and AssertionError for a status of 500 and more."""
    found: list[HttpResponse] = []
    try:
        with transaction.atomic():
            found.append(client.generic(method, address, **more))
            raise Undo
    except Undo:
        store.forget()
    assert found[0].status_code < 500, f"{found[0].status_code} {method} {address[:200]}"
    return found[0]


def client_of(world: World) -> Client:
    """The browser of the one who may everything."""
    client = Client()
    assert world.me is not None
    client.force_login(world.me)
    return client


def test_the_walk_meets_every_kind_of_page(world: World) -> None:
    found = addresses(world)
    assert {"/wp-admin/post.php", "/wp-admin/settings/", reverse(desk_name(Story, "changelist"))} <= set(found) and len(
        found
    ) > 25
    assert get_resolver().resolve(found[0])


def test_no_parameter_breaks_a_page(world: World) -> None:
    client, broken = client_of(world), []
    for place, address in enumerate(addresses(world)):
        for turn, name in every_nth([*enumerate(NAMES)], 6, place):  # each name on a sixth of the pages
            for value in odd.ENCODED[(place * 7 + turn * 3) % len(odd.ENCODED) :][:1]:
                try:
                    answer(client, "GET", f"{address}?{name}={value}")
                except Exception as problem:  # all that is broken is told, not the first alone
                    broken.append(f"{address}?{name}={value[:40]}: {problem!r}"[:300])
    assert broken == []


def test_no_number_in_a_path_breaks_a_page(world: World) -> None:
    client, broken = client_of(world), []
    pages = [reverse(desk_name(model, "change"), args=("0",)) for model in LISTS] + [
        "/wp-admin/settings/0/",
        "/wp-admin/0/",
    ]
    for page in pages:
        for value in every_nth(odd.ENCODED, 6):
            try:
                answer(client, "GET", page.replace("/0/", f"/{value}/"))
            except Exception as problem:
                broken.append(f"{page} {value[:40]}: {problem!r}"[:300])
    assert broken == []


def test_no_form_breaks_a_page(world: World) -> None:
    client, pages = client_of(world), addresses(world)

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(pages), odd.queries(FIELDS), odd.queries(NAMES), st.booleans())
    def check(page: str, form: str, query: str, raw: bool) -> None:
        data = unquote_to_bytes(form) if raw else form
        answer(client, "POST", f"{page}?{query}", data=data, content_type="application/x-www-form-urlencoded")

    check()
