"""How many queries the newsroom's lists may ask, and that ten times the rows do not ask more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.sections import first_section
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db
LISTS = {
    "posts/": 34,
    "posts/?q=story": 56,
    "posts/?status=draft": 26,
    "posts/?status=publish&p=2": 26,
    "posts/?category={term}": 40,
    "posts/?author={user}&m=202601": 36,
    "posts/?o=1": 26,
    "pages/": 22,
    "media/": 24,
    "media/?q=story": 24,
    "comments/": 22,
    "comments/?status=0&q=good": 22,
    "users/": 14,
    "categories/": 14,
    "search/?s=story": 60,
}
FEW, MANY = 70, 140


def _fill(user: User, start: int, number: int) -> None:
    states = ("publish", "publish", "draft", "pending", "private")
    for place in range(start, start + number):
        values = {"title": f"Story {place}", "content": "<p>A story.</p>", "status": states[place % len(states)]}
        post = create_post({**values, "date": datetime(2026, 1, 1) + timedelta(hours=place)}, actor=user)
        Comment.objects.create(post_id=post.pk, author_name="Reader", content=f"Good {place}.", approved=str(place % 2))


def _asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_more_stories_ask_no_more_questions() -> None:
    store.forget()
    section = first_section("Unsorted")
    user = create_user(login="ann", email="ann@desk.example", password="eleven-blue-doors", role="administrator")
    client = Client(SERVER_NAME="news.example")
    client.force_login(user)
    _fill(user, 0, FEW)
    addresses = {f"/wp-admin/{path}".format(term=section.pk, user=user.pk): most for path, most in LISTS.items()}
    few = {address: _asked(client, address) for address in addresses}
    _fill(user, FEW, MANY - FEW)
    many = {address: _asked(client, address) for address in addresses}
    assert {address: number for address, number in few.items() if number > addresses[address]} == {}
    assert {address: (few[address], number) for address, number in many.items() if number > few[address] + 1} == {}
