"""Eight clients, 500 votes each, at the same time: the counters are what the distinct readers left."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.engagement.models import ReaderReaction
from wirepress.features.engagement.reactions.react import react
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.features.engagement.reactions.state import state

CLIENTS, VOTES, READERS = 8, 500, 150


def _vote(post_id: int, client: int) -> None:
    dice = random.Random(client)
    try:
        for _ in range(VOTES):
            # Readers are shared between the clients: the same person may click in two windows at once.
            react(post_id, dice.randint(1, 6), reader_of(f"192.0.2.{dice.randint(1, READERS)}", "crowd"))
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_no_vote_is_lost_or_counted_twice() -> None:
    store.forget()
    moment = "2026-05-04 06:00:00"
    post = Post.objects.create(status="publish", title="Crowd", slug="crowd", date=moment, date_gmt=moment)
    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(_vote, post.pk, client) for client in range(CLIENTS)]:
            done.result()
    left = Counter(ReaderReaction.objects.values_list("reaction", flat=True))
    counts = state([post.pk])[post.pk].counts
    assert {number: count for number, count in counts.items() if count} == dict(left)
    assert 0 < sum(left.values()) <= READERS
    store.forget()
