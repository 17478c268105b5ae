"""What people decide: said in words, repeated without harm, remembered; and nobody may more than their role."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.wire.conftest import Make
from tests.features.wire.items import item_of
from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.features.wire.curation.approve import approve_item
from wirepress.features.wire.curation.block import add_block, block_source, remove_block
from wirepress.features.wire.curation.differences import compare_versions
from wirepress.features.wire.curation.edit import edit_story
from wirepress.features.wire.curation.flags import clear_flag
from wirepress.features.wire.curation.merge import merge_items
from wirepress.features.wire.curation.queue import find_items, load_item_details, reasons_of
from wirepress.features.wire.curation.readmit import redecide_item, release_item
from wirepress.features.wire.curation.reject import reject_item, requeue_item
from wirepress.features.wire.models import Block, Cluster, Item, Source
from wirepress.features.wire.sources.manage import add_source, change_source

pytestmark = pytest.mark.django_db


def status_of(item: Item) -> str:
    return Post.objects.get(pk=Item.objects.get(pk=item.pk).post_id).status


def state_of(item: Item) -> str:
    return Item.objects.get(pk=item.pk).state


# Approving


def test_an_approved_story_is_published_and_a_repeat_changes_nothing(make: Make, desk: User) -> None:
    item = make()
    assert approve_item(item.pk, actor=desk).words == "Published."
    assert (state_of(item), status_of(item)) == ("filed", "publish")
    again = approve_item(item.pk, actor=desk)
    assert (again.changed, again.words) == (False, "It is published already.")
    assert [one["words"][:15] for one in reasons_of(Item.objects.get(pk=item.pk)) if one["rule"] == "editor"] == [
        "eda approved it"
    ]


def test_an_embargo_schedules_it(make: Make, desk: User) -> None:
    later = site.now_gmt() + timedelta(hours=5)
    item = make(verdict={"action": "file", "publish_at": f"{later.isoformat()}+00:00", "reasons": []})
    assert "Scheduled for" in approve_item(item.pk, actor=desk).words
    post = Post.objects.get(pk=item.post_id)
    assert (post.status, post.date_gmt) == ("future", later)
    assert not approve_item(item.pk, actor=desk).changed


def test_broken_rights_forbid_it_and_say_why(make: Make, desk: User, source: Source) -> None:
    item = make()
    change_source(source, {"policy": {"rights": {"expires": "2020-01-31"}}})
    with pytest.raises(ActionRefused, match="ended on 2020-01-31"):
        approve_item(item.pk, actor=desk)
    assert (state_of(item), status_of(item)) == ("queued", "pending")
    with pytest.raises(ActionRefused, match="ended on 2020-01-31"):
        edit_story(item.pk, {"status": "publish"}, actor=desk)
    assert status_of(item) == "pending"


@pytest.mark.parametrize("state", ["held", "skipped", "blocked"])
def test_a_story_without_a_post_gets_one(make: Make, desk: User, state: str) -> None:
    item = make(1, state)
    assert approve_item(item.pk, actor=desk).words == "Filed and published."
    post = Post.objects.get(pk=Item.objects.get(pk=item.pk).post_id)
    assert (post.status, post.title, state_of(item)) == ("publish", item.title, "filed")
    assert item.entry["summary_html"] in post.content
    assert not approve_item(item.pk, actor=desk).changed
    assert Post.objects.filter(type="post").count() == 1


# Rejecting and taking that back


def test_a_rejected_story_is_remembered_and_its_post_goes_to_the_trash(make: Make, desk: User) -> None:
    item = make()
    assert reject_item(item.pk, actor=desk, why="An advertisement.").changed
    assert (state_of(item), status_of(item)) == ("rejected", "trash")
    assert "An advertisement." in reasons_of(Item.objects.get(pk=item.pk))[-1]["words"]
    assert not reject_item(item.pk, actor=desk).changed


def test_a_rejection_is_taken_back(make: Make, desk: User) -> None:
    item = make()
    reject_item(item.pk, actor=desk)
    assert requeue_item(item.pk, actor=desk).changed
    assert (state_of(item), status_of(item)) == ("queued", "pending")
    assert not requeue_item(item.pk, actor=desk).changed


def test_what_was_kept_out_comes_into_the_queue(make: Make, desk: User) -> None:
    item = make(1, "skipped")
    assert requeue_item(item.pk, actor=desk).words == "It waits in the queue."
    assert (state_of(item), status_of(item)) == ("queued", "pending")


def test_a_limit_is_overruled(make: Make, desk: User, source: Source) -> None:
    change_source(source, {"policy": {"status": "publish", "limits": {"per_day": 1}, "pictures": {"use": "none"}}})
    item = make(1, "held")
    assert release_item(item.pk, actor=desk).changed
    assert (state_of(item), status_of(item)) == ("filed", "publish")
    assert not release_item(item.pk, actor=desk).changed


def test_the_rules_of_today_decide_anew(make: Make, desk: User, source: Source) -> None:
    item = make(1, "skipped")
    word = item.title.split()[0]
    rule = {"name": "no", "keep": "exclude", "when": {"all": [{"field": "title", "how": "word", "value": word}]}}
    change_source(source, {"policy": {"filters": [rule], "pictures": {"use": "none"}}})
    assert "stays out" in redecide_item(item.pk, actor=desk).words
    assert state_of(item) == "skipped"
    change_source(source, {"policy": {"pictures": {"use": "none"}}})
    assert redecide_item(item.pk, actor=desk).words == "Filed and published."
    with pytest.raises(ActionRefused, match="has a post"):
        redecide_item(item.pk, actor=desk)


# Merging


def test_two_tellings_become_one_story(make: Make, desk: User, source: Source) -> None:
    other_source = add_source({"name": "Observer", "url": "https://observer.example/feed"})
    first, second = make(1, "filed"), item_of(other_source, 2, "queued", desk)
    assert "version of" in merge_items(second.pk, first.pk, actor=desk).words
    second_post = second.post_id
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.state, second.post_id, second.cluster_id) == ("attached", 0, first.cluster_id)
    assert Post.objects.get(pk=second_post).status == "trash" and status_of(first) == "publish"
    assert Cluster.objects.get().lead_id == first.pk
    story = load_item_details(second.pk)
    assert story is not None and [one.pk for one in story.others] == [first.pk]
    shown = compare_versions(story)
    assert (
        (shown[0].of, shown[0].to) == ("Courier", "Observer") and "<ins>" in shown[0].html and "<del>" in shown[0].html
    )
    assert not merge_items(second.pk, first.pk, actor=desk).changed


def test_clusters_are_joined_and_nothing_is_merged_in_a_circle(make: Make, desk: User) -> None:
    a, b, c = make(1, "filed"), make(2, "filed"), make(3, "queued")
    merge_items(c.pk, b.pk, actor=desk)
    merge_items(b.pk, a.pk, actor=desk)
    numbers = set(Item.objects.values_list("cluster_id", flat=True))
    assert len(numbers) == 1 and Cluster.objects.get().lead_id == a.pk
    with pytest.raises(ActionRefused, match="other way round"):
        merge_items(a.pk, b.pk, actor=desk)
    with pytest.raises(ActionRefused, match="itself"):
        merge_items(a.pk, a.pk, actor=desk)
    assert status_of(a) == "publish"


def test_a_merged_story_comes_out_again(make: Make, desk: User) -> None:
    first, second = make(1, "filed"), make(2, "queued")
    merge_items(second.pk, first.pk, actor=desk)
    with pytest.raises(ActionRefused, match="version of another"):
        approve_item(second.pk, actor=desk)
    assert requeue_item(second.pk, actor=desk).changed
    second.refresh_from_db()
    assert (second.state, second.cluster_id, status_of(second)) == ("queued", None, "pending")
    assert not Cluster.objects.exists()


# Blocking


def test_a_blocked_author_is_remembered_and_what_waits_is_rejected(make: Make, desk: User) -> None:
    waits, filed = make(1), make(2, "filed")
    row, words = add_block("author", "  ida   LARKSPUR ", actor=desk)
    assert row.value == "ida larkspur" and "1 waiting item was rejected" in words
    assert (state_of(waits), state_of(filed)) == ("rejected", "filed")
    assert "blocked already" in add_block("author", "Ida Larkspur", actor=desk)[1]
    assert Block.objects.count() == 1
    assert "let in again" in remove_block(row.pk, actor=desk) and not Block.objects.exists()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("host", "https://www.courier.example/x"),
        ("host", "Courier.example"),
        ("url", "https://courier.example/stories/1"),
    ],
)
def test_hosts_and_addresses_are_blocked(make: Make, desk: User, kind: str, value: str) -> None:
    item = make(1)
    add_block(kind, value, actor=desk)
    assert state_of(item) == "rejected"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("author", " "), ("mood", "blue"), ("host", "http://[::"), ("author", "a\0b"), ("url", "x" * 600)],
)
def test_what_cannot_be_blocked_is_refused(desk: User, kind: str, value: str) -> None:
    with pytest.raises(ActionRefused):
        add_block(kind, value, actor=desk)
    assert not Block.objects.exists()


def test_a_blocked_source_is_switched_off(make: Make, desk: User, source: Source) -> None:
    item, chief = make(1), User.objects.get(login="chief")
    with pytest.raises(ActionRefused, match="administrator"):
        block_source(source, actor=desk)
    assert "switched off" in block_source(source, actor=chief)
    source.refresh_from_db()
    assert (source.enabled, source.due, state_of(item)) == (False, None, "rejected")


# Editing


def test_an_edited_story_differs_from_what_was_filed(make: Make, desk: User) -> None:
    item = make()
    assert edit_story(item.pk, {"title": "Ferry late again", "excerpt": "Short."}, actor=desk).words == "Saved."
    post = Post.objects.get(pk=item.post_id)
    assert (post.title, post.excerpt, post.status, state_of(item)) == (
        "Ferry late again",
        "Short.",
        "pending",
        "queued",
    )
    assert not edit_story(item.pk, {"title": "Ferry late again"}, actor=desk).changed
    assert edit_story(item.pk, {"status": "publish"}, actor=desk).words == "Saved and published."
    assert state_of(item) == "filed"


def test_a_story_without_a_post_is_not_edited(make: Make, desk: User) -> None:
    with pytest.raises(ActionRefused, match="no post"):
        edit_story(make(1, "skipped").pk, {"title": "New"}, actor=desk)


# Flags, filters, rights of roles


def test_a_flag_is_settled_once(make: Make, desk: User) -> None:
    item = make(1, "filed", flag="withdrawn", flag_words="The source has cancelled the story.")
    assert clear_flag(item.pk, actor=desk).changed and not clear_flag(item.pk, actor=desk).changed
    assert Item.objects.get(pk=item.pk).flag == ""


def test_items_are_found_by_state_source_flag_and_words(make: Make, source: Source) -> None:
    one, two = make(1), make(2, "filed", flag="changed")
    assert [item.pk for item in find_items(states=["queued"])] == [one.pk]
    assert (
        [item.pk for item in find_items(flag="changed")] == [item.pk for item in find_items(flagged=True)] == [two.pk]
    )
    assert [item.pk for item in find_items(search=f"{one.title.split()[0]} ida", source=source.pk)] == [one.pk]
    assert not find_items(source=source.pk + 1).exists()


@pytest.mark.parametrize("role", ["subscriber", "contributor", "author"])
def test_lesser_roles_decide_nothing(make: Make, role: str) -> None:
    item = make()
    actor = create_user(login="les", email="les@desk.example", password="six-green-lamps", role=role)
    for deed in (approve_item, reject_item, requeue_item, release_item, redecide_item, clear_flag):
        with pytest.raises(ActionRefused) as refused:
            deed(item.pk, actor=actor)
        assert refused.value.status == 403
    for deed_with_more in (
        lambda: merge_items(item.pk, item.pk + 1, actor=actor),
        lambda: add_block("author", "Ida", actor=actor),
    ):
        with pytest.raises(ActionRefused):
            deed_with_more()
    assert (state_of(item), status_of(item)) == ("queued", "pending")


@pytest.mark.parametrize("deed", [approve_item, reject_item, requeue_item, release_item, redecide_item, clear_flag])
def test_what_is_gone_is_said(desk: User, deed: object) -> None:
    with pytest.raises(ActionRefused) as refused:
        deed(4_000_000, actor=desk)  # type: ignore[operator]
    assert refused.value.status == 404
