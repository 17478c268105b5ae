"""Signs of life of an open editor: locks, takeover, nonces, autosaves, by WordPress's names."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.web.admin.conftest import Enter
from tests.web.editing.conftest import AJAX, Desk
from wirepress.content.posts.editing.locks import find_holder, take_lock
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.revisions import autosaves_of
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.settings import limits

pytestmark = pytest.mark.django_db
Write = Callable[..., Post]
Desks = Callable[[str], Desk]


def _lock(post: Post) -> str:
    return str(PostMeta.objects.get(post=post, key="_edit_lock").value)


def _locking(post: Post) -> dict[str, Any]:
    return {"wp-refresh-post-lock": {"post_id": post.pk}}


def test_whoever_writes_has_the_lock_and_others_are_told_who(desk: Desks, write: Write, staff: dict[str, User]) -> None:
    story = write("author")
    own = desk("author").beat(_locking(story))["wp-refresh-post-lock"]
    moment, user = own["new_lock"].split(":")
    assert abs(int(moment) - time.time()) < 60 and int(user) == staff["author"].pk
    assert _lock(story) == own["new_lock"]  # stored as WordPress stores it
    other = desk("editor").beat(_locking(story))["wp-refresh-post-lock"]
    assert other["lock_error"]["name"] == str(staff["author"])
    assert str(staff["author"]) in other["lock_error"]["text"] and other["lock_error"]["avatar_src_2x"]
    assert _lock(story) == own["new_lock"]


def test_a_lock_ends_after_150_seconds_without_a_sign(desk: Desks, write: Write, staff: dict[str, User]) -> None:
    story = write("author")
    for age, held in ((limits.EDIT_LOCK_WINDOW - 5, True), (limits.EDIT_LOCK_WINDOW + 1, False)):
        lock = f"{int(time.time()) - age}:{staff['author'].pk}"
        PostMeta.objects.update_or_create(post=story, key="_edit_lock", defaults={"value": lock})
        assert (find_holder(story.pk, staff["editor"].pk) is not None) is held
    assert "new_lock" in desk("editor").beat(_locking(story))["wp-refresh-post-lock"]


@pytest.mark.parametrize(
    "value", ["", "x", ":", "99999999999999999999:1", "4000000000", "4000000000:0", "4000000000:987654"]
)
def test_a_lock_that_names_nobody_locks_nothing(write: Write, staff: dict[str, User], value: str) -> None:
    story = write("author")
    PostMeta.objects.create(post=story, key="_edit_lock", value=value)
    assert find_holder(story.pk, staff["editor"].pk) is None


def test_a_lock_without_a_name_is_the_last_editors(write: Write, staff: dict[str, User]) -> None:
    story = write("author")
    PostMeta.objects.create(post=story, key="_edit_lock", value=str(int(time.time())))
    PostMeta.objects.update_or_create(post=story, key="_edit_last", defaults={"value": str(staff["author"].pk)})
    assert find_holder(story.pk, staff["editor"].pk) == staff["author"]


def test_taking_over_is_told_to_who_was_writing(desk: Desks, write: Write, staff: dict[str, User]) -> None:
    story, ann, ed = write("author"), desk("author"), desk("editor")
    ann.beat(_locking(story))
    asked = {"wirepress-editing": {"post_id": story.pk}}
    assert ed.beat(asked)["wirepress-editing"]["holder"]["id"] == staff["author"].pk
    taken = ed.beat({"wirepress-editing": {"post_id": story.pk, "take_over": "true"}, **_locking(story)})
    assert taken["wirepress-editing"]["holder"] is None and "new_lock" in taken["wp-refresh-post-lock"]
    told = ann.beat({**asked, **_locking(story)})
    assert told["wp-refresh-post-lock"]["lock_error"]["name"] == str(staff["editor"])
    assert told["wirepress-editing"]["holder"]["id"] == staff["editor"].pk


def test_nobody_locks_or_sees_what_they_may_not_edit(desk: Desks, write: Write, enter: Enter) -> None:
    story = write("author2")
    asked = {
        **_locking(story),
        "wirepress-editing": {"post_id": story.pk, "take_over": "true"},
        "wp-check-locked-posts": [f"post-{story.pk}"],
    }
    desk("author2").beat(_locking(story))
    for role in ("author", "contributor", "subscriber"):
        answer = desk(role).beat(asked)
        assert "wp-refresh-post-lock" not in answer and not answer["wirepress-editing"]
        assert not answer["wp-check-locked-posts"]
    stranger = Client().post(AJAX, {"action": "heartbeat", "data[wp-refresh-post-lock][post_id]": story.pk})
    assert stranger.json().keys() == {"wp-auth-check", "server_time"} and stranger.json()["wp-auth-check"] is False


def test_a_list_learns_who_is_writing(desk: Desks, write: Write, staff: dict[str, User]) -> None:
    stories = [write("author") for _ in range(3)]
    desk("author").beat(_locking(stories[1]))
    rows = [f"post-{story.pk}" for story in stories]
    answer = desk("editor").beat({"wp-check-locked-posts": rows})["wp-check-locked-posts"]
    assert list(answer) == [rows[1]] and answer[rows[1]]["name"] == str(staff["author"])
    assert not desk("author").beat({"wp-check-locked-posts": rows})["wp-check-locked-posts"]


def test_leaving_the_page_gives_the_lock_back_after_a_moment(desk: Desks, write: Write, staff: dict[str, User]) -> None:
    story, ann = write("author"), desk("author")
    held = ann.beat(_locking(story))["wp-refresh-post-lock"]["new_lock"]
    form = {"action": "wp-remove-post-lock", "post_ID": story.pk, "active_post_lock": held}
    assert ann.client.post(AJAX, {**form, "_wpnonce": "0123456789"}).content == b"0"
    ed = desk("editor")
    assert ed.client.post(AJAX, {**form, "_wpnonce": ed.nonce(f"update-post_{story.pk}")}).content == b"0"
    assert _lock(story) == held
    assert ann.client.post(AJAX, {**form, "_wpnonce": ann.nonce(f"update-post_{story.pk}")}).content == b"1"
    assert find_holder(story.pk, staff["editor"].pk) == staff["author"]  # a reload keeps it
    left = int(_lock(story).split(":")[0]) + limits.EDIT_LOCK_WINDOW - time.time()
    assert left <= limits.EDIT_LOCK_RELOAD


def test_nonces_are_renewed_before_they_end_and_nothing_is_done_after(
    desk: Desks, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, ann = write("author"), desk("author")
    page = {name: ann.nonce(name) for name in ("heartbeat-nonce", "wp_rest")}
    data = {**_locking(story), "wp-refresh-post-nonces": {"post_id": story.pk}}
    assert "rest_nonce" not in ann.beat(data, page["heartbeat-nonce"])
    now, half = time.time(), limits.NONCE_LIFE / 2
    monkeypatch.setattr(nonces.time, "time", lambda: now + half)
    second = ann.beat(data, page["heartbeat-nonce"])
    assert second["rest_nonce"] == ann.nonce("wp_rest") != page["wp_rest"]
    assert second["wp-refresh-post-nonces"]["replace"]["_wpnonce"] == ann.nonce(f"update-post_{story.pk}")
    assert "new_lock" in second["wp-refresh-post-lock"]
    monkeypatch.setattr(nonces.time, "time", lambda: now + 3 * half)
    third = ann.beat(data, page["heartbeat-nonce"])
    assert third["nonces_expired"] is True and "wp-refresh-post-lock" not in third
    assert third["heartbeat_nonce"] == ann.nonce("heartbeat-nonce")
    assert ann.beat(data, "") == {"success": False}


def test_text_of_a_form_is_kept_with_the_heartbeat(desk: Desks, write: Write) -> None:
    draft, ann = write("author", status="draft"), desk("author")
    form = {"post_id": draft.pk, "post_title": "Ebb & \\flow", "content": "One.", "excerpt": ""}
    good = {**form, "_wpnonce": ann.nonce(f"update-post_{draft.pk}")}
    assert ann.beat({"wp_autosave": {**form, "_wpnonce": "no"}})["wp_autosave"]["success"] is False
    assert ann.beat({"wp_autosave": good})["wp_autosave"]["success"] is True
    draft.refresh_from_db()
    assert (draft.title, draft.content, autosaves_of(draft.pk)) == ("Ebb &amp; \\flow", "One.", [])
    ed = desk("editor")
    for text in ("Two.", "Three."):
        mine = {**form, "content": text, "_wpnonce": ed.nonce(f"update-post_{draft.pk}")}
        assert ed.beat({"wp_autosave": mine})["wp_autosave"]["success"] is True
    draft.refresh_from_db()
    assert draft.content == "One." and [row.content for row in autosaves_of(draft.pk)] == ["Three."]
    foreign = {**form, "_wpnonce": desk("author2").nonce(f"update-post_{draft.pk}")}
    assert desk("author2").beat({"wp_autosave": foreign})["wp_autosave"]["success"] is False


def test_a_draft_that_somebody_else_writes_is_not_changed_by_an_autosave(
    desk: Desks, write: Write, staff: dict[str, User]
) -> None:
    draft, ann = write("author", status="draft", content="First."), desk("author")
    take_lock(draft, staff["editor"].pk)
    answer = ann.rest("POST", f"/posts/{draft.pk}/autosaves", {"title": "T", "content": "Mine.", "excerpt": ""})
    assert answer.status_code == 200 and answer.json()["parent"] == draft.pk
    draft.refresh_from_db()
    assert draft.content == "First." and [row.content for row in autosaves_of(draft.pk)] == ["Mine."]
    PostMeta.objects.filter(post=draft, key="_edit_lock").delete()
    assert ann.rest("POST", f"/posts/{draft.pk}/autosaves", {"content": "Mine."}).json()["id"] == draft.pk


def test_odd_data_break_nothing(desk: Desks, write: Write) -> None:
    ann = desk("author")
    for odd in (
        "x",
        ["x"],
        {"post_id": "1e9"},
        {"post_id": {"a": "b"}},
        {"post_id": str(2**70)},
        {"post_id": "-1"},
        {},
    ):
        names = (
            "wp-refresh-post-lock",
            "wirepress-editing",
            "wp_autosave",
            "wp-refresh-post-nonces",
            "wp-check-locked-posts",
        )
        for name in names:
            assert ann.beat({name: odd})["wp-auth-check"] is True
    assert ann.client.get(AJAX, {"action": "heartbeat"}).status_code == 400


def test_a_beat_and_a_list_ask_a_fixed_number_of_queries(
    desk: Desks, write: Write, staff: dict[str, User], django_assert_max_num_queries: Any
) -> None:
    stories, ann, ed = [write("author") for _ in range(12)], desk("author"), desk("editor")
    for story in stories[1:]:
        take_lock(story, staff["author"].pk)
    with django_assert_max_num_queries(15):
        ann.beat({**_locking(stories[0]), "wirepress-editing": {"post_id": stories[0].pk}})
    for many in (3, 12):
        with django_assert_max_num_queries(7):
            ed.beat({"wp-check-locked-posts": [f"post-{story.pk}" for story in stories[:many]]})
