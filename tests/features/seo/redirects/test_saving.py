"""Rules are stored so that no reader goes through a chain or round in a circle, and found with one query."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.models import Post
from wirepress.features.seo.redirects.find import find
from wirepress.features.seo.redirects.models import RedirectRule
from wirepress.features.seo.redirects.rules import Rule
from wirepress.features.seo.redirects.save import NewRule, delete_rules, save_rule, save_rules, switch_rules

pytestmark = pytest.mark.django_db


def new(source: str, target: str = "/new/", match: str = "exact", **more: object) -> NewRule:
    return NewRule(Rule(0, match, source, target, **more))  # type: ignore[arg-type]


def target(path: str, query: str = "") -> str | None:
    found = find(path, query)
    return found.target if found else None


def test_a_rule_leads_and_a_page_asks_one_query_for_it() -> None:
    save_rule(new("/old/story", "/new/story/"))
    assert target("/nothing") is None  # the options are read
    with CaptureQueriesContext(connection) as asked:
        assert target("/OLD/story/", "a=1") == "/new/story/?a=1"
    assert len(asked) == 2  # the request, and where its target leads
    with CaptureQueriesContext(connection) as asked:
        assert target("/nothing") is None
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (new("/a", "/a/"), "loop"),
        (new("/a", "/a?x=1"), "loop"),
        (new("", "/a"), "source"),
        (new("https://other.example/a", "/b"), "source"),
        (new("/wp-admin/", "/b"), "source"),
        (new("/wp-login.php", "/b"), "source"),
        (new("/a", ""), "target"),
        (new("/a", "javascript:alert(1)"), "target"),
        (new("/a", "/b\r\nSet-Cookie: x"), "target"),
        (new("/a", "https://user@evil.example/"), "target"),
        (new("/a", "/b", code=303), "code"),
        (new("/a", "/b", query="maybe"), "query"),
        (new("/a/*", "/a/b/$1", "wildcard"), "loop"),
        (new("^/x/(.*)$", "https://$1.example/", "regex"), "target"),
        (new("(", "/b", "regex"), "pattern"),
        (new(".*", "/b", "regex"), "pattern"),
        (new("/a", "/b", "wildcard"), "pattern"),
        (new("/a", "/b", "like"), "match"),
    ],
)
def test_what_is_refused(rule: NewRule, code: str) -> None:
    with pytest.raises(ActionRefused) as refused:
        save_rule(rule)
    assert refused.value.code == f"seo_redirect_{code}" and len(refused.value.message) > 20
    assert not RedirectRule.objects.exists()


def test_a_circle_over_several_rules_is_refused() -> None:
    save_rule(new("/a", "/b"))
    save_rule(new("/b", "/c"))
    with pytest.raises(ActionRefused, match="lead back"):
        save_rule(new("/c", "/a"))


def test_chains_are_flattened_whichever_end_comes_first() -> None:
    save_rule(new("/b", "/c"))
    save_rule(new("/a", "/b"))
    save_rule(new("/c", "https://other.example/d"))
    assert {row.source: row.target for row in RedirectRule.objects.all()} == dict.fromkeys(
        ("/a", "/b", "/c"), "https://other.example/d"
    )


def test_a_source_has_one_rule() -> None:
    first = save_rule(new("/a", "/b"))
    again = save_rule(new("/A/", "/c"))
    assert again.pk == first.pk and RedirectRule.objects.get().target == "/c"
    other = save_rule(new("/x", "/y"))
    with pytest.raises(ActionRefused) as refused:
        save_rule(new("/a", "/z"), row=other)
    assert refused.value.status == 409


def test_patterns_change_at_once_and_come_after_exact_rules() -> None:
    row = save_rule(new("/old/*", "/new/$1", "wildcard"))
    save_rule(new("/old/special", "/special/"))
    assert (target("/old/a"), target("/old/special")) == ("/new/a", "/special/")
    switch_rules([row.pk], False)
    assert target("/old/a") is None
    switch_rules([row.pk], True)
    assert target("/old/a") == "/new/a"
    delete_rules([row.pk])
    assert target("/old/a") is None


def test_patterns_that_lead_to_each_other_lead_nobody_in_a_circle() -> None:
    save_rule(new("/a/*", "/b/$1", "wildcard"))
    save_rule(new("/b/*", "/a/$1", "wildcard"))
    assert target("/a/x") is None  # the story, or its 404, is answered


def test_many_at_once() -> None:
    done = save_rules(
        [new(f"/s{number}", f"/s{number + 1}") for number in range(50)] + [new("/s50", "/s0"), new("/t", "")]
    )
    assert (done.created, done.refused_count) == (50, 2)
    assert target("/s0") == "/s50" and target("/s17") == "/s50"
    again = save_rules([new("/s0", "/s50"), new("/s1", "/elsewhere")])
    assert (again.created, again.updated, again.unchanged) == (0, 1, 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12), st.booleans())
def test_whatever_is_stored_nobody_goes_in_circles(pairs: list[tuple[int, int]], at_once: bool) -> None:
    RedirectRule.objects.all().delete()
    rules: Sequence[NewRule] = [new(f"/n{one}", f"/n{other}") for one, other in pairs]
    if at_once:
        save_rules(rules)
    else:
        for one in rules:
            try:
                save_rule(one)
            except ActionRefused:
                continue
    leads = {row.source: row.target for row in RedirectRule.objects.all()}
    for source in leads:
        seen, here = set(), source
        while here in leads:
            assert here not in seen
            seen.add(here)
            here = leads[here]
        assert target(source) == here


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_over_http(code: int) -> None:
    save_rule(new("/old", "/new/?x=1", code=code))
    answer = Client().get("/old/?utm_source=mail", headers={"host": "news.example"})
    assert (answer.status_code, answer["Location"]) == (code, "http://news.example/new/?x=1&utm_source=mail")
    assert Client().get("/old", headers={"host": "other.example"})["Location"] == "/new/?x=1"
    assert Client().post("/old").status_code != code


@pytest.mark.parametrize("code", [410, 451])
def test_gone_says_so(code: int) -> None:
    save_rule(new("/old", "", code=code))
    answer = Client().get("/old/")
    assert answer.status_code == code and b"<h1>" in answer.content and "noindex" in answer["X-Robots-Tag"]


def test_a_rule_goes_before_what_is_there_but_not_before_the_newsroom() -> None:
    story = Post.objects.create(
        status="publish", title="A", slug="a", date="2026-01-01 00:00:00", date_gmt="2026-01-01 00:00:00"
    )
    save_rule(new(f"/?p={story.pk}", "https://other.example/"))
    assert Client().get(f"/?p={story.pk}")["Location"] == "https://other.example/"
    assert Client().get("/?rest_route=/wp/v2/posts").status_code == 200
    assert Client().get("/wp-json/wp/v2/posts").status_code == 200


def test_a_missing_file_is_redirected_too() -> None:
    save_rule(new("/wp-content/uploads/2019/05/old.pdf", "/archive/"))
    assert Client().get("/wp-content/uploads/2019/05/old.pdf").status_code == 301


def test_groups_can_be_off() -> None:
    from wirepress.features.seo.settings import store
    from wirepress.features.seo.settings.redirects import RedirectSettings

    save_rule(new("/a", "/b", group="campaign"))
    save_rule(new("/c/*", "/d", "wildcard", group="campaign"))
    store.change(RedirectSettings, {"groups_off": ["campaign"]})
    assert target("/a") is None and target("/c/x") is None
    store.change(RedirectSettings, {"groups_off": []})
    assert target("/a") == "/b" and target("/c/x") == "/d"


def test_collisions_of_numbers_do_no_harm() -> None:
    row = save_rule(new("/a", "/b"))
    other = save_rule(new("/c", "/d"))
    RedirectRule.objects.filter(pk=other.pk).update(key=row.key)
    assert target("/a") == "/b"
