"""Reacting by REST and by the AJAX call of existing themes: counted, moved, taken back, and never from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.features.engagement.conftest import Story
from wirepress.content.options import features
from wirepress.content.posts.models import Post
from wirepress.content.users import nonces
from wirepress.features.engagement.models import ReactionCount, ReaderReaction
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.features.engagement.reactions.state import state
from wirepress.settings.settings import get_settings


def _react(client: Client, post: int, reaction: Any, **headers: Any) -> Any:
    return client.post(
        f"/wp-json/wirepress/v1/posts/{post}/reactions",
        json.dumps({"reaction": reaction}),
        content_type="application/json",
        **headers,
    )


def _ajax(client: Client, post: object, data: str, **headers: Any) -> Any:
    nonce = nonces.create("be_ajax_nonce")
    form = {"action": "booster_extension_post_react", "postID": post, "reactdata": data, "_wpnonce": nonce}
    return client.post("/wp-admin/admin-ajax.php", form, **headers)


def _counts(post: Post) -> dict[int, int]:
    return {number: count for number, count in state([post.pk])[post.pk].counts.items() if count}


def test_a_reaction_is_left_moved_and_taken_back(story: Story) -> None:
    post, client = story(), Client()
    answers = [_react(client, post.pk, reaction).json() for reaction in (3, 5, 5)]
    assert [answer["reacted"] for answer in answers] == [3, 5, None]
    assert answers[1]["counts"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 1, "6": 0}
    assert answers[1]["percents"]["5"] == 100
    assert _counts(post) == {} and ReaderReaction.objects.count() == 0


def test_readers_are_told_apart_and_only_the_own_reaction_shows(story: Story) -> None:
    post = story()
    _react(Client(), post.pk, 1, REMOTE_ADDR="192.0.2.1")
    second = _react(Client(), post.pk, 1, REMOTE_ADDR="192.0.2.2").json()
    assert second["counts"]["1"] == 2
    html = Client().get(f"/wp-json/wp/v2/posts/{post.pk}", REMOTE_ADDR="192.0.2.1").json()["content"]["rendered"]
    other = Client().get(f"/wp-json/wp/v2/posts/{post.pk}", REMOTE_ADDR="192.0.2.9").json()["content"]["rendered"]
    assert 'be-face-icons reacted"' in html and 'be-face-icons reacted"' not in other


@pytest.mark.parametrize("reaction", [0, 7, -1, "x", None, 1.5, [1], True, 10**30])
def test_an_unknown_reaction_is_a_400_and_writes_nothing(story: Story, reaction: Any) -> None:
    post = story()
    assert _react(Client(), post.pk, reaction).status_code == 400
    assert ReactionCount.objects.count() == ReaderReaction.objects.count() == 0


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"type": "page"}, {"status": "private"}, {"status": "trash"}])
def test_what_is_no_published_story_is_a_404(story: Story, fields: dict[str, str]) -> None:
    post = story(**fields)
    assert _react(Client(), post.pk, 1).status_code == 404
    assert _react(Client(), 10**17, 1).status_code == 404
    assert _ajax(Client(), post.pk, "be-react-1").content == b"0"
    assert ReactionCount.objects.count() == ReaderReaction.objects.count() == 0


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "null"}],
)
def test_pages_of_other_sites_are_refused(story: Story, headers: dict[str, str]) -> None:
    post = story()
    assert _react(Client(), post.pk, 1, **headers).status_code == 403
    assert _ajax(Client(), post.pk, "be-react-1", **headers).content == b"0"
    assert _counts(post) == {}


def test_own_pages_may_react_without_a_nonce(story: Story) -> None:
    post = story()
    assert _react(Client(), post.pk, 1, HTTP_ORIGIN=get_settings().url).status_code == 200


def test_the_call_of_existing_themes_counts_too(story: Story) -> None:
    post, client = story(), Client()
    for data, counts in (
        ("be-react-2", {2: 1}),
        ("be-react-6", {6: 1}),
        ("be-react-6", {}),
        ("be-react-9", {}),
        ("x", {}),
    ):
        assert _ajax(client, post.pk, data).content == b"0"
        assert _counts(post) == counts
    assert _ajax(client, "1 OR 1=1", "be-react-1").status_code == 200
    assert client.post("/wp-admin/admin-ajax.php", {"action": "nothing"}).status_code == 400


def test_forwarded_addresses_count_only_from_configured_proxies(
    story: Story, change_settings: Callable[..., None]
) -> None:
    post = story()
    for number in range(3):
        _react(Client(), post.pk, 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert _counts(post) == {1: 1}  # thrice the same reader: left, taken back, left
    change_settings(trusted_proxies=["127.0.0.1"])
    for number in range(3):
        _react(Client(), post.pk, 2, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert _counts(post) == {1: 1, 2: 3}


def test_no_address_is_kept_and_the_hash_changes_every_day(story: Story) -> None:
    post = story()
    _react(Client(), post.pk, 1, REMOTE_ADDR="192.0.2.77")
    row = ReaderReaction.objects.get()
    assert "192.0.2.77" not in json.dumps([row.reader, str(row.day)])
    today = date(2026, 5, 4)
    assert reader_of("192.0.2.77", "a", today).name != reader_of("192.0.2.77", "a", today + timedelta(days=1)).name
    assert reader_of("192.0.2.77", "a", today).name in reader_of("192.0.2.77", "a", today + timedelta(days=1)).known


def test_switched_off_there_is_no_trace(story: Story) -> None:
    post = story()
    features.switch("engagement", False)
    try:
        assert _react(Client(), post.pk, 1).status_code == 404
        assert "booster" not in Client().get(f"/wp-json/wp/v2/posts/{post.pk}").json()["content"]["rendered"]
    finally:
        features.switch("engagement", True)
