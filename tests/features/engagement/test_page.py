"""The newsroom's page of reactions, and what a story's page tells scripts."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests.features.engagement.conftest import Story
from wirepress.content.options import store
from wirepress.content.users.actions.create import create_user
from wirepress.features.engagement.importing.adopt import adopt_counts


def _as(role: str) -> Client:
    client = Client()
    client.force_login(create_user(login=role, email=f"{role}@desk.example", password="six-green-lamps", role=role))
    return client


def test_totals_and_the_most_reacted_stories(story: Story) -> None:
    one, two = story(slug="one", title="Low <b>tide</b>"), story(slug="two", title="High tide")
    adopt_counts({one.pk: {1: 3}, two.pk: {1: 4, 6: 5}})
    answer = _as("editor").get("/wp-admin/reactions/")
    assert answer.status_code == 200
    assert answer.context_data["totals"] == [7, 0, 0, 5, 0, 0]
    assert [(row["title"], row["total"]) for row in answer.context_data["rows"]] == [
        ("High tide", 9),
        ("Low <b>tide</b>", 3),
    ]
    assert "Low <b>tide</b>" not in answer.content.decode()


@pytest.mark.parametrize(("role", "status"), [("subscriber", 403), ("author", 403), ("editor", 200)])
def test_only_editors_see_it(story: Story, role: str, status: int) -> None:
    assert _as(role).get("/wp-admin/reactions/").status_code in ((status,) if status == 200 else (302, 403))


def test_a_story_tells_existing_scripts_where_to_react(story: Story) -> None:
    post = story()
    html = Client().get(f"/?p={post.pk}", follow=True).content.decode()
    found = re.search(r'<script type="application/json" id="booster_extension_frontend_script">(.*?)</script>', html)
    assert found is not None
    data = json.loads(found[1])
    assert data["ajax_url"].endswith("/wp-admin/admin-ajax.php") and re.fullmatch("[0-9a-f]{10}", data["ajax_nonce"])
    store.put("twp_be_options_settings[twp_be_enable_post_reaction]", 0)
    assert "booster_extension_frontend_script" in Client().get(f"/?p={post.pk}", follow=True).content.decode()
    store.put("twp_be_options_settings[twp_be_enable_like_dislike_button]", 0)
    assert "booster_extension_frontend_script" not in Client().get(f"/?p={post.pk}", follow=True).content.decode()
