"""Notices: given to the first of the newsroom who reads any story, then gone; never written by REST."""

from __future__ import annotations

from typing import Any

from tests.features.conftest import Send
from wirepress.content.options import features
from wirepress.content.posts.models import Post
from wirepress.features.seo import notices


def _notice(name: str, message: str = "Moved") -> dict[str, Any]:
    return {
        "message": message,
        "status": "warning",
        "options": {"id": name, "isDismissible": True, "actions": []},
        "allowedContexts": ["posts"],
    }


def test_there_are_none_and_the_field_stands_behind_the_classes(send: Send, post: Post) -> None:
    document = send("", f"/wp/v2/posts/{post.pk}").json()
    keys = list(document)
    assert document["aioseo_notices"] == []
    assert keys[keys.index("class_list") + 1] == "aioseo_notices"


def test_the_first_of_the_newsroom_takes_them(send: Send, post: Post) -> None:
    notices.leave_notice(_notice("one"))
    notices.leave_notice(_notice("two"))
    notices.leave_notice(_notice("one", "Moved again"))
    assert (
        send("", f"/wp/v2/posts/{post.pk}").json()["aioseo_notices"] == []
    )  # a reader's program must not take them away
    first = send("editor", f"/wp/v2/posts/{post.pk}").json()["aioseo_notices"]
    assert [(item["options"]["id"], item["message"]) for item in first] == [("two", "Moved"), ("one", "Moved again")]
    assert send("editor", f"/wp/v2/posts/{post.pk}").json()["aioseo_notices"] == []


def test_they_are_not_written_by_rest_and_not_described(send: Send, post: Post) -> None:
    path = f"/wp/v2/posts/{post.pk}"
    assert send("editor", path, {"aioseo_notices": ["x"]}).json()["aioseo_notices"] == []
    described = send("", path, method="OPTIONS").json()
    assert "aioseo_notices" not in described["schema"]["properties"]


def test_switched_off_the_field_is_gone(send: Send, post: Post) -> None:
    features.switch("seo", False)
    try:
        assert "aioseo_notices" not in send("", f"/wp/v2/posts/{post.pk}").json()
    finally:
        features.switch("seo", True)
