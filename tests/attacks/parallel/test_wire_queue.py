"""Several editors decide about one gathered story at the same moment: it is published once, and one decision stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from tests.attacks.parallel.crowd import Crowd
from tests.features.wire.items import item_of
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostTotal
from wirepress.features.wire.models import Block, Cluster, Item
from wirepress.features.wire.sources.manage import add_source

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS: Final = 6
PATH: Final = "/wirepress/v1/wire/items"


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    yield Crowd()
    store.forget()


def _item(crowd: Crowd, number: int = 1, state: str = "queued") -> Item:
    source = add_source(
        {"name": "Courier", "url": "https://courier.example/feed", "policy": {"pictures": {"use": "none"}}}
    )
    return item_of(source, number, state, crowd.chief)


def test_many_approve_and_one_publishes(crowd: Crowd) -> None:
    item = _item(crowd)
    answers = crowd.all_at_once([("POST", f"{PATH}/{item.pk}/approve", None)] * EDITORS)
    assert {status for status, _ in answers} == {200}
    assert sum(answer["changed"] for _, answer in answers) == 1
    assert {row.status: row.count for row in PostTotal.objects.filter(type="post") if row.count} == {"publish": 1}


def test_many_want_a_story_that_was_kept_out_and_one_post_is_made(crowd: Crowd) -> None:
    item = _item(crowd, state="skipped")
    answers = crowd.all_at_once([("POST", f"{PATH}/{item.pk}/approve", None)] * EDITORS)
    assert {status for status, _ in answers} <= {200, 409}
    assert sum(status == 200 and answer["changed"] for status, answer in answers) == 1
    assert Post.objects.filter(type="post").count() == 1


def test_one_approves_and_one_rejects_and_item_and_post_agree(crowd: Crowd) -> None:
    for number in range(1, 5):
        item = _item(crowd, number)
        deeds = ["approve", "reject", "approve", "reject"]
        answers = crowd.all_at_once([("POST", f"{PATH}/{item.pk}/{deed}", None) for deed in deeds])
        assert {status for status, _ in answers} == {200}
        item.refresh_from_db()
        post = Post.objects.get(pk=item.post_id)
        assert (item.state, post.status) in {("filed", "publish"), ("rejected", "trash")}


def test_crosswise_merging_ends_and_makes_one_cluster(crowd: Crowd) -> None:
    one, two = _item(crowd, 1), _item(crowd, 2)
    answers = crowd.all_at_once(
        [
            ("POST", f"{PATH}/{one.pk}/merge", {"into": two.pk}),
            ("POST", f"{PATH}/{two.pk}/merge", {"into": one.pk}),
        ]
        * 2
    )
    assert {status for status, _ in answers} <= {200, 409}
    assert Cluster.objects.count() == 1
    assert sorted(Item.objects.values_list("state", flat=True)) == ["attached", "queued"]


def test_many_block_one_author(crowd: Crowd) -> None:
    item = _item(crowd)
    answers = crowd.all_at_once(
        [("POST", "/wirepress/v1/wire/blocks", {"kind": "author", "value": item.byline})] * EDITORS
    )
    assert {status for status, _ in answers} == {201}
    assert Block.objects.count() == 1
    item.refresh_from_db()
    assert item.state == "rejected"
