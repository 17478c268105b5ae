"""Reactions by a plain form, and the faces at the address of the markup."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.features.engagement.conftest import Story
from wirepress.features.engagement.reactions.state import state


@pytest.fixture
def reader() -> Client:
    """A reader's browser."""
    return Client(SERVER_NAME="news.example")


def test_forms_of_other_sites_are_refused(story: Story, reader: Client) -> None:
    post, foreign = story(), {"HTTP_ORIGIN": "https://elsewhere.example"}
    assert reader.post("/wp-reactions-post.php", {"post_ID": post.pk, "reaction": 1}, **foreign).status_code == 403
    assert state([post.pk])[post.pk].total == 0


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x()", "/\\elsewhere"]
)
def test_the_form_leads_back_to_this_site_only(story: Story, reader: Client, target: str) -> None:
    post = story()
    answer = reader.post("/wp-reactions-post.php", {"post_ID": post.pk, "reaction": 2, "redirect_to": target})
    assert answer.headers["Location"].startswith(f"/?p={post.pk}#")


def test_a_reaction_by_form_counts_moves_and_goes(story: Story, reader: Client) -> None:
    post = story()
    for reaction, counts in ((2, {2: 1}), (5, {5: 1}), (5, {})):
        answer = reader.post("/wp-reactions-post.php", {"post_ID": post.pk, "reaction": reaction, "redirect_to": "/"})
        assert answer.status_code == 303
        found = state([post.pk])[post.pk].counts
        assert {number: count for number, count in found.items() if count} == counts


@pytest.mark.parametrize(
    "form", [{"post_ID": 99999, "reaction": 1}, {"post_ID": "x", "reaction": 1}, {"reaction": 9}, {}]
)
def test_unknown_stories_and_reactions_are_not_there(story: Story, reader: Client, form: dict[str, object]) -> None:
    post = story()
    answer = reader.post(
        "/wp-reactions-post.php", {"post_ID": post.pk, **form} if "reaction" in form and "post_ID" not in form else form
    )
    assert answer.status_code == 404
    assert state([post.pk])[post.pk].total == 0


@pytest.mark.parametrize("slashes", ["/", "//"])
def test_the_faces_are_where_the_markup_says(db: None, reader: Client, slashes: str) -> None:
    answer = reader.get(f"/wp-content/plugins/booster-extension{slashes}assets/icon/happy.svg")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/svg+xml"
