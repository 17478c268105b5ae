"""What goes between the stages comes back from its kept form as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.wire.entry.records import Entry, Media

MOMENTS = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
MEDIA = st.builds(Media, st.text(min_size=1), st.text(), st.integers(0, 9000), st.integers(0, 9000), credit=st.text())
ENTRIES = st.builds(
    Entry,
    guid=st.text(),
    title=st.text(),
    content_html=st.text(),
    authors=st.lists(st.text()).map(tuple),
    published=MOMENTS,
    updated=MOMENTS,
    embargoed=MOMENTS,
    categories=st.lists(st.text()).map(tuple),
    media=st.lists(MEDIA, max_size=3).map(tuple),
    status=st.sampled_from(["usable", "withheld", "canceled"]),
)


@given(ENTRIES)
def test_an_entry_comes_back_from_what_is_kept(entry: Entry) -> None:
    assert Entry.from_json(json.loads(json.dumps(entry.as_json()))) == entry


def test_what_a_later_release_kept_beside_it_is_left_out() -> None:
    assert Entry.from_json({"guid": "a", "mood": "blue"}) == Entry(guid="a")
