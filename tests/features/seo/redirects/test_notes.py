"""Hits and addresses not found: counted per path, bots apart, bounded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from wirepress.core.contract.pages.site import AnswerNote
from wirepress.features.seo.redirects.models import MissingAddress, RedirectRule
from wirepress.features.seo.redirects.notes import is_bot, take
from wirepress.features.seo.redirects.rules import Rule
from wirepress.features.seo.redirects.save import NewRule, save_rule
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.redirects import RedirectSettings
from wirepress.server.answer_notes import DIFFERENT_MAX, AnswerNotes
from wirepress.server.request.summary import RequestSummary

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def note(target: str, status: int = 404, count: int = 1, referrer: str = "", agent: str = FIREFOX) -> AnswerNote:
    return AnswerNote(status, target, referrer, agent, count)


def test_counts_per_path_with_bots_apart_and_referrers() -> None:
    take(
        [
            note("/a?x=1", count=3, referrer="https://blog.example/post?secret=1"),
            note("/a", agent="Googlebot/2.1"),
            note("/A/"),
        ]
    )
    take([note("/a", referrer="https://blog.example/post"), note("/b", referrer="javascript:1")])
    row = MissingAddress.objects.get(path="/a")
    assert (row.readers, row.bots, row.referrers) == (5, 1, {"https://blog.example/post": 4})
    assert MissingAddress.objects.get(path="/b").referrers == {}


def test_hits_of_rules() -> None:
    row = save_rule(NewRule(Rule(0, "exact", "/old", "/new")))
    take([note("/old?x=1", 301, 4), note("/old/", 301), note("/old", 302), note("/else", 301)])
    row = RedirectRule.objects.get()
    assert row.hits == 5 and row.last_hit is not None


@pytest.mark.parametrize(
    ("agent", "path"), [("", "/a"), ("curl/8", "/a"), (FIREFOX, "/.env"), (FIREFOX, "/x/setup.php")]
)
def test_programs(agent: str, path: str) -> None:
    assert is_bot(agent, path) and not is_bot(FIREFOX, "/2024/05/story.html")


def test_a_million_probes_leave_a_bounded_list_that_keeps_what_readers_miss() -> None:
    store.change(RedirectSettings, {"missing_max": 100})
    take([note("/missed-by-readers", count=9)])
    for start in range(0, 2000, 500):  # as many as the server ever tells at once; a million is 2,000 such tellings
        take(
            [note(f"/probe/{number}", agent=FIREFOX if number % 2 else "zgrab") for number in range(start, start + 500)]
        )
        assert MissingAddress.objects.count() <= 100
    assert MissingAddress.objects.get(path="/missed-by-readers").readers == 9


def test_the_server_counts_a_bounded_number_of_different_ones() -> None:
    with ThreadPoolExecutor(1) as threads:
        notes = AnswerNotes(threads)
        for number in range(3000):
            notes.note(RequestSummary(b"GET", b"/n%d" % (number % 1000), {b"user-agent": b"x"}, ""), 404)
        notes.note(RequestSummary(b"POST", b"/n1", {}, ""), 404)
        notes.note(RequestSummary(b"GET", b"/wp-admin/x", {}, ""), 404)
        assert len(notes._counts) == DIFFERENT_MAX and set(notes._counts.values()) == {3}


def test_it_can_be_switched_off() -> None:
    store.change(RedirectSettings, {"log_missing": False})
    take([note("/a")])
    assert not MissingAddress.objects.exists()
