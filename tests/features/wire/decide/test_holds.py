"""Teasers, floods, what waits, and which version stands: pure decisions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.wire.decide.flood import LookHistory, find_flood
from wirepress.features.wire.decide.holds import HOLDS, hold_of
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.teaser import BodyFacts, StandingVersion, choose_place, find_teaser
from wirepress.features.wire.decide.verdict import DecisionFacts, decide_entry
from wirepress.features.wire.entry.records import DuplicateMatch, Entry

pytestmark = pytest.mark.pure
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TEXT = "The council of the town has sold the old brewery to a cooperative of bakers, who want to open a hall with twelve ovens before"
WHOLE = f"{TEXT} next summer begins."


@pytest.mark.parametrize(
    ("markup", "text", "teaser"),
    [
        ("", WHOLE, False),
        ("", f"{TEXT} …", True),
        ("", f"{TEXT} [...]", True),
        ("", f"{WHOLE} Continue reading", True),
        ("", f"{WHOLE} Weiterlesen auf unserer Seite", True),
        ("", f"{WHOLE} Lire la suite", True),
        ("", f"{WHOLE} Читать далее", True),
        ("", TEXT, True),  # its last sentence is cut
        (f'<p>{WHOLE} <a href="https://a.example/1">The ovens</a></p>', WHOLE, True),
        (f'<p>{WHOLE} <a href="https://b.example/2">The ovens</a></p>', WHOLE, False),
        ("", f"{WHOLE} " * 20 + "Continue reading", False),  # nobody calls that a teaser
        ("", "", False),
    ],
)
def test_teasers_are_recognised(markup: str, text: str, teaser: bool) -> None:
    assert bool(find_teaser(markup, text, "https://a.example/1")) is teaser


def test_a_text_far_shorter_than_its_source_sends_is_a_teaser() -> None:
    assert "usually sends 400" in find_teaser("", WHOLE, "", 400) and not find_teaser("", WHOLE, "", 60)


VERSIONS = st.builds(
    StandingVersion,
    st.integers(0, 900),
    st.booleans(),
    st.integers(-2, 2),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["hand", "auto"]),
)
BODIES = st.builds(BodyFacts, st.integers(0, 900), st.booleans(), st.sampled_from(["", "it breaks off"]))


@given(BODIES, st.integers(-2, 2), VERSIONS)
def test_nothing_that_was_edited_or_is_public_by_hand_is_replaced_by_itself(
    coming: BodyFacts, priority: int, standing: StandingVersion
) -> None:
    place, reason = choose_place(coming, priority, standing)
    assert (reason is not None) == (place != "beside")
    if place == "front":
        assert not standing.edited and (not standing.public or standing.promote == "auto")
        assert priority > standing.priority or (not coming.teaser and coming.words > standing.words)
        assert priority > standing.priority or standing.teaser or coming.words >= 3 * standing.words


@given(st.integers(0, 500), st.integers(0, 500), st.lists(st.integers(0, 60), max_size=40), st.integers(0, 72))
def test_a_flood_is_more_than_the_history_knows(new: int, known: int, counts: list[int], hours: int) -> None:
    history = LookHistory(tuple(counts), timedelta(hours=len(counts)), timedelta(hours=hours))
    words = find_flood(new, known, history)
    if known < 10 and (len(counts) < 5 or new <= 25 or new <= 3 * max(counts)):
        assert not words
    if known >= 10 and known >= new / 2:
        assert words


ENTRIES = st.builds(
    Entry,
    guid=st.just("1"),
    title=st.sampled_from(["", "Brewery sold"]),
    content_html=st.sampled_from(["", f"<p>{WHOLE}</p>"]),
    status=st.sampled_from(["usable", "withheld", "canceled"]),
    broken_off=st.booleans(),
)
FACTS = st.builds(
    DecisionFacts,
    source=st.just("Quay"),
    text=st.sampled_from(["", WHOLE]),
    duplicate=st.none()
    | st.just(DuplicateMatch(7, 0.9, "They share it."))
    | st.just(DuplicateMatch(0, 1.0, "It is it.", post_id=4)),
    standing=st.none() | VERSIONS,
    body=st.none() | BODIES,
    flood=st.sampled_from(["", "400 entries are new at once"]),
)
POLICIES = st.builds(
    lambda status, least, duplicates, priority: Policy.model_validate(
        {"status": status, "least_words": least, "duplicates": duplicates, "priority": priority}
    ),
    st.sampled_from(["publish", "pending", "draft"]),
    st.sampled_from([0, 100]),
    st.sampled_from(["attach", "file", "skip"]),
    st.integers(-2, 2),
)


@given(ENTRIES, POLICIES, FACTS)
def test_every_entry_becomes_one_thing_with_a_reason(entry: Entry, policy: Policy, facts: DecisionFacts) -> None:
    verdict = decide_entry(entry, policy, facts, NOW)
    assert verdict.action in ("file", "skip", "attach", "block", "hold") and all(one.words for one in verdict.reasons)
    assert verdict.reasons and (verdict.place == "beside" or verdict.action == "attach")
    if verdict.action == "hold":
        assert hold_of(verdict.reasons) in HOLDS
    if verdict.action == "file":
        assert entry.status == "usable" and not entry.broken_off and not facts.flood
        assert facts.body is None or facts.body.words or (facts.body.shown and entry.title)
        if facts.body is not None and policy.least_words and facts.body.words < policy.least_words:
            assert verdict.status != "publish"
