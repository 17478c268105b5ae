"""Whatever names a source gives its entries: each is a story here, one that is known, or named in the notes of the look."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.features.wire.made import source_of
from wirepress.features.wire.dedupe.known_items import KnownItems, Recognition, SeenEntry
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.models import Item, ItemKey, Source

TEXTS = (
    "Workers who laid a cable found a well of nine metres under the fish market, with a bucket still on its chain.",
    "The foundry at Lower Wick has cast a bell of four hundred kilos for the chapel, the first one since the great fire.",
    "Dredgers will raise the northern dyke by a metre before the autumn tides, and sheep have to graze elsewhere until May.",
    "A choir of eighty fishermen won the prize of the province with a song that nobody under sixty had heard before.",
)
HEADS = ("Well found under the market", "Bell cast for the chapel", "Dyke is raised by a metre", "Choir wins the prize")
LOOKS = st.lists(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(["", "n/a", "g1", "g2"]),
            st.sampled_from(["", "https://q.example/a", "https://q.example/b"]),
        ),
        max_size=5,
    ),
    min_size=1,
    max_size=3,
)


def store(source: Source, one: SeenEntry, answer: Recognition) -> None:
    item = Item.objects.create(
        source=source,
        guid_key=answer.keys.guid,
        url_key=answer.keys.url,
        content_key=answer.keys.content,
        title_key=answer.keys.title,
        details_key=answer.keys.details,
        title=one.entry.title,
        words=20,
        seen="2026-11-25T12:00:00",
        entry=one.entry.as_json(),
    )
    ItemKey.objects.bulk_create([ItemKey(source=source, item=item, key=key) for key in answer.learn])


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(LOOKS)
def test_each_story_is_taken_once_and_none_takes_anothers_place(looks: list[list[tuple[int, str, str]]]) -> None:
    Item.objects.all().delete()
    source, told = source_of("A"), set[int]()
    for look in looks:
        entries = [
            SeenEntry.of(Entry(guid=guid or url, url=url, title=HEADS[at], content_html=f"<p>{TEXTS[at]}</p>"))
            for at, guid, url in look
        ]
        answers = KnownItems(source).recognise_all(entries)
        claimed = [answer.item.pk for answer in answers if answer.item is not None and not answer.again]
        assert len(answers) == len(entries) and len(claimed) == len(set(claimed))  # an item is one entry's
        for one, answer in zip(entries, answers, strict=True):
            if answer.item is not None:
                assert answer.item.title == one.entry.title  # never another story's
            elif not answer.again:
                store(source, one, answer)
        told |= {at for at, _, _ in look}
        assert sorted(Item.objects.values_list("title", flat=True)) == sorted(HEADS[at] for at in told)
