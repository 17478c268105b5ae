"""What an imported site had counted: out of meta, out of rendered stories; nobody's address stays; a second import adds nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.features.engagement.conftest import Story
from wirepress.content.options import site
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.engagement import filters
from wirepress.features.engagement.forget import forget_readers
from wirepress.features.engagement.importing import takeout
from wirepress.features.engagement.importing.adopt import adopt_counts, adopt_meta
from wirepress.features.engagement.models import ReactionCount, ReaderReaction
from wirepress.features.engagement.reactions.percents import percents
from wirepress.features.engagement.reactions.react import react
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.features.engagement.reactions.state import Reactions, most_reacted, state
from wirepress.features.engagement.settings import Settings


def _counts(post: Post) -> dict[int, int]:
    return {number: count for number, count in state([post.pk])[post.pk].counts.items() if count}


def _keep(post: Post, **meta: Any) -> None:
    for key, value in meta.items():
        PostMeta.objects.create(post=post, key=f"twp_be_{key}", value=value)


def test_counts_and_addresses_leave_the_meta(story: Story) -> None:
    post = story()
    _keep(
        post,
        react_1="2",
        react_4=1,
        ip_address_react_1={"1": "203.0.113.5", "4": "2001:db8::5"},
        ip_address_react_4=[" "],
    )
    assert adopt_meta() == 1
    assert _counts(post) == {1: 2, 4: 1}
    assert not PostMeta.objects.filter(post=post).exists()
    stored = json.dumps(list(ReaderReaction.objects.values_list("reader", flat=True)))
    assert "203.0.113.5" not in stored and ReaderReaction.objects.count() == 2


def test_a_reader_of_the_old_site_takes_the_reaction_back(story: Story) -> None:
    post = story()
    _keep(post, react_2=1, ip_address_react_2=["203.0.113.8"])
    adopt_meta()
    client = Client(REMOTE_ADDR="203.0.113.8")
    html = client.get(f"/?rest_route=/wp/v2/posts/{post.pk}").json()["content"]["rendered"]
    assert f'be-react-2" post-id="{post.pk}" class="be-face-icons reacted"' in html
    client.post(
        "/wp-admin/admin-ajax.php",
        {"action": "booster_extension_post_react", "postID": post.pk, "reactdata": "be-react-2"},
    )
    assert _counts(post) == {}


def test_importing_again_adds_what_grew_and_keeps_what_readers_left_here(story: Story) -> None:
    post = story()
    adopt_counts({post.pk: {1: 5}})
    react(post.pk, 1, reader_of("192.0.2.4", "x"))
    adopt_counts({post.pk: {1: 5}})
    assert _counts(post) == {1: 6}
    adopt_counts({post.pk: {1: 7}})
    assert _counts(post) == {1: 8}


def test_counts_of_any_kind_are_read(story: Story) -> None:
    post = story()
    _keep(post, react_1="12x", react_2=None, react_3=[3], react_5=-1, react_6=1e300)
    adopt_meta()
    assert _counts(post) == {1: 12, 5: -1}


def test_who_reacted_is_forgotten_the_reaction_stays(story: Story) -> None:
    post = story()
    react(post.pk, 3, reader_of("192.0.2.4", "x"))
    adopt_counts({post.pk: {3: 0}})
    ReaderReaction.objects.update(day=site.now_gmt().date() - timedelta(days=1))
    assert forget_readers() == 0
    ReaderReaction.objects.update(day=site.now_gmt().date() - timedelta(days=2))
    assert forget_readers() == 1
    assert _counts(post) == {3: 1}


def test_most_reacted_stories_come_first(story: Story) -> None:
    few, many, none = (story(slug=slug) for slug in ("few", "many", "none"))
    adopt_counts({few.pk: {1: 1}, many.pk: {1: 1, 2: 4}, none.pk: {1: 0}})
    assert most_reacted(5) == [many.pk, few.pk]
    assert most_reacted(5, [few.pk, none.pk]) == [few.pk]


def test_a_deleted_story_takes_its_counts_along(story: Story) -> None:
    post = story()
    react(post.pk, 3, reader_of("192.0.2.4", "x"))
    post.delete()
    assert ReactionCount.objects.count() == ReaderReaction.objects.count() == 0


_COUNT = st.integers(0, 10**6)
_COUNTS = st.fixed_dictionaries(dict.fromkeys(range(1, 7), _COUNT))
_STORY = st.text(alphabet="ab <>/pdiv'\"\n.&", max_size=120)


@given(_STORY, _COUNTS, st.booleans())
def test_what_is_woven_in_can_be_taken_out_again(text: str, counts: dict[int, int], numbers: bool) -> None:
    woven = filters.weave(text, text or ".", 7, Settings(numbers=numbers), Reactions(counts), "https://news.example")
    taken = takeout.take_out(woven)
    assert (taken.story, taken.counts, taken.found) == (text, counts, True)


@given(st.text(alphabet="<>/div clas='\"booster-blkrea ", max_size=300))
def test_stories_of_others_stay_as_they_are(text: str) -> None:
    taken = takeout.take_out(text)
    assert taken.found or taken.story == text


@given(_COUNTS)
def test_percents_are_rounded_halves_up(counts: dict[int, int]) -> None:
    total = sum(counts.values())
    for number, share in percents(counts).items():
        assert share == (0 if total < 1 else (100 * counts[number] * 2 + total) // (2 * total))
