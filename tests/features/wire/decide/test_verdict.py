"""The laws of the one decision: whatever the entry, the policy and the facts, these hold."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wirepress.features.wire.decide.policy import Condition, Filter, Limits, Policy, Rights, TermRule, Terms
from wirepress.features.wire.decide.policy import Test as Ask
from wirepress.features.wire.decide.rules import BadRule, RuleSubject, check_condition, condition_holds
from wirepress.features.wire.decide.verdict import DecisionFacts, decide_entry
from wirepress.features.wire.entry.records import DuplicateMatch, Entry

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WORDS = ("putin", "ferry", "Council", "wetter", "über", "море", "x")
words = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
moments = st.none() | st.integers(-60_000, 60_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
addresses = st.sampled_from(["", "https://a.example/x", "https://b.example/y?z=1"])
entries = st.builds(
    Entry,
    guid=words,
    url=addresses,
    title=words,
    summary_html=words,
    content_html=words,
    published=moments,
    embargoed=moments,
    authors=st.lists(st.sampled_from(["Ada Holm", "Bo Lind"]), max_size=2),
    categories=st.lists(st.sampled_from(["News", "Sport", "Odd"]), max_size=3),
    status=st.sampled_from(["usable", "usable", "usable", "withheld", "canceled"]),
)
of_texts = st.builds(
    Ask,
    field=st.sampled_from(["any", "title", "text", "author", "category", "url"]),
    how=st.sampled_from(["word", "phrase", "contains", "is"]),
    value=st.sampled_from(WORDS),
)
tests = of_texts | st.builds(
    Ask, field=st.just("length"), how=st.sampled_from(["shorter", "longer"]), value=st.just("3")
)
conditions = st.recursive(
    st.builds(
        Condition, all=st.lists(tests, max_size=2), any=st.lists(tests, max_size=2), none=st.lists(tests, max_size=2)
    ),
    lambda inner: st.builds(Condition, all=st.lists(tests | inner, max_size=2), any=st.lists(inner, max_size=1)),
    max_leaves=4,
)
filters = st.builds(Filter, name=words, keep=st.sampled_from(["include", "exclude"]), when=conditions)
policies = st.builds(
    Policy,
    status=st.sampled_from(["publish", "pending", "draft"]),
    filters=st.lists(filters, max_size=3),
    terms=st.builds(
        Terms,
        unknown=st.sampled_from(["create", "drop", "tag"]),
        limit=st.integers(0, 3),
        always=st.lists(st.just("Wire"), max_size=1),
        rules=st.lists(
            st.builds(TermRule, name=words, when=conditions, category=st.just("Putin"), tag=words), max_size=2
        ),
    ),
    limits=st.builds(
        Limits,
        per_run=st.integers(0, 3),
        per_day=st.integers(0, 3),
        max_age_days=st.integers(0, 3),
        on_first_run=st.integers(0, 3),
    ),
    rights=st.builds(
        Rights,
        credit=st.sampled_from(["", "{source}", "By {author} ({url})"]),
        credit_required=st.booleans(),
        full_text=st.booleans(),
    ),
    embargo=st.booleans(),
    duplicates=st.sampled_from(["attach", "file", "skip"]),
)
facts = st.builds(
    DecisionFacts,
    source=st.just("Courier"),
    text=words,
    first_run=st.booleans(),
    filed_this_run=st.integers(0, 4),
    filed_today=st.integers(0, 4),
    blocks=st.sampled_from([(), (("host", "b.example"),), (("author", "ada  holm"),)]),
    duplicate=st.none() | st.just(DuplicateMatch(7, 0.9, "Most of it is the same.", source="Herald")),
)


@settings(max_examples=60)
@given(entries, policies, facts)
def test_every_decision_has_reasons_and_is_the_same_again(entry: Entry, policy: Policy, known: DecisionFacts) -> None:
    verdict = decide_entry(entry, policy, known, NOW)
    assert verdict.reasons and all(
        reason.rule and len(reason.words) > 10 and reason.words[-1] in ".”)" for reason in verdict.reasons
    )
    assert verdict == decide_entry(entry, policy, known, NOW)
    assert verdict.as_json()["reasons"]


@settings(max_examples=60)
@given(entries, policies, facts, conditions)
def test_exclude_wins(entry: Entry, policy: Policy, known: DecisionFacts, condition: Condition) -> None:
    held, _ = condition_holds(condition, RuleSubject(entry, known.text, known.language, NOW))
    extra = [Filter(name="out", keep="exclude", when=condition), Filter(name="in", when=condition)]
    verdict = decide_entry(entry, policy.model_copy(update={"filters": [*policy.filters, *extra]}), known, NOW)
    assert verdict.action == "skip" or not held


@settings(max_examples=60)
@given(entries, facts, conditions)
def test_not_inverts(entry: Entry, known: DecisionFacts, condition: Condition) -> None:
    subject = RuleSubject(entry, known.text, known.language, NOW)
    assert condition_holds(Condition(none=[condition]), subject)[0] is not condition_holds(condition, subject)[0]


@settings(max_examples=60)
@given(entries, facts, conditions, conditions)
def test_and_or_are_what_they_say(entry: Entry, known: DecisionFacts, one: Condition, other: Condition) -> None:
    subject = RuleSubject(entry, known.text, known.language, NOW)
    a, b = condition_holds(one, subject)[0], condition_holds(other, subject)[0]
    assert condition_holds(Condition(all=[one, other]), subject)[0] is (a and b)
    assert condition_holds(Condition(any=[one, other]), subject)[0] is (a or b)


@settings(max_examples=60)
@given(entries, policies, facts)
def test_limits_are_never_exceeded(entry: Entry, policy: Policy, known: DecisionFacts) -> None:
    limits = policy.limits
    full = (limits.per_run and known.filed_this_run >= limits.per_run) or (
        limits.per_day and known.filed_today >= limits.per_day
    )
    full = full or (known.first_run and limits.on_first_run and known.filed_this_run >= limits.on_first_run)
    assert not (full and decide_entry(entry, policy, known, NOW).action == "file")


@settings(max_examples=60)
@given(entries, policies, facts)
def test_nothing_under_embargo_and_nothing_withdrawn_is_published(
    entry: Entry, policy: Policy, known: DecisionFacts
) -> None:
    verdict = decide_entry(entry, policy, known, NOW)
    if (
        entry.embargoed
        and entry.embargoed > NOW + timedelta(minutes=1)
        and policy.embargo
        and verdict.action in ("file", "attach")
    ):
        assert verdict.status != "publish" and verdict.publish_at == entry.embargoed
    if entry.status != "usable":
        assert verdict.action == "skip"


@settings(max_examples=60)
@given(entries, policies, facts)
def test_a_broken_right_never_files(entry: Entry, policy: Policy, known: DecisionFacts) -> None:
    forced = policy.model_copy(update={"rights": Rights(credit="", credit_required=True)})
    assert decide_entry(replace(entry, credit=""), forced, known, NOW).action != "file"


@settings(max_examples=60)
@given(entries, policies, facts)
def test_terms_keep_their_limit_and_stand_once(entry: Entry, policy: Policy, known: DecisionFacts) -> None:
    verdict = decide_entry(entry, policy, known, NOW)
    assert len(verdict.categories) <= policy.terms.limit
    assert len({name.casefold() for name in verdict.categories}) == len(verdict.categories)


@pytest.mark.parametrize("action", ["file", "attach"])
@pytest.mark.parametrize("status", ["draft", "pending", "publish", "future"])
def test_every_status_is_reached(action: str, status: str) -> None:
    entry = Entry(title="x", summary_html="x", embargoed=NOW + timedelta(hours=2) if status == "future" else None)
    policy = Policy.model_validate({"status": "publish" if status == "future" else status})
    known = DecisionFacts(duplicate=DuplicateMatch(7, 0.9, "Most of it is the same.") if action == "attach" else None)
    verdict = decide_entry(entry, policy, known, NOW)
    assert (verdict.action, verdict.status) == (action, status)


def test_every_way_out_is_reached_and_named() -> None:
    entry = Entry(
        title="Ferry", url="https://news.b.example/y", authors=("Ada Holm",), published=NOW - timedelta(days=9)
    )
    same = DuplicateMatch(7, 0.9, "Most of it is the same.")
    ways = {
        "withdrawn": decide_entry(replace(entry, status="canceled"), Policy(), DecisionFacts(), NOW),
        "block.author": decide_entry(entry, Policy(), DecisionFacts(blocks=(("author", "ada holm"),)), NOW),
        "block.host": decide_entry(entry, Policy(), DecisionFacts(blocks=(("host", "b.example"),)), NOW),
        "block.url": decide_entry(
            entry, Policy(), DecisionFacts(blocks=(("url", "https://news.b.example/y?utm_source=x"),)), NOW
        ),
        "filter.include": decide_entry(
            entry, Policy(filters=[Filter(name="in", when=Condition(all=[Ask(value="moon")]))]), DecisionFacts(), NOW
        ),
        "limit.age": decide_entry(entry, Policy(limits=Limits(max_age_days=2)), DecisionFacts(), NOW),
        "duplicate": decide_entry(entry, Policy(duplicates="skip"), DecisionFacts(duplicate=same), NOW),
        "limit.first_run": decide_entry(entry, Policy(), DecisionFacts(first_run=True, filed_this_run=50), NOW),
        "limit.run": decide_entry(entry, Policy(limits=Limits(per_run=2)), DecisionFacts(filed_this_run=2), NOW),
        "limit.day": decide_entry(entry, Policy(limits=Limits(per_day=2)), DecisionFacts(filed_today=2), NOW),
        "rights.full_text": decide_entry(entry, Policy(rights=Rights(full_text=False)), DecisionFacts(), NOW),
        "rights.expires": decide_entry(entry, Policy(rights=Rights(expires=date(2026, 11, 24))), DecisionFacts(), NOW),
        "rights.usage": decide_entry(
            replace(entry, usage="Not for publication before Monday"), Policy(), DecisionFacts(), NOW
        ),
    }
    actions = {
        "limit.run": "hold",
        "limit.day": "hold",
        "rights.full_text": "block",
        "rights.expires": "block",
        "rights.usage": "block",
    }
    for rule, verdict in ways.items():
        assert rule in {reason.rule for reason in verdict.reasons}, rule
        assert verdict.action == actions.get(rule, "skip"), rule


@settings(max_examples=60)
@given(st.text(max_size=40))
@example("(a+)+$")
@example("a{1000}{1000}{1000}")
@example("(?=x)")
def test_no_pattern_hangs_or_breaks_the_decision(value: str) -> None:
    policy = Policy(
        filters=[Filter(name="odd", keep="exclude", when=Condition(all=[Ask(field="text", how="regex", value=value)]))]
    )
    began = time.process_time()
    verdict = decide_entry(Entry(title="x", summary_html="x"), policy, DecisionFacts(text="a" * 20_000 + "!"), NOW)
    assert time.process_time() - began < 2
    assert verdict.action in ("file", "skip", "block") and verdict.reasons


def test_a_rule_that_cannot_be_asked_lets_nothing_through_and_says_so() -> None:
    policy = Policy(
        filters=[Filter(name="odd", keep="exclude", when=Condition(all=[Ask(how="regex", value="(unclosed")]))]
    )
    verdict = decide_entry(Entry(title="x"), policy, DecisionFacts(), NOW)
    assert verdict.action == "block" and "(unclosed" in verdict.reasons[0].words
    with pytest.raises(BadRule, match="Look-around"):
        check_condition(Condition(all=[Ask(how="regex", value="(?!x)")]))
    with pytest.raises(BadRule, match="no date"):
        check_condition(Condition(none=[Condition(any=[Ask(field="published", how="before", value="yesterday-ish")])]))


def test_putin_in_the_headline_is_filed_under_putin() -> None:
    rule = TermRule(name="Putin", when=Condition(all=[Ask(field="title", value="Putin")]), category="Putin")
    policy = Policy(terms=Terms(rules=[rule], unknown="create", map={"weather": "Wetter", "ads": ""}, always=["News"]))
    entry = Entry(title="Russia’s Putin hails ties", categories=("Weather", "ADS", "Asia", "sport"))
    verdict = decide_entry(entry, policy, DecisionFacts(categories=("Sport",)), NOW)
    assert verdict.categories == ["News", "Putin", "Wetter", "Asia", "Sport"]
    said = " ".join(reason.words for reason in verdict.reasons)
    assert "because the headline contains the word “Putin”" in said and "ADS is dropped by the map" in said
    assert (
        decide_entry(replace(entry, title="Rasputin remembered"), policy, DecisionFacts(), NOW).categories[1] != "Putin"
    )


def test_bylines_are_mapped_to_people() -> None:
    policy = Policy(author="desk", authors={"ada holm": "ada"})
    assert decide_entry(Entry(title="x", authors=("Ada  HOLM",)), policy, DecisionFacts(), NOW).author == "ada"
    assert decide_entry(Entry(title="x", authors=("Bo Lind",)), policy, DecisionFacts(), NOW).author == "desk"
    verdict = decide_entry(Entry(title="x", authors=("Ada Holm",)), policy, DecisionFacts(logins=("desk",)), NOW)
    assert verdict.author == "desk" and "nobody of that name" in verdict.reasons[0].words


@pytest.mark.parametrize(
    ("test", "held"),
    [
        (Ask(field="title", value="ferry, boat"), True),
        (Ask(field="title", value="fer*"), True),
        (Ask(field="title", value="fer"), False),
        (Ask(field="title", how="phrase", value="runs - Aground!"), True),
        (Ask(field="any", how="regex", value=r"\b\d{3} people"), True),
        (Ask(field="language", how="is", value="en"), True),
        (Ask(field="language", how="is", value="e"), False),
        (Ask(field="published", how="after", value="2 days"), True),
        (Ask(field="published", how="before", value="2026-11-20"), False),
        (Ask(field="length", how="longer", value="4"), True),
        (Ask(field="author", how="is", value="ada holm"), True),
        (Ask(field="url", how="is", value="http://a.example/x#top"), False),
        (Ask(field="url", how="contains", value="/X"), True),
        (Ask(field="category", value="sport"), True),
    ],
)
def test_single_tests(test: Ask, held: bool) -> None:
    entry = Entry(
        title="Ferry runs aground",
        url="https://a.example/x?utm_source=f",
        authors=("Ada Holm",),
        published=NOW - timedelta(hours=3),
        categories=("Water Sport",),
    )
    subject = RuleSubject(entry, "There were 214 people on board.", "en-GB", NOW)
    answer, reason = condition_holds(Condition(all=[test]), subject)
    assert answer is held and reason.words


def test_published_at_once_is_said_only_of_what_is() -> None:
    entry = Entry(
        guid="t1", url="https://a.example/x", title="Ferry late", content_html="<p>Fog lay on the harbour.</p>"
    )
    told = DuplicateMatch(7, 1.0, "the same text.", source="Observer")
    over = Policy(rights=Rights(expires=date(2020, 1, 1)))
    for policy, facts, action in (
        (Policy(), DecisionFacts(), "file"),
        (Policy(), DecisionFacts(duplicate=told), "attach"),
        (over, DecisionFacts(), "block"),
    ):
        verdict = decide_entry(entry, policy, facts, NOW)
        said = any("Published at once" in reason.words for reason in verdict.reasons)
        assert (verdict.action, said) == (action, action == "file")
