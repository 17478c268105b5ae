"""Read time: computed from the words of the story as stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.engagement.read_time import readtime
from wirepress.features.engagement.settings import Settings


@pytest.mark.parametrize(
    ("words", "wpm", "shown"),
    [
        (1, 200, "0 Second"),
        (100, 200, "30 Second"),
        (200, 200, "1 Minute"),
        (450, 200, "2 Minute, 15 Second"),
        (61, 60, "1 Minute, 1 Second"),
    ],
)
def test_minutes_and_seconds(words: int, wpm: int, shown: str) -> None:
    html = readtime.block("tide " * (words - 1) + "tide", Settings(words_per_minute=wpm))
    assert f"<span>Read Time:</span>{shown}" in html


def test_tags_are_no_words_and_scripts_of_every_kind_are() -> None:
    one = readtime.block('<p class="a b c">' + "прилив " * 99 + "прилив</p>", Settings())
    assert "30 Second" in one


def test_switched_off_leaves_the_empty_block() -> None:
    assert "twp-read-time" not in readtime.block("many words here", Settings(read_time=False))


@given(st.text(max_size=400), st.integers(1, 2000))
def test_any_text_has_a_read_time(text: str, wpm: int) -> None:
    html = readtime.block(text, Settings(words_per_minute=wpm))
    assert html.startswith("<div class='booster-block booster-read-block'>") and html.endswith("</div>")
