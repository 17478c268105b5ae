"""Sources are checked before they are kept, and nothing half right is kept."""

from __future__ import annotations

from typing import Any

import pytest

from wirepress.content.users.actions.create import create_user
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import WrongFields, add_source, change_source, policy_of, remove_source

pytestmark = pytest.mark.django_db
FEED = "https://courier.example/feed"


def test_a_new_source_is_due_and_has_a_name_and_a_slug() -> None:
    source = add_source({"url": FEED})
    assert (source.name, source.slug, source.kind, source.due) == (
        "courier.example",
        "courier-example",
        "auto",
        source.created,
    )
    assert add_source({"url": FEED}).slug == "courier-example-2"
    assert policy_of(source).status == "publish"


def test_a_pushing_source_gets_a_secret_and_is_never_looked_at() -> None:
    source = add_source({"name": "Agency", "kind": "push"})
    assert len(source.secret) > 40 and source.due is None


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"url": "ftp://courier.example"}, "url"),
        ({"url": "http://u:p@courier.example"}, "url"),
        ({"url": "http://[::bad"}, "url"),
        ({"url": FEED, "interval": 5}, "interval"),
        ({"url": FEED, "kind": "pigeon"}, "kind"),
        ({"url": FEED, "name": "a\nb"}, "name"),
        ({"url": FEED, "home": "javascript:alert(1)"}, "home"),
        ({"url": FEED, "auth": {"how": "basic", "user": "u"}}, "auth"),
        ({"url": FEED, "auth": {"how": "header", "name": "X-Key", "value": "a\r\nHost: b"}}, "auth"),
        ({"url": FEED, "policy": {"status": "shout"}}, "policy.status"),
        ({"url": FEED, "policy": {"limits": {"per_day": -1}}}, "policy.limits.per_day"),
        (
            {"url": FEED, "policy": {"filters": [{"name": "x", "when": {"all": [{"how": "regex", "value": "(x"}]}}]}},
            "policy.filters.0.when",
        ),
        ({"url": FEED, "policy": {"mood": "blue"}}, "policy.mood"),
        ({"url": FEED, "policy": {"author": "nobody-here"}}, "policy.author"),
        ({"url": FEED, "policy": {"authors": {"Ida": "nobody-here"}}}, "policy.authors"),
        ({"url": FEED, "policy": []}, "policy"),
        ({"kind": "folder"}, "url"),
        ({"url": ""}, "url"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(fields: dict[str, Any], named: str) -> None:
    with pytest.raises(WrongFields) as refused:
        add_source(fields)
    assert list(refused.value.fields) == [named]
    assert not Source.objects.exists()


def test_every_wrong_field_is_named_at_once() -> None:
    with pytest.raises(WrongFields) as refused:
        add_source({"url": "gopher:", "interval": 1, "policy": {"body": "all", "rights": {"canonical": 3}}})
    assert set(refused.value.fields) == {"url", "interval", "policy.body", "policy.rights.canonical"}


def test_a_source_that_points_elsewhere_is_asked_anew() -> None:
    source = add_source({"url": FEED})
    source.validators, source.failures, source.error, source.due = {"etag": '"a"'}, 4, "It does not answer.", None
    source.save()
    change_source(source, {"name": "Courier"})
    assert (source.name, source.validators, source.failures) == ("Courier", {"etag": '"a"'}, 4)
    change_source(source, {"url": "https://courier.example/rss"})
    assert (source.validators, source.failures, source.error) == ({}, 0, "") and source.due is not None


def test_a_policy_is_kept_by_what_differs_from_the_defaults() -> None:
    create_user(login="ann", email="ann@desk.example", password="x-y-z-w", role="editor")
    source = add_source({"url": FEED, "policy": {"status": "pending", "body": "feed", "author": "ann"}})
    assert Source.objects.get().policy == {"status": "pending", "author": "ann"}
    assert policy_of(source).author == "ann"


def test_a_removed_source_takes_its_items_along() -> None:
    source = add_source({"url": FEED})
    source.items.create(guid_key="a", seen=source.created)
    assert remove_source(source) == 1
    assert not Source.objects.exists()
