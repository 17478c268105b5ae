"""What a rule holds for and where it leads, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.seo.redirects.addresses import fold, local_address, number_of, numbers_of_request, read_query
from wirepress.features.seo.redirects.patterns import PatternSet, WrongPattern, check
from wirepress.features.seo.redirects.rules import Outcome, Rule, fill, follow, holds, lead

pytestmark = pytest.mark.pure
HOME = "https://news.example"


def rule(source: str, target: str = "/new/", match: str = "exact", **more: object) -> Rule:
    return Rule(1, match, source, target, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "path", "query", "more", "expected"),
    [
        ("/old", "/old/", "", {}, True),
        ("/Old/", "/old", "", {}, True),
        ("/Old", "/old", "", {"ignore_case": False}, False),
        ("/old", "/old/", "", {"ignore_slash": False}, False),
        ("/old", "/older", "", {}, False),
        ("/old", "/old", "page=2", {}, True),
        ("/old", "/old", "page=2", {"query": "exact"}, False),
        ("/old?a=1&b=2", "/old", "b=2&a=1", {"query": "exact"}, True),
        ("/old?a=1&b=2", "/old", "b=2&a=1", {"query": "exact_order"}, False),
        ("/old?a=1", "/old", "a=1&utm_source=x", {}, True),
        ("/old?a=1", "/old", "a=2", {}, False),
        ("/?p=12", "/", "p=12", {}, True),
        ("/caf%C3%A9", "/café/", "", {}, True),
    ],
)
def test_an_exact_rule_holds(source: str, path: str, query: str, more: dict[str, object], expected: bool) -> None:
    assert holds(rule(source, **more), path, query) is expected


@pytest.mark.parametrize(
    ("mode", "target", "query", "expected"),
    [
        ("pass", "/new/", "a=1&b=2", "/new/?a=1&b=2"),
        ("pass", "/new/?a=9", "a=1&b=2", "/new/?a=9&b=2"),
        ("pass", "/new/#part", "a=1", "/new/?a=1#part"),
        ("ignore", "/new/", "a=1", "/new/"),
        ("utm", "/new/", "a=1&utm_medium=mail", "/new/?utm_medium=mail"),
        ("pass", "https://other.example/x", "a=1", "https://other.example/x?a=1"),
    ],
)
def test_the_query_goes_along_as_the_rule_says(mode: str, target: str, query: str, expected: str) -> None:
    assert lead(rule("/old", target, query=mode), query).target == expected


def test_what_names_the_source_does_not_go_along() -> None:
    assert lead(rule("/?p=12", "/story/"), "p=12&utm_source=x").target == "/story/?utm_source=x"


def test_gone_leads_nowhere() -> None:
    assert lead(rule("/old", "", code=410), "a=1") == Outcome(rule("/old", "", code=410), 410)


@pytest.mark.parametrize("caught", ["/evil.example", "\\evil.example", "//evil.example/x", "https://evil.example"])
def test_what_is_caught_never_leads_to_another_host(caught: str) -> None:
    made = fill("/$1", [caught])
    assert made.startswith("/") and not made.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("pattern", "match", "path", "query", "expected"),
    [
        ("/old/*", "wildcard", "/old/a/b", "", ("a/b",)),
        ("/OLD/*", "wildcard", "/old/", "", ("",)),
        ("/*/print/", "wildcard", "/2024/x/print", "", ("2024/x",)),
        ("/a.b/*", "wildcard", "/axb/c", "", None),
        ("/q*?id=*", "wildcard", "/qa", "id=7", ("a", "7")),
        (r"^/(\d{4})/(\d\d)/(.+)$", "regex", "/2019/05/crane", "", ("2019", "05", "crane")),
        (r"^/s\?id=(\d+)", "regex", "/s", "id=12", ("12",)),
        (r"/amp/?$", "regex", "/story/amp/", "utm_source=x", ()),
    ],
)
def test_patterns(pattern: str, match: str, path: str, query: str, expected: tuple[str, ...] | None) -> None:
    found = PatternSet([rule(pattern, match=match)]).find(path, query)
    assert (found[1] if found else None) == expected


def test_of_several_patterns_the_first_counts_however_many_there_are() -> None:
    many = [Rule(number, "wildcard", f"/s{number}/*", "/x/$1") for number in range(1200)]
    late = PatternSet([*many, Rule(5000, "regex", "^/s700/", "/y")])
    found = late.find("/s700/a", "")
    assert found is not None and found[0].number == 700
    assert late.find("/t/a", "") is None


@pytest.mark.parametrize("pattern", ["(", "a{3000}", "(?<=x)y", r"(a)\1", "x" * 2000])
def test_what_cannot_be_matched_in_linear_time_is_refused(pattern: str) -> None:
    with pytest.raises(WrongPattern):
        check(rule(pattern, match="regex"))


def test_a_broken_pattern_of_others_hinders_nobody() -> None:
    found = PatternSet([rule("(", match="regex"), Rule(2, "regex", "^/a$", "/b")]).find("/a", "")
    assert found is not None and found[0].number == 2


def test_an_evil_pattern_takes_no_time() -> None:
    assert PatternSet([rule("^(a+)+$", match="regex")]).find("/" + "a" * 5000 + "!", "") is None


def test_chains_become_one_step_and_circles_none() -> None:
    rules = {
        "/a": Rule(1, "exact", "/a", "/b", 302),
        "/b": Rule(2, "exact", "/b", "/c"),
        "/c": Rule(3, "exact", "/c", "/d"),
    }

    def ask(address: str) -> Outcome | None:
        return lead(rules[address], "") if address in rules else None

    first = ask("/a")
    assert first is not None
    end = follow(first, ask, HOME)
    assert end is not None and (end.target, end.code, end.rule.number) == ("/d", 302, 1)
    rules["/d"] = Rule(4, "exact", "/d", "https://www.news.example/b")
    assert follow(first, ask, HOME) is None


@pytest.mark.parametrize(
    ("given_address", "expected"),
    [
        ("https://news.example/a?b=1", "/a?b=1"),
        ("http://www.news.example", "/"),
        ("old/story", "/old/story"),
        ("https://other.example/a", None),
        ("//other.example/a", None),
        ("javascript:alert(1)", None),
    ],
)
def test_addresses_of_the_site(given_address: str, expected: str | None) -> None:
    assert local_address(given_address, HOME) == expected


@given(
    st.text(alphabet="/aÄß%?&=é ", max_size=20),
    st.lists(st.tuples(st.text("ab", min_size=1), st.text("12")), max_size=4),
)
def test_a_request_finds_every_rule_that_holds(path: str, query: list[tuple[str, str]]) -> None:
    path = "/" + path.replace("?", "").replace("%", "")
    numbers = numbers_of_request(path, tuple(query))
    assert number_of(path) in numbers and number_of(fold(path) + "/") in numbers
    assert not query or number_of(path, tuple(reversed(query))) in numbers
    assert all(-(2**63) <= number < 2**63 for number in numbers)
    assert read_query("a=&b") == (("a", ""), ("b", ""))
