"""The night of `python -m bench.night` in its short form: the same misbehaving world, a few hours, in this process."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from bench.night import morning
from bench.night.places import make_places
from bench.night.world import World, serve

from tests.features.wire.gathering_newsroom import child, ended
from tests.features.wire.gathering_newsroom import newsroom as newsroom
from tests.features.wire.maintenance.test_alerts import Box
from tests.features.wire.maintenance.test_alerts import box as box
from wirepress.content.users.models import User
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.maintenance.alerts import send_alerts
from wirepress.features.wire.maintenance.moved_feed import search_feed
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import add_source

HOURS = 5
LEFT_OUT = ("slow", "endless", "flood")  # what takes time, and what needs a longer history


@pytest.fixture
def world() -> Iterator[World]:
    with serve([place for place in make_places(1) if place.name not in LEFT_OUT]) as world:
        yield world


def _killed_look(number: int) -> None:
    """A worker that dies in the middle of a look."""

    def look() -> None:
        run_source(number, say=lambda step, done, total: os.kill(os.getpid(), 9) if step == "stories" else None)

    assert ended(child(look)) in ("killed", "well")


@pytest.mark.django_db(transaction=True)
def test_a_short_night_ends_with_every_story_once(world: World, newsroom: User, box: Box) -> None:
    places = list(world.places.values())
    for place in places:
        policy = {"rights": {"credit": "{source}"}, **place.policy}
        home = f"{world.base}{place.home}" if place.home else ""
        fields = {"name": place.name, "url": f"{world.base}/{place.name}", "home": home, "allow_private": True}
        add_source({**fields, "policy": policy})
    numbers = list(Source.objects.order_by("pk").values_list("pk", "name"))
    for hour in range(HOURS):
        world.hour = hour
        for number, name in numbers:
            if name in ("plain0", "rolling") and hour in (1, 2):
                _killed_look(number)
            if Source.objects.filter(pk=number, due__isnull=False).exists():
                run_source(number)
            search_feed(number)
        send_alerts()
    mails = [f"{mail['Subject']}\n{mail.get_content()}" for mail in box.mails]
    assert morning.find_faults(places, HOURS - 1) == []
    assert morning.find_mail_faults(places, mails, HOURS - 1) == []
    assert morning.find_left_over() == []
