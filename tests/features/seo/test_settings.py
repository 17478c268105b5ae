"""Parts of the SEO settings: defaults, changes, what does not fit."""

from __future__ import annotations

import pytest

from wirepress.content.options import store as options
from wirepress.core.rest.errors import RestError
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.head import TITLES, HeadSettings
from wirepress.features.seo.settings.parts import BY_NAME, PARTS
from wirepress.features.seo.settings.schema import SchemaSettings

pytestmark = pytest.mark.django_db


def test_nothing_set_gives_defaults() -> None:
    assert store.read(HeadSettings) == HeadSettings()
    assert not store.is_stored(HeadSettings)


def test_a_change_keeps_the_rest_and_is_seen_at_once() -> None:
    store.change(HeadSettings, {"separator": "|"})
    changed = store.change(HeadSettings, {"titles": {"post": "#post_title"}})
    assert changed.separator == "|"
    assert changed.titles == {**TITLES, "post": "#post_title"}
    assert store.read(HeadSettings) == changed


@pytest.mark.parametrize(
    "values",
    [{"separator": 4.5}, {"max_snippet": -2}, {"image_source": "nowhere"}, {"titles": {"post": ["a"]}}, {"unknown": 1}],
)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(values: dict[str, object]) -> None:
    with pytest.raises(RestError) as refused:
        store.change(HeadSettings, {"separator": "|", **values})
    assert refused.value.status == 400
    assert not store.is_stored(HeadSettings)


def test_a_stored_value_of_another_kind_counts_as_unset() -> None:
    options.put("seo_schema", {"name": "The Lantern", "same_as": "no list", "article_types": {"post": "Poem"}})
    read = store.read(SchemaSettings)
    assert (read.name, read.same_as, read.article_types) == ("The Lantern", [], {"post": "NewsArticle"})


def test_every_part_is_found_by_its_name_and_fits_its_own_schema() -> None:
    assert {part.NAME for part in PARTS} == set(BY_NAME)
    assert len({part.OPTION for part in PARTS}) == len(PARTS)
    for part in PARTS:
        document = store.as_document(part())
        assert store.as_document(store.build(part, document)) == document
