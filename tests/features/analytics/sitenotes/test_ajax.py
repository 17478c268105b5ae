"""MonsterInsights' calls for site notes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.admin.conftest import Enter, enter, staff
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.features.analytics.sitenotes import categories, save
from wirepress.features.analytics.sitenotes.ajax import CALLS, NONCE, PREFIX
from wirepress.features.analytics.sitenotes.note_types import NOTE

__all__ = ["enter", "staff"]
Call = Callable[..., Any]


def sender(client: Client) -> Call:
    """call(name, field=value ...): the plugin's call with the nonce of who is signed in; values become JSON."""
    user = User.objects.get(pk=client.session["_auth_user_id"])
    nonce = nonces.create(NONCE, user.pk, client.session.session_key or "")

    def call(name: str, **given: Any) -> Any:
        form = {key: value if key == "id" else json.dumps(value) for key, value in given.items()}
        answer = client.post("/wp-admin/admin-ajax.php", {"action": PREFIX + name, "nonce": nonce, **form})
        assert answer["Content-Type"] == "application/json; charset=UTF-8"
        return answer.json()

    return call


@pytest.fixture
def call(enter: Enter) -> Call:
    store.forget()
    return sender(enter("editor"))


def note(text: str, **more: Any) -> dict[str, Any]:
    return {
        "id": None,
        "note_title": text,
        "note_date_ymd": "2026-05-04",
        "category": {"id": 0},
        "important": False,
        **more,
    }


def test_a_note_goes_in_and_comes_out(call: Call) -> None:
    made = call("save_category", category={"id": None, "name": "Tide & wind", "background_color": "#00aa55"})
    number = made["id"]
    saved = call("save_note", note=note("A <i>new</i> gauge", category={"id": number}, important=True))
    assert (saved["published"], saved["message"]) == (True, "")
    found = call("get_note", id=saved["id"])
    assert found["note_title"] == "A new gauge" and found["note_date"] == found["note_date_ymd"] == "2026-05-04"
    assert (found["status"], found["important"], found["medias"]) == ("publish", 1, {})
    assert found["category"] == {"id": number, "name": "Tide & wind", "background_color": "#00aa55"}
    assert list(found) == [
        "id",
        "note_title",
        "note_date",
        "note_date_ymd",
        "status",
        "important",
        "medias",
        "category",
        "author",
    ]
    call("save_note", note=note("Changed", id=saved["id"], note_date_ymd="2026-05-05"))
    again = call("get_note", id=saved["id"])
    assert (again["note_title"], again["note_date"], again["important"], again["category"]) == (
        "Changed",
        "2026-05-05",
        0,
        {"id": 0},
    )


def test_lists_are_filtered_ordered_and_counted(call: Call) -> None:
    tide = categories.save_category("Tide")
    for day, (text, category, important) in enumerate(
        (("Reed", tide, True), ("Alder", 0, False), ("Willow", tide, False)), 1
    ):
        call(
            "save_note",
            note=note(text, note_date_ymd=f"2026-05-0{day}", category={"id": category}, important=important),
        )

    def titles(**params: Any) -> list[str]:
        return [one["note_title"] for one in call("get_notes", params=params)["items"]]

    assert titles() == ["Willow", "Alder", "Reed"]
    assert titles(orderby="note_title", order="asc") == ["Alder", "Reed", "Willow"]
    assert titles(orderby="category", order="asc")[0] == "Alder"
    assert titles(filter={"category": tide}, orderby="note_date", order="asc") == ["Reed", "Willow"]
    assert titles(filter={"important": True}) == ["Reed"] and titles(filter={"important": 0}) == ["Willow", "Alder"]
    assert titles(filter={"date_range": {"start": "2026-05-02", "end": "2026-05-02"}}) == ["Alder"]
    assert titles(search="low") == ["Willow"]
    page = call("get_notes", params={"per_page": 2, "page": 2})
    assert [one["note_title"] for one in page["items"]] == ["Reed"]
    assert page["pagination"] == {
        "total_published": 3,
        "total_important": 1,
        "total": 3,
        "pages": 2,
        "page": 2,
        "per_page": 2,
    }
    assert page["status_filters"] == [{"status": "all", "count": 3}, {"status": "publish", "count": 3}]


def test_last_thirty_days(call: Call) -> None:
    yesterday = save.today() - timedelta(days=1)
    call("save_note", note=note("Old", note_date_ymd=(yesterday - timedelta(days=40)).isoformat()))
    call("save_note", note=note("Lately", note_date_ymd=yesterday.isoformat()))
    found = call("get_notes", params={"filter": {"date_range": {"start": "", "end": ""}}})
    assert [one["note_title"] for one in found["items"]] == ["Lately"]


def test_trash_and_back_and_gone(call: Call) -> None:
    number = call("save_note", note=note("Mud"))["id"]
    assert call("trash_notes", ids=[number]) == {"success": True, "message": ""}
    assert [one["id"] for one in call("get_notes", params={"filter": {"status": "trash"}})["items"]] == [number]
    call("restore_notes", ids=[number])
    assert (Post.objects.get(pk=number).status, Post.objects.get(pk=number).slug) == ("publish", "mud")
    call("delete_notes", ids=[number])
    assert not Post.objects.filter(pk=number).exists() and not call("get_note", id=number)["success"]
    assert not call("trash_notes", ids=[])["success"]


def test_only_notes_can_be_trashed(call: Call) -> None:
    story = Post.objects.create(title="S", status="publish")
    call("delete_notes", ids=[story.pk])
    assert Post.objects.filter(pk=story.pk).exists()
    assert call("save_note", note=note("x", id=story.pk)) == {"published": False, "message": save.MISSING}


def test_categories_are_kept_and_deleted(call: Call) -> None:
    first = call("save_category", category={"name": "Wind", "background_color": "red"})["id"]
    assert call("get_categories")["items"] == [{"id": first, "name": "Wind", "background_color": "#E9AF00"}]
    assert not call("save_category", category={"name": ""})["published"]
    assert not call("save_category", category={"name": "w" * 201})["published"]
    assert not call("save_category", category={"name": "Wind"})["published"]
    number = call("save_note", note=note("Gale", category={"id": first}))["id"]
    call("delete_categories", ids=[first])
    assert call("get_categories")["items"] == [] and call("get_note", id=number)["category"] == {"id": 0}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_who_may_not_is_refused(name: str, enter: Enter) -> None:
    action = {"action": PREFIX + name}
    assert Client().post("/wp-admin/admin-ajax.php", action).content == b"0"
    author = enter("author")
    answer = author.post("/wp-admin/admin-ajax.php", {**action, "nonce": "0123456789"})
    assert (answer.status_code, answer.content) == (403, b"-1")
    assert sender(author)(name)["success"] is False
    assert not Post.objects.filter(type=NOTE).exists()


@pytest.mark.parametrize("wrong", ["", "[", "[1]", '"x"', "null", '{"id": {}}', "&quot;"])
@pytest.mark.parametrize("name", ["get_notes", "save_note", "save_category", "trash_notes"])
def test_what_is_no_json_breaks_nothing(name: str, wrong: str, enter: Enter) -> None:
    client = enter("editor")
    nonce = nonces.create(NONCE, int(client.session["_auth_user_id"]), client.session.session_key or "")
    form = dict.fromkeys(("params", "note", "category", "ids"), wrong)
    answer = client.post("/wp-admin/admin-ajax.php", {"action": PREFIX + name, "nonce": nonce, **form})
    assert answer.status_code == 200
