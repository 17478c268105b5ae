"""One story told by several sources."""

from datetime import datetime, timedelta

import pytest

from tests.features.wire.made import STORY, item_of, source_of
from wirepress.features.wire import dedupe
from wirepress.features.wire.entry.identity import make_keys
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.models import Cluster, Item, Shingle

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12)
BEFORE = NOW - timedelta(days=3)
CUT = "\n".join(STORY.split("\n")[:3])
OTHER = """The town library of Harrowgate-under-Lyne opens on Sundays from January, its director said.
Volunteers from two schools are to help at the counter, and a café in the old reading room will sell soup and bread.
The council had refused the money three times; a lottery brought it in at last."""


def test_a_cut_copy_of_another_source_is_found() -> None:
    first = item_of(source_of("A"), "Ferry runs aground", STORY)
    match = dedupe.find_nearest(dedupe.make_fingerprint("Ship stuck off Norrholm", CUT), since=BEFORE)
    assert match is not None and match.item_id == first.pk and match.share > 0.9
    assert match.source == "A" and "word for word" in match.words


def test_another_story_is_not() -> None:
    item_of(source_of("A"), "Ferry runs aground", STORY)
    assert dedupe.find_nearest(dedupe.make_fingerprint("Library opens on Sundays", OTHER), since=BEFORE) is None


def test_what_is_older_than_the_window_is_not_looked_at() -> None:
    item_of(source_of("A"), "Ferry runs aground", STORY)
    assert (
        dedupe.find_nearest(dedupe.make_fingerprint("Ferry runs aground", STORY), since=NOW + timedelta(hours=1))
        is None
    )


def test_the_same_address_at_another_source_is_the_same_story() -> None:
    item = item_of(source_of("A"), "Ferry runs aground", STORY, url="https://paper.example/ferry")
    entry = Entry(
        guid="x",
        url="http://www.paper.example/ferry/?utm_source=feed",
        title="Quite another headline",
        content_html=OTHER,
    )
    match = dedupe.find_nearest(
        dedupe.make_fingerprint(entry.title, OTHER), since=BEFORE, keys=make_keys(entry), source=source_of("B")
    )
    assert match is not None and match.exact and match.item_id == item.pk


def test_rejected_stories_attract_nothing() -> None:
    item = item_of(source_of("A"), "Ferry runs aground", STORY)
    Item.objects.filter(pk=item.pk).update(state="rejected")
    assert dedupe.find_nearest(dedupe.make_fingerprint("Ferry", STORY), since=BEFORE) is None


def test_a_cluster_is_led_by_the_first_and_survives_its_leaving() -> None:
    one, two, three = (item_of(source_of(name), "Ferry runs aground", STORY) for name in "ABC")
    cluster = dedupe.join_cluster(two, one.pk)
    assert dedupe.join_cluster(three, two.pk).pk == cluster.pk
    assert cluster.lead_id == one.pk
    one.refresh_from_db()
    dedupe.leave_cluster(one)
    assert Cluster.objects.get(pk=cluster.pk).lead_id == two.pk
    two.refresh_from_db()
    dedupe.leave_cluster(two)
    three.refresh_from_db()
    assert three.cluster is None and not Cluster.objects.exists()


def test_old_bands_are_pruned_and_new_ones_stay() -> None:
    old = item_of(source_of("A"), "Ferry runs aground", STORY, seen=NOW - timedelta(days=30))
    new = item_of(source_of("B"), "Library opens", OTHER)
    assert dedupe.prune_bands(NOW - timedelta(days=14)) == len(dedupe.make_fingerprint("", STORY).bands)
    assert set(Shingle.objects.values_list("item_id", flat=True)) == {new.pk} and old.pk


def test_an_item_is_remembered_once() -> None:
    item = item_of(source_of("A"), "Ferry runs aground", STORY)
    before = Shingle.objects.count()
    dedupe.store_bands(item, dedupe.make_fingerprint("", STORY), again=True)
    assert Shingle.objects.count() == before


def test_a_crowded_band_hides_nothing_that_shares_more() -> None:
    crowd = source_of("A")
    for number in range(60):
        item = Item.objects.create(source=crowd, guid_key=f"c{number}", title="x", seen=NOW, state="filed")
        Shingle.objects.create(band=dedupe.make_fingerprint("", STORY).bands[0], item=item, seen=NOW)
    first = item_of(source_of("B"), "Ferry runs aground", STORY, seen=NOW - timedelta(hours=1))
    match = dedupe.find_nearest(dedupe.make_fingerprint("Ferry", STORY), since=BEFORE)
    assert match is not None and match.item_id == first.pk
