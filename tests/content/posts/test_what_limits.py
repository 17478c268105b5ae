"""What the plainest lists are read from holds everything of its kind; whatever leaves something out goes the long way."""

from __future__ import annotations

from typing import Any

import pytest

from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.users.actions.create import create_user


@pytest.mark.parametrize(
    "limit",
    [{"sticky": False}, {"sticky": True}, {"menu_order": 0}, {"has_password": False}, {"has_password": True}],
    ids=str,
)
def test_false_and_nought_limit_a_list(db: Any, limit: dict[str, Any]) -> None:
    chief = create_user(login="chief", email="chief@tide.example", password="low-water-9", role="administrator")
    for number in range(3):
        more = ({}, {"sticky": True, "menu_order": 2}, {"password": "ebb"})[number]
        create_post({"title": f"Tide {number}", "content": "Low water.", "status": "publish", **more}, actor=chief)
    expected = {"sticky": {False: 2, True: 1}, "menu_order": {0: 2}, "has_password": {False: 2, True: 1}}
    ((name, value),) = limit.items()
    for words in ("", "tide"):
        found = queries.find_posts(PostQuery(search=words, actor=chief, **limit))
        assert (found.total, len(found.ids)) == (expected[name][value],) * 2, words


def test_revisions_are_searched(db: Any) -> None:
    chief = create_user(login="chief", email="chief@tide.example", password="low-water-9", role="administrator")
    post = create_post({"title": "Tide", "content": "Low water.", "status": "publish"}, actor=chief)
    update_post(post, {"content": "High water."}, actor=chief)
    query = PostQuery(types=("revision",), statuses=("inherit",), parent=(post.pk,), search="high", actor=chief)
    assert queries.find_posts(query).total == 1
