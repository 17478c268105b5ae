"""Whether two entries of one source are one story: what speaks for it, and what is left out."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.wire.dedupe.same_source import Evidence, ToldStory, is_one_story
from wirepress.features.wire.dedupe.standing_text import StandingRuns, find_standing, remove_standing

pytestmark = pytest.mark.pure
NOW = datetime(2026, 11, 25, 12)
EVIDENCE: list[Evidence] = ["name", "address", "page", "shared", "none"]
WELL = "Workers who laid a cable found a well of nine metres under the fish market, with a bucket still on its chain."
BELL = "The foundry at Lower Wick has cast a bell of four hundred kilos for the chapel, the first one since the great fire."
BLURB = "Every weekday two reporters tell what happened on the coast. Listen wherever you find podcasts, and send questions."


def told(title: str, text: str, hours: float = 0.0) -> ToldStory:
    return ToldStory(title, text, len(text), NOW + timedelta(hours=hours))


@pytest.mark.parametrize("evidence", EVIDENCE)
def test_what_has_not_changed_is_itself_and_another_story_is_not(evidence: Evidence) -> None:
    first = told("Well found under the market", WELL)
    assert is_one_story(first, told("Well found under the market", WELL), evidence)
    assert not is_one_story(told("Bell cast for the chapel", BELL, 24), first, evidence)


@pytest.mark.parametrize(
    ("evidence", "title", "text", "hours", "same"),
    [
        ("name", "What lay beneath", WELL, 0, True),  # a headline written anew
        ("name", "What lay beneath", WELL, 48, True),
        ("name", "Well found under the market", BELL, 0, True),  # a text written anew
        ("address", "What lay beneath", WELL, 48, False),  # a page whose stories change, without identifiers
        ("page", "What lay beneath", WELL, 0, False),
        ("shared", "Well found under the market", WELL.replace("nine", "seven"), 0, True),
        ("shared", "Well found under the market", BELL, 24, False),
        ("none", "Well found under the market", WELL + " Published with our new system.", 9000, True),
        ("none", "Well found under the market | Quay News", WELL, 9000, True),
        ("none", "Well found under the market", WELL.replace("nine", "ten"), 24, True),
        ("none", "Well found under the school", WELL, 24, False),
    ],
)
def test_how_far_a_name_carries(evidence: Evidence, title: str, text: str, hours: float, same: bool) -> None:
    assert is_one_story(told(title, text, hours), told("Well found under the market", WELL), evidence) is same


def test_other_numbers_are_another_report_after_the_same_pattern() -> None:
    pattern = "The wind comes from the west at {} knots, the water in the harbour has {} degrees, and ferries leave as the table says."
    first, second = told("The weather", pattern.format(14, 9)), told("The weather", pattern.format(22, 8), 24)
    assert not is_one_story(second, first, "none")


def test_standing_phrases_say_nothing() -> None:
    runs = find_standing([(f"Episode about {word}", BLURB) for word in ("mussels", "locks", "nets")])
    assert remove_standing(BLURB, runs.most) == "" and runs.most <= runs.often
    one, other = (
        told(title, remove_standing(BLURB, runs.most), day) for title, day in (("On mussels", 0), ("On nets", 24))
    )
    assert not any(is_one_story(one, other, evidence) for evidence in EVIDENCE)
    whole = f"{WELL}\n{BLURB}"
    assert remove_standing(whole, runs.most).startswith("Workers") and "podcasts" not in remove_standing(
        whole, runs.most
    )
    assert remove_standing(WELL, runs.most) == WELL


def test_two_stories_have_no_standing_phrases_and_a_repeated_one_counts_once() -> None:
    assert not find_standing([("A", BLURB), ("B", BLURB)]).most
    assert not find_standing([("A", BLURB), ("A", BLURB), ("A", BLURB), ("B", WELL), ("C", BELL)]).most


WORDS = st.lists(
    st.sampled_from("tide ferry bell well quay lamp 7 12 storm baker mussel crane 潮 汐".split()), max_size=40
).map(" ".join)
STORIES = st.builds(
    ToldStory, WORDS, WORDS, st.integers(0, 300), st.none() | st.datetimes(NOW, NOW + timedelta(days=3)), st.booleans()
)


@given(STORIES, STORIES, st.sampled_from(EVIDENCE))
def test_it_is_the_same_whichever_comes_first(one: ToldStory, other: ToldStory, evidence: Evidence) -> None:
    assert is_one_story(one, other, evidence) == is_one_story(other, one, evidence)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=30), WORDS)
def test_standing_runs_are_kept_as_they_were_and_take_nothing_but_words_away(
    stories: list[tuple[str, str]], text: str
) -> None:
    runs = find_standing(stories)
    assert StandingRuns.from_json(runs.as_json()) == runs and runs.joined(runs) == runs
    left = remove_standing(text, runs.most).split()
    rest = iter(text.split())
    assert all(word in rest for word in left)  # in their order
