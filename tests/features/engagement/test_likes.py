"""Likes and dislikes by REST, by the call of existing themes and by a plain form: once each, moved, taken back, never from elsewhere."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from django.test import Client

from tests.features.engagement.conftest import Story
from wirepress.content.options import features, store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.users import nonces
from wirepress.features.engagement.guard import NONCE_ACTION
from wirepress.features.engagement.importing.adopt import adopt_meta
from wirepress.features.engagement.likes.like import read_likes
from wirepress.features.engagement.models import LikeCount, ReaderLike
from wirepress.features.engagement.settings import OPTION

SHOWN = re.compile(
    r'class="twp-post-like-dislike ((?:can|cant)-(?:dis)?like)|class="(twp-(?:dis)?like-count)">\s*(\d+)'
)


def _like(client: Client, post: int, choice: Any, **headers: Any) -> Any:
    return client.post(
        f"/wp-json/wirepress/v1/posts/{post}/likes",
        json.dumps({"choice": choice}),
        content_type="application/json",
        **headers,
    )


def _ajax(client: Client, post: object, word: str, nonce: str | None = None, **headers: Any) -> Any:
    given = nonces.create(NONCE_ACTION) if nonce is None else nonce
    form = {"action": "booster_extension_like_dislike", "postID": post, "LikeDislike": word, "_wpnonce": given}
    return client.post("/wp-admin/admin-ajax.php", form, **headers)


def _now(post: Post) -> tuple[int, int]:
    found = read_likes([post.pk])[post.pk]
    return found.likes, found.dislikes


def test_a_like_is_left_moved_and_taken_back(story: Story) -> None:
    post, client = story(), Client()
    answers = [_like(client, post.pk, choice).json() for choice in ("like", "dislike", "dislike")]
    assert answers == [
        {"likes": 1, "dislikes": 0, "own": "like"},
        {"likes": 0, "dislikes": 1, "own": "dislike"},
        {"likes": 0, "dislikes": 0, "own": None},
    ]
    assert ReaderLike.objects.count() == 0


def test_a_reader_likes_and_reacts_side_by_side(story: Story) -> None:
    post, client = story(), Client()
    _like(client, post.pk, "like")
    client.post(f"/wp-json/wirepress/v1/posts/{post.pk}/reactions", {"reaction": 1}, content_type="application/json")
    assert _now(post) == (1, 0)


@pytest.mark.parametrize("choice", ["love", "", None, 1, True, ["like"], {"like": 1}])
def test_an_unknown_choice_is_a_400_and_writes_nothing(story: Story, choice: Any) -> None:
    assert _like(Client(), story().pk, choice).status_code == 400
    assert LikeCount.objects.count() == 0


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"type": "page"}, {"status": "private"}])
def test_what_is_no_published_story_cannot_be_liked(story: Story, fields: dict[str, str]) -> None:
    post = story(**fields)
    assert _like(Client(), post.pk, "like").status_code == 404
    assert _ajax(Client(), post.pk, "twp-post-like").content == b"0"
    assert _ajax(Client(), 10**17, "twp-post-like").content == b"0"
    assert LikeCount.objects.count() == ReaderLike.objects.count() == 0


@pytest.mark.parametrize(
    "headers", [{"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}]
)
def test_pages_of_other_sites_are_refused(story: Story, headers: dict[str, str]) -> None:
    post = story()
    assert _like(Client(), post.pk, "like", **headers).status_code == 403
    assert _ajax(Client(), post.pk, "twp-post-like", **headers).content == b"0"
    form = {"post_ID": post.pk, "choice": "like"}
    assert Client().post("/wp-likes-post.php", form, **headers).status_code == 403
    assert _now(post) == (0, 0)


def test_the_call_of_existing_themes_counts_too(story: Story) -> None:
    post, client = story(), Client()
    for word, shown in (("twp-post-like", (1, 0)), ("twp-post-dislike", (0, 1)), ("twp-post-dislike", (0, 0))):
        assert _ajax(client, post.pk, word).content == b"0"
        assert _now(post) == shown


def test_a_word_that_nobody_knows_takes_nobody_else_s_like(story: Story) -> None:
    post = story()
    _ajax(Client(REMOTE_ADDR="192.0.2.1"), post.pk, "twp-post-like")
    _ajax(Client(REMOTE_ADDR="192.0.2.2"), post.pk, "what")
    assert _now(post) == (1, 0)
    _ajax(Client(REMOTE_ADDR="192.0.2.1"), post.pk, "what")
    assert _now(post) == (0, 0)


def test_only_a_nonce_of_this_site_counts_and_none_is_needed(story: Story) -> None:
    post = story()
    for number, nonce in enumerate(("0000000000", "x", "0123456789")):
        _ajax(Client(REMOTE_ADDR=f"192.0.2.{number}"), post.pk, "twp-post-like", nonce)
    assert _now(post) == (0, 0)
    _ajax(Client(REMOTE_ADDR="192.0.2.8"), post.pk, "twp-post-like", "")
    month_old = nonces.create(NONCE_ACTION, now=time.time() - 29 * 86400)
    _ajax(Client(REMOTE_ADDR="192.0.2.9"), post.pk, "twp-post-like", month_old)
    assert _now(post) == (2, 0)


def test_the_page_shows_the_counts_and_the_own_like_alone(story: Story) -> None:
    post = story()
    _like(Client(), post.pk, "like", REMOTE_ADDR="192.0.2.1")

    def shown(address: str) -> list[str]:
        page = Client().get(f"/?p={post.pk}", follow=True, REMOTE_ADDR=address).content.decode()
        return [" ".join(filter(None, found)) for found in SHOWN.findall(page)]

    assert shown("192.0.2.1") == ["cant-like", "twp-like-count 1", "can-dislike", "twp-dislike-count 0"]
    assert shown("192.0.2.2") == ["can-like", "twp-like-count 1", "can-dislike", "twp-dislike-count 0"]


def test_the_rest_document_and_the_feed_know_nothing_of_likes(story: Story) -> None:
    post = story()
    document = Client().get(f"/?rest_route=/wp/v2/posts/{post.pk}").json()["content"]["rendered"]
    feed = Client().get("/feed/").content.decode()
    assert "like-dislike" not in document and "like-dislike" not in feed and "twp-social" not in document + feed


def test_a_form_does_it_without_javascript(story: Story) -> None:
    post, reader = story(), Client()
    answer = reader.post("/wp-likes-post.php", {"post_ID": post.pk, "choice": "dislike", "redirect_to": "/bell/"})
    assert answer.status_code == 303 and answer.headers["Location"] == f"/bell/#likes-{post.pk}"
    assert _now(post) == (0, 1)
    assert reader.post("/wp-likes-post.php", {"post_ID": post.pk, "choice": "love"}).status_code == 404
    assert reader.get("/wp-likes-post.php").status_code == 405


def test_each_part_can_be_switched_off(story: Story) -> None:
    post = story()
    for key in ("twp_be_show_like_dislike_on_single_post", "twp_be_enable_like_dislike_button"):
        store.put(f"{OPTION}[{key}]", 0)
        assert "like-dislike" not in Client().get(f"/?p={post.pk}", follow=True).content.decode()
        store.put(f"{OPTION}[{key}]", 1)
    store.put(f"{OPTION}[twp_be_like_icon_layout]", "layout-2")
    assert "twp-like-dislike-smiley" in Client().get(f"/?p={post.pk}", follow=True).content.decode()


def test_likes_of_an_old_site_come_along_without_addresses(story: Story) -> None:
    post = story()
    for key, value in (
        ("like_count", "3"),
        ("dislike_like_count", 1),
        ("ip_address_lists_like", ["203.0.113.5", "2001:db8::5"]),
        ("ip_address_lists_dislike", {"4": "203.0.113.9"}),
    ):
        PostMeta.objects.create(post=post, key=f"twp_be_{key}", value=value)
    assert adopt_meta() == 1
    assert _now(post) == (3, 1) and not PostMeta.objects.filter(post=post).exists()
    assert "203.0.113" not in json.dumps(list(ReaderLike.objects.values_list("reader", flat=True)))
    assert _like(Client(), post.pk, "like", REMOTE_ADDR="203.0.113.5").json() == {
        "likes": 2,
        "dislikes": 1,
        "own": None,
    }
    PostMeta.objects.create(post=post, key="twp_be_like_count", value="5")
    adopt_meta()
    assert _now(post) == (4, 1)  # two more there, one less here


def test_switched_off_there_is_no_trace(story: Story) -> None:
    post = story()
    features.switch("engagement", False)
    try:
        assert _like(Client(), post.pk, "like").status_code == 404
        assert _ajax(Client(), post.pk, "twp-post-like").status_code == 400
        page = Client().get(f"/?p={post.pk}", follow=True).content.decode()
        assert not re.search("twp-|booster|/engagement/|wp-likes", page)
    finally:
        features.switch("engagement", True)
