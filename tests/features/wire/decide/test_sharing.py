"""Rights reach social networks: a source that forbids it, terms of the story itself, a permission that has ended."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.features.wire.conftest import Make
from wirepress.content.posts.models import Post
from wirepress.features.social.queue.conditions import reason_against
from wirepress.features.wire.decide.policy import Rights
from wirepress.features.wire.decide.rights import sharing_objection
from wirepress.features.wire.models import Item, Source

NOW = datetime(2026, 11, 25, 12)


@pytest.mark.parametrize(
    ("rights", "usage", "said"),
    [
        (Rights(), "", ""),
        (Rights(), "For socially minded readers. Share widely.", ""),
        (Rights(share=False), "", "does not allow"),
        (Rights(expires=date(2026, 11, 24)), "", "ended on 2026-11-24"),
        (Rights(expires=date(2026, 11, 25)), "", ""),
        (Rights(), "Print and web. No social media.", "No social media"),
        (Rights(), "NOT FOR SOCIAL", "NOT FOR SOCIAL"),
        (Rights(), "Internal use only", "Internal use only"),
    ],
)
def test_who_objects(rights: Rights, usage: str, said: str) -> None:
    found = sharing_objection(rights, usage, "Courier", NOW)
    assert (said in found) if said else found == ""


@pytest.mark.django_db
def test_a_gathered_story_is_held_back(make: Make) -> None:
    item = make(1, "filed")
    post = Post.objects.get(pk=Item.objects.get(pk=item.pk).post_id)
    Post.objects.filter(pk=post.pk).update(status="publish")
    assert reason_against(post.pk) == ""
    Source.objects.update(policy={"rights": {"share": False}})
    assert "does not allow" in reason_against(post.pk)
