"""Charts as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.analytics.charts.bars import draw_bars, part_of
from wirepress.features.analytics.charts.scale import round_steps, short_number
from wirepress.features.analytics.charts.timeline import HEIGHT, NARROW, WIDTH, Flag, Point, draw_timeline

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (97, [0, 50, 100]),
        (1500, [0, 500, 1000, 1500]),
        (1501, [0, 500, 1000, 1500, 2000]),
    ],
)
def test_axes_have_round_steps(most: int, steps: list[int]) -> None:
    assert round_steps(most) == steps


@given(st.integers(0, 10**12))
def test_an_axis_holds_its_largest_number_with_few_marks(most: int) -> None:
    steps = round_steps(most)
    assert steps[0] == 0 and steps[-1] >= most and len(steps) <= 6


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (950, "950"), (1234, "1,234"), (12_340, "12.3k"), (50_000, "50k"), (4_500_000, "4.5M")],
)
def test_numbers_are_short(number: int, text: str) -> None:
    assert short_number(number) == text


points = st.lists(
    st.builds(
        Point,
        st.just("1 May"),
        st.just("1 May"),
        st.one_of(st.none(), st.integers(0, 10**9)),
        st.one_of(st.none(), st.floats(0, 1e9)),
        st.booleans(),
    ),
    max_size=60,
)


@given(
    points, st.lists(st.builds(Flag, st.integers(-3, 70), st.integers(1, 9), st.just("n"), st.just("#000")), max_size=5)
)
def test_everything_stands_on_the_chart(given_points: list[Point], flags: list[Flag]) -> None:
    for width in (WIDTH, NARROW):
        _stands(given_points, flags, width)


def _stands(given_points: list[Point], flags: list[Flag], width: int) -> None:
    chart = draw_timeline(given_points, flags, width=width)
    assert len(chart.columns) == len(given_points)
    for column in chart.columns:
        assert column.x >= 0 and column.x + column.width <= width + 1 and 0 <= column.dot_y <= HEIGHT
    assert all(0 <= flag.x <= width for flag in chart.flags)
    assert len(chart.flags) == sum(0 <= flag.place < len(given_points) for flag in flags)


def test_what_has_not_ended_is_drawn_apart_and_what_has_not_begun_is_not_drawn() -> None:
    line = [Point("1", "one", 5), Point("2", "two", 3, running=True), Point("3", "three", None, 4.0)]
    chart = draw_timeline(line)
    assert chart.running.count("L") == 1 and chart.line.count("M") == 1
    assert [column.words for column in chart.columns] == [
        "one: 5 views",
        "two: 3 views so far",
        "three: not yet; before: 4",
    ]
    assert chart.words == "8 views from one to three; most on one: 5."


def test_bars_and_their_parts() -> None:
    bars = draw_bars([0, 1, 1000], ["a", "b", "c"], "words")
    assert [bar.height for bar in bars.bars] == [0.0, 2, 60.0] and bars.bars[2].words == "c: 1,000"
    assert (part_of(5, 10), part_of(1, 0)) == (50.0, 0.0)
