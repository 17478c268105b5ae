"""A source's change of mind: what becomes of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.features.wire.made import STORY, source_of
from wirepress.content.options import site
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.core.markup.text.diff import diff_line, diff_texts
from wirepress.features.wire.corrections import versions
from wirepress.features.wire.corrections.correct_item import (
    correct_item,
    hash_post,
    is_correction_needed,
    judge_correction,
    withdraw_item,
)
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.entry.identity import make_keys
from wirepress.features.wire.entry.records import Entry, StoryBody
from wirepress.features.wire.ingest.compose import compose_texts
from wirepress.features.wire.models import Item, Shingle, Version
from wirepress.features.wire.text.sanitize import clean_body

pytestmark = pytest.mark.django_db
BASE = "https://a.example/ferry"


def entry_of(text: str, **more: object) -> Entry:
    html = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return Entry(**{"guid": "1", "url": BASE, "title": "Ferry runs aground", "content_html": html, **more})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Desk:
    id: int

    def can(self, capability: str) -> bool:
        return True


def desk() -> Desk:
    return Desk(create_user(login="desk", email="desk@news.example", password="x", role="administrator").pk)


def filed(actor: Desk, status: str = "publish", **more: object) -> Item:
    entry = entry_of(STORY)
    body = clean_body(entry, Policy(), base=BASE)
    made = compose_texts(entry, body, None, Policy(), source_of("A"))
    post = create_post(
        {"title": made.title, "content": made.content, "excerpt": made.excerpt, "status": status, **more}, actor=actor
    )
    keys = make_keys(entry)
    item = Item.objects.create(
        source=source_of("A"),
        guid_key=keys.guid,
        url_key=keys.url,
        content_key=keys.content,
        post_id=post.pk,
        title=entry.title,
        seen=site.now_gmt(),
        entry=entry.as_json(),
        filed_hash=hash_post(Post.objects.get(pk=post.pk)),
    )
    versions.store_version(item, entry, body, keys.content, site.now_gmt())
    return item


def change(item: Item, policy: Policy, actor: Desk, **more: object) -> tuple[str, Post]:
    entry = entry_of(STORY.replace("214 people", "231 people"), **more)
    body = clean_body(entry, policy, base=BASE)
    keys = make_keys(entry)
    assert is_correction_needed(item, entry, keys, policy)
    done = correct_item(
        item,
        entry,
        policy,
        keys=keys,
        body=body,
        texts=compose_texts(entry, body, None, policy, source_of("A")),
        actor=actor,
    )
    item.refresh_from_db()
    assert done.reasons
    return done.outcome, Post.objects.get(pk=item.post_id)


def test_a_change_is_taken_over_with_a_revision_and_a_version() -> None:
    actor = desk()
    item = filed(actor)
    outcome, post = change(item, Policy(), actor)
    assert outcome == "update" and "231 people" in post.content
    assert Post.objects.filter(parent_id=post.pk, type="revision").exists()
    assert [("214" in one.text, "231" in one.text) for one in versions.list_versions(item)] == [
        (True, False),
        (False, True),
    ]
    assert Shingle.objects.filter(item=item).exists()  # later copies are compared with the new text
    same = entry_of(STORY.replace("214 people", "231 people"))
    assert not is_correction_needed(item, same, make_keys(same), Policy())


def test_what_was_edited_here_is_frozen() -> None:
    actor = desk()
    item = filed(actor)
    update_post(Post.objects.get(pk=item.post_id), {"title": "Our own headline"}, actor=actor)
    outcome, post = change(item, Policy(), actor)
    assert outcome == "freeze" and post.title == "Our own headline" and "214 people" in post.content
    assert (
        item.flag == "changed" and "edited here" in item.flag_words and Version.objects.filter(item=item).count() == 2
    )


def test_a_newsroom_may_let_the_source_win_or_keep_versions_only() -> None:
    actor = desk()
    item = filed(actor)
    update_post(Post.objects.get(pk=item.post_id), {"title": "Our own headline"}, actor=actor)
    outcome, post = change(item, Policy(corrections="version"), actor)
    assert (outcome, post.title) == ("version", "Our own headline")
    Item.objects.filter(pk=item.pk).update(content_key="before")
    item.refresh_from_db()
    outcome, post = change(item, Policy(corrections="update"), actor)
    assert (outcome, post.title) == ("update", "Ferry runs aground") and item.flag == ""


def test_a_deleted_post_stays_deleted() -> None:
    actor = desk()
    item = filed(actor)
    Post.objects.filter(pk=item.post_id).update(status="trash")
    outcome, post = change(item, Policy(), actor)
    assert outcome == "none" and post.status == "trash" and "214 people" in post.content


@pytest.mark.parametrize(
    ("status", "policy", "after"),
    [("publish", "flag", "publish"), ("publish", "unpublish", "pending"), ("future", "flag", "pending")],
)
def test_a_withdrawn_story_raises_a_flag_or_goes(status: str, policy: str, after: str) -> None:
    actor = desk()
    later = {"date_gmt": site.now_gmt() + timedelta(days=1)} if status == "future" else {}
    item = filed(actor, status, **later)
    rules = Policy.model_validate({"withdrawn": policy})
    outcome, post = change(item, rules, actor, status="canceled", note="Wrong ship")
    assert item.flag == "withdrawn" and "cancelled" in item.flag_words and "Wrong ship" in item.flag_words
    assert post.status == after and outcome == ("flag" if after == "publish" else "unpublish")
    assert withdraw_item(item, rules, "Gone (410).", actor=actor).outcome == "none"  # once
    change(item, rules, actor)
    assert item.flag == "changed" and "gives it out again" in item.flag_words


def test_an_embargo_that_moves_moves_the_story() -> None:
    actor = desk()
    item = filed(actor, "future", date_gmt=site.now_gmt() + timedelta(days=1))
    until = (datetime.now(UTC) + timedelta(days=3)).replace(microsecond=0)
    _, post = change(item, Policy(), actor, embargoed=until)
    assert post.status == "future" and post.date_gmt == until.replace(tzinfo=None)


@pytest.mark.parametrize("corrections", ["update", "version", "freeze"])
@pytest.mark.parametrize("edited", [True, False])
@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.parametrize("attached", [True, False])
def test_the_judgement_is_a_table(corrections: str, edited: bool, gone: bool, attached: bool) -> None:
    outcome, reason = judge_correction(
        Policy.model_validate({"corrections": corrections}), edited=edited, gone=gone, attached=attached
    )
    overwritten = outcome == "update"
    assert reason.words and not (overwritten and (gone or attached))
    assert not (overwritten and edited and corrections == "freeze") and not (overwritten and corrections == "version")


def test_versions_are_bounded_and_the_first_one_stays() -> None:
    item = filed(desk())
    first = versions.list_versions(item)[0]
    for number in range(versions.VERSIONS_MAX + 5):
        versions.store_version(
            item, entry_of(STORY), StoryBody(f"<p>{number}</p>", "", str(number)), str(number), site.now_gmt()
        )
    kept = versions.list_versions(item)
    assert len(kept) == versions.VERSIONS_MAX and kept[0] == first and kept[-1].text == str(versions.VERSIONS_MAX + 4)


def test_a_diff_reads_well_with_eyes_and_ears() -> None:
    new = STORY.replace("214 people", "231 people").replace("\nNobody was hurt", "\nA new sentence.\nNobody was hurt")
    made = diff_texts(STORY, new + "\nMore <b>to</b> come.")
    assert "<del>214</del><ins>231</ins>" in made and "<ins>A new sentence.</ins>" in made
    assert "Changed: " in made and "Added: " in made and "unchanged paragraph" in made and "&lt;b&gt;" in made
    assert diff_texts(STORY, STORY) == "" and "Removed: " in diff_texts(STORY, STORY.split("\n")[0])
    assert diff_line("Ferry aground", "Ferry sunk") == "Ferry <del>aground</del><ins>sunk</ins>"
    assert "<script>" not in diff_texts("a <script> b", "a </del><script> c")
