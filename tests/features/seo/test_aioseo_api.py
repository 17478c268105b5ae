"""Routes of All in One SEO: what its clients send is stored, each story by whoever may edit it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.conftest import Send
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.features.seo.overrides import store as overrides

pytestmark = pytest.mark.django_db
POST = "/aioseo/v1/post"


def test_a_save_replaces_everything_and_takes_tags_out(send: Send, post: Post) -> None:
    first = {
        "id": post.pk,
        "title": "<b>Ebb</b> & “flood”\n#post_title",
        "og_title": "Shared",
        "noindex": True,
        "default": False,
    }
    assert send("editor", POST, first).json() == {"success": True, "posts": post.pk}
    own = overrides.of_post(Post.objects.get(pk=post.pk))
    assert (own.title, own.og_title, own.noindex) == ("Ebb & “flood” #post_title", "Shared", True)
    send("editor", POST, {"id": post.pk, "description": "Only this"})
    own = overrides.of_post(Post.objects.get(pk=post.pk))
    assert (own.title, own.og_title, own.noindex, own.description) == ("", "", False, "Only this")


def test_ids_are_read_as_the_plugin_reads_them(send: Send, post: Post) -> None:
    assert send("editor", POST, {"id": f"{post.pk}x", "title": "Odd"}).json()["posts"] == post.pk
    for missing in ({}, {"id": 0}, {"id": "x"}, {"id": None}, {"id": [1]}):
        answer = send("editor", POST, {**missing, "title": "x"})
        assert (answer.status_code, answer.json()["success"]) == (400, False)
    for none in (post.pk + 999, 2**70, str(2**63)):
        assert send("editor", POST, {"id": none, "title": "x"}).status_code in (400, 404)


@pytest.mark.parametrize(
    ("role", "status"),
    [("", 401), ("subscriber", 403), ("contributor", 403), ("author", 403), ("editor", 200), ("administrator", 200)],
)
def test_only_who_may_edit_a_story_changes_its_head(send: Send, post: Post, role: str, status: int) -> None:
    for path, body in (
        (POST, {"id": post.pk, "title": "Changed"}),
        ("/aioseo/v1/keyphrases", {"postId": post.pk, "keyphrases": {"focus": {"keyphrase": "tide"}}}),
        ("/aioseo/v1/posts-list/update-details-column", {"postId": post.pk, "title": "Changed"}),
        (f"/aioseo/v1/post/{post.pk}/process-content", {"content": "One"}),
    ):
        answer = send(role, path, body)
        assert answer.status_code == status, path
        if status != 200:
            assert answer.json()["code"] == "rest_forbidden"


def test_keyphrases_stay_when_the_head_is_saved(send: Send, post: Post) -> None:
    found = {"focus": {"keyphrase": "harbour crane", "score": 80}, "additional": [{"keyphrase": "quay"}]}
    assert send("editor", "/aioseo/v1/keyphrases", {"postId": post.pk, "keyphrases": found}).json() == {
        "success": True,
        "post": post.pk,
    }
    send("editor", POST, {"id": post.pk, "title": "Other"})
    assert list(overrides.of_post(Post.objects.get(pk=post.pk)).keyphrases) == ["harbour crane", "quay"]


def test_the_lists_column_shows_what_the_head_says(send: Send, post: Post) -> None:
    column = "/aioseo/v1/posts-list/load-details-column"
    update = {"postId": post.pk, "title": "List #post_title", "description": "from <i>the list</i>"}
    done: dict[str, Any] = send("editor", "/aioseo/v1/posts-list/update-details-column", update).json()
    assert done == {"success": True, "posts": post.pk, "title": "List Harbour", "description": "from the list"}
    rows = send("editor", column, {"ids": [post.pk, post.pk + 999, "x", {}]}).json()["posts"]
    assert [(row["id"], row["titleParsed"], row["descriptionParsed"]) for row in rows] == [
        (post.pk, "List Harbour", "from the list")
    ]
    assert 0 < rows[0]["headlineScore"] <= 100
    assert send("author", column, {"ids": [post.pk]}).json()["posts"] == []  # not theirs
    for wrong in ({}, {"ids": []}, {"ids": "1"}):
        assert send("editor", column, wrong).status_code == 400


def test_a_text_is_processed_without_what_features_weave_in(send: Send, post: Post) -> None:
    answer = send("editor", f"/aioseo/v1/post/{post.pk}/process-content", {"content": 'One\n\n"Two" -- three'}).json()
    assert answer == {"success": True, "content": "<p>One</p>\n<p>&#8220;Two&#8221; &#8212; three</p>\n"}


def test_the_state_of_the_editor_and_the_tags(send: Send, post: Post) -> None:
    send("editor", POST, {"id": post.pk, "title": "Own", "twitter_use_og": True})
    data = send("editor", f"{POST}?postId={post.pk}").json()["data"]["currentPost"]
    assert (data["title"], data["titleParsed"], data["twitter_use_og"], data["default"]) == ("Own", "Own", True, True)
    tags = send("editor", "/aioseo/v1/tags").json()
    assert (
        "#post_title" in {one["tag"] for one in tags["tags"]}
        and "post_title" in tags["context"]["breadcrumbs-taxonomy-category"]
    )
    refused = send("author", f"{POST}?postId={post.pk}")
    assert refused.status_code == 403 and set(refused.json()) == {"success", "message"}
    assert send("editor", "/aioseo/v1/ping").json() == {"success": True}
    assert send("editor", f"/aioseo/v1/post/{post.pk}/first-attached-image").json() == {"success": True, "url": ""}
    assert "gravatar" in send("editor", f"/aioseo/v1/user/{User.objects.all()[0].pk}/image").json()["url"]
