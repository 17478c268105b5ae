"""The figures of likeness on a labelled set of invented copy, with sites that say the same phrases in every text, and teasers."""

import pytest
from bench.similar import measure

pytestmark = pytest.mark.django_db
STORIES = 75  # fewer than the benchmark measures; the shares are the same but for one or two texts


@pytest.mark.parametrize("seed", [11])
def test_copies_are_found_and_other_stories_are_not_merged(seed: int) -> None:
    found = measure(seed, STORIES)
    assert found["copies"] > 150 and found["new"] > 150
    assert found["found"] >= 0.95, found["missed by"]
    assert found["false merges"] < 0.005, found["merged wrongly by"]
