"""What is made of options lives as long as they stay the same, and no longer."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from wirepress.content.options import store
from wirepress.content.options.models import Option
from wirepress.content.posts import types
from wirepress.features.social import accounts
from wirepress.features.social.models import SocialAccount
from wirepress.web.rest.v2.posts.schema import cached_args, cached_schema, post_schema


@pytest.fixture(autouse=True)
def anew(transactional_db: None) -> None:
    store.forget()
    accounts.forget_accounts()


def test_it_is_kept_over_requests_and_forgotten_with_a_change() -> None:
    store.put("blogname", "Tide")
    kept = store.derived_values()
    kept["x"] = 1
    store.forget()  # the next request
    assert store.derived_values() is kept
    store.put("blogname", "Ebb")
    assert "x" not in store.derived_values()


def test_a_change_of_another_process_is_seen_by_the_next_request() -> None:
    store.derived_values()["x"] = 1

    def elsewhere() -> None:
        Option.objects.update_or_create(name="blogname", defaults={"value": "Spring tide"})
        connections.close_all()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    store.forget()
    assert "x" not in store.derived_values()
    assert store.get("blogname") == "Spring tide"


def test_values_belong_to_one_request() -> None:
    store.put("sticky_things", [1, {"a": 2}])
    store.get("sticky_things").append(3)
    store.forget()
    assert store.get("sticky_things") == [1, {"a": 2}]


@pytest.mark.parametrize("name", ["post", "page", "wp_block", "attachment"])
def test_a_kept_schema_says_what_a_new_one_says(name: str) -> None:
    kind = types.known(name)
    for _ in range(2):
        assert repr(sorted(cached_schema(kind)["properties"])) == repr(sorted(post_schema(kind)["properties"]))
        assert cached_schema(kind)["properties"].get("meta") == post_schema(kind)["properties"].get("meta")
        store.put("permalink_structure", "/%postname%/")
        assert cached_schema(kind)["links"] == post_schema(kind)["links"]


def test_a_default_that_moves_is_followed() -> None:
    kind = types.known("post")
    key = "rop_publish_now_accounts"
    assert cached_args(kind, "POST")["meta"]["properties"][key]["default"] == []
    SocialAccount.objects.create(key="facebook_1_2", service="facebook")
    store.forget()
    accounts.forget_accounts()
    assert cached_args(kind, "POST")["meta"]["properties"][key]["default"] == {"facebook_1_2": ""}
    assert cached_schema(kind)["properties"]["meta"]["properties"][key]["default"] == {"facebook_1_2": ""}
