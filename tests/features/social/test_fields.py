"""The registered meta of sharing: defaults, order, shapes, who may write."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.conftest import Send
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.social import accounts
from wirepress.features.social.meta import FIELDS
from wirepress.features.social.models import SocialAccount

HARBOUR = "facebook_77_88"


@pytest.fixture(autouse=True)
def account(transactional_db: None) -> None:
    accounts.forget_accounts()
    SocialAccount.objects.create(key=HARBOUR, service="facebook", name="Harbour page")


def _meta(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return answer.json()["meta"]


def test_defaults_in_their_order(send: Send, post: Post) -> None:
    shown = _meta(send("", f"/wp/v2/posts/{post.pk}"))
    assert list(shown)[: len(FIELDS)] == [field.key for field in FIELDS]
    assert [shown[field.key] for field in FIELDS] == [[], [], "initial", {HARBOUR: ""}, [], "pending"]


def test_without_active_accounts_there_are_no_messages(send: Send, post: Post) -> None:
    SocialAccount.objects.update(active=False)
    accounts.forget_accounts()
    assert _meta(send("", f"/wp/v2/posts/{post.pk}"))["rop_publish_now_accounts"] == []


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("rop_custom_images_group", {"0": {"rop_custom_image": 5}}, [{"rop_custom_image": 5}]),
        ("rop_custom_images_group", {"x": {"rop_custom_image": "6"}}, {"x": {"rop_custom_image": 6}}),
        ("rop_custom_images_group", {"0": {"rop_custom_image": 5}, "4": {}}, {"0": {"rop_custom_image": 5}, "4": []}),
        ("rop_custom_messages_group", [{"rop_custom_description": "Tides"}], [{"rop_custom_description": "Tides"}]),
        ("rop_publish_now_accounts", {"webhook_1": "hello"}, {"webhook_1": "hello"}),
        ("rop_publish_now_status", "done", "done"),
    ],
)
def test_a_value_is_kept_and_null_brings_the_default_back(
    send: Send, post: Post, key: str, value: Any, shown: Any
) -> None:
    path = f"/wp/v2/posts/{post.pk}"
    default = _meta(send("", path))[key]
    assert _meta(send("editor", path, {"meta": {key: value}}))[key] == shown
    assert _meta(send("editor", path, {"meta": {key: None}}))[key] == default
    assert not PostMeta.objects.filter(post=post, key=key).exists()


@pytest.mark.parametrize(
    ("key", "value", "code", "place"),
    [
        ("rop_custom_images_group", {"a": 5}, "rest_invalid_type", "[a]"),
        ("rop_custom_images_group", {"a": {"rop_custom_image": "x"}}, "rest_invalid_type", "[a][rop_custom_image]"),
        ("rop_custom_messages_group", [{"other": "x"}], "rest_additional_properties_forbidden", None),
        ("rop_publish_now_history", [{"account": "a", "timestamp": 1, "status": "s"}], "rest_property_required", None),
        ("rop_publish_now", 7, "rest_invalid_type", ""),
    ],
)
def test_a_wrong_shape_is_named(send: Send, post: Post, key: str, value: Any, code: str, place: str | None) -> None:
    answer = send("editor", f"/wp/v2/posts/{post.pk}", {"meta": {key: value}})
    body = answer.json()
    assert (answer.status_code, body["code"], body["data"]) == (400, code, {"status": 400})
    assert body.get("additional_data") == (None if place is None else [{"param": f"meta.{key}{place}"}])
    assert not PostMeta.objects.filter(post=post, key=key).exists()


def test_what_stands_before_a_wrong_value_is_kept(send: Send, post: Post) -> None:
    path = f"/wp/v2/posts/{post.pk}"
    answer = send("editor", path, {"title": "Kept", "meta": {"rop_publish_now_status": [], "rop_publish_now": "no"}})
    assert answer.status_code == 400
    document = send("", path).json()
    assert (document["title"]["rendered"], document["meta"]["rop_publish_now"]) == ("Kept", "no")


@pytest.mark.parametrize("value", ["text", 5, True])
def test_meta_that_is_no_map_is_refused(send: Send, post: Post, value: Any) -> None:
    body = send("editor", f"/wp/v2/posts/{post.pk}", {"meta": value}).json()
    assert body["code"] == "rest_invalid_param" and list(body["data"]["params"]) == ["meta"]


@pytest.mark.parametrize(("role", "status"), [("", 401), ("subscriber", 403), ("contributor", 403), ("author", 403)])
def test_only_who_may_edit_the_story_writes(send: Send, post: Post, role: str, status: int) -> None:
    assert send(role, f"/wp/v2/posts/{post.pk}", {"meta": {"rop_publish_now": "no"}}).status_code == status
    assert not PostMeta.objects.filter(post=post).exists()


def test_pages_and_files_have_the_fields_too(send: Send) -> None:
    page = send("editor", "/wp/v2/pages", {"title": "Masthead", "status": "publish"}).json()
    assert page["meta"]["rop_publish_now"] == "initial"
