"""In which lines two texts differ: every line of both is either shared or shown, and long texts cost no more than short ones."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from wirepress.content.posts.editing import differences
from wirepress.content.posts.editing.differences import differing_lines

LINES = st.lists(st.sampled_from(["ebb", "flow", "", "<p>tide</p>", "🚢"]), max_size=12).map("\n".join)


@given(LINES, LINES)
def test_what_is_shown_is_what_differs(theirs: str, mine: str) -> None:
    found = differing_lines(theirs, mine)
    if not found:
        assert [line for line in theirs.splitlines() if line] == [line for line in mine.splitlines() if line]
    assert all(left != right for left, right in found)
    for left, right in found:  # in their order, nothing twice
        assert left in theirs and right in mine


@given(LINES)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differing_lines(text, text) == []


def test_one_changed_line_is_shown_alone() -> None:
    text = "\n".join(f"line {number}" for number in range(100))
    assert differing_lines(text, text.replace("line 40", "line forty")) == [("line 40", "line forty")]


def test_long_texts_are_compared_at_their_ends_only() -> None:
    lines = [f"line {number}" for number in range(differences.LINES_MAX)]
    began = time.monotonic()
    ((theirs, mine),) = differing_lines(
        "\n".join(lines), "\n".join([*lines[:5], "new", *lines[6:-3], "other", *lines[-2:]])
    )
    assert theirs.startswith("line 5\n") and mine.startswith("new\n") and mine.endswith("\nother")
    assert time.monotonic() - began < 5
