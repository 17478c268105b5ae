"""Finished pages: kept as they were made, true by the journal's places in every process, bounded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.documents.conftest import Newsroom, _reads
from wirepress.core.cache.watched import Watched
from wirepress.server.cache.entry import EVERYTHING, Entry
from wirepress.server.cache.store import ResponseCache
from wirepress.server.documents import page_store
from wirepress.server.documents.page_store import PageStore
from wirepress.server.models import Page
from wirepress.server.watch.change_log import ChangeLog
from wirepress.server.watch.freshness import Freshness
from wirepress.server.watch.readers import Readers
from wirepress.settings import limits

KEY = (b"GET", b"news.example", b"/")
TABLES = (Watched("posts_post", "post"), Watched("engagement_reactioncount", "reaction", aside=True))


class _Here(ThreadPoolExecutor):
    """Runs at once, in the thread that asks: the test's transaction is nobody else's."""

    def submit(self, run, /, *args, **named):  # type: ignore[no-untyped-def]
        run(*args, **named)


class Process:
    """A process's journal and its view of the pages."""

    def __init__(self, begin: int = 0) -> None:
        self.change_log = ChangeLog(TABLES, lambda tags: None)
        self.change_log.set_start(begin)
        freshness = Freshness(ResponseCache(0), self.change_log, Readers(()))
        freshness._due = float("inf")
        self.pages = PageStore(freshness, _Here(1), b"news.example")

    def keep(
        self,
        place: int,
        body: bytes = b"<p>Low water</p>",
        tags: tuple[str, ...] = (),
        *,
        personal: bool = False,
        key: tuple[bytes, ...] = KEY,
        expires: float = 1e12,
        times: int = 2,
    ) -> None:
        headers = [(b"content-type", b"text/html"), (b"etag", b'"own"'), (b"link", "<é>".encode("latin-1"))]
        entry = Entry(
            key, 200, headers, body, tags=frozenset((*tags, EVERYTHING)), born=1, expires=expires, personal=personal
        )
        for _ in range(times):
            self.pages.put(entry, place)
        self.pages.flush()

    def body(self, *, clean: bool = True, key: tuple[bytes, ...] = KEY) -> bytes | None:
        found = self.pages.find_answer(_reads(), key, clean=clean)
        return None if found is None else b"".join(found.parts)


@pytest.fixture
def two(newsroom: Newsroom) -> Iterator[tuple[Process, Process]]:
    yield Process(), Process()


def test_what_one_process_made_another_shows(two: tuple[Process, Process]) -> None:
    one, other = two
    one.keep(7, tags=("reaction:5",), personal=True)
    found = other.pages.find_answer(_reads(), KEY, clean=True)
    assert found is not None and list(found.parts) == [b"<p>Low water</p>"] and found.etag == b'"own"'
    assert (b"link", b"<\xe9>") in found.headers and found.tags == {"reaction:5", EVERYTHING} and found.personal
    assert other.body(clean=False) is None  # it may differ for who left a reaction
    assert other.body(key=(b"GET", b"other.example", b"/")) is None


def test_a_change_behind_its_place_makes_it_old_in_every_process(two: tuple[Process, Process]) -> None:
    one, other = two
    one.keep(7, tags=("reaction:5",))
    other.change_log.record([("reaction", "6")], 9)
    assert other.body() is not None
    other.change_log.record([("reaction", "5")], 10)
    assert (
        other.body() is None and one.body() is not None
    )  # which has not heard of it yet, and asks its watch before it shows anything
    one.change_log.record([("post", "1")], 11)
    assert one.body() is None
    one.keep(11, b"new")
    assert one.body() == b"new"
    assert Process(11).body() == b"new" and Process(12).body() is None  # one that begins later


def test_a_page_that_was_old_before_it_was_written_is_not_written(two: tuple[Process, Process]) -> None:
    one, _ = two
    one.change_log.record([("post", "1")], 8)
    one.keep(7)
    assert not Page.objects.exists()


def test_its_hour_comes(two: tuple[Process, Process]) -> None:
    one, _ = two
    one.keep(7, expires=time.time() - 1)
    assert one.body() is None
    freshness = one.pages._freshness
    freshness._due = time.time() + 0.5
    for _ in range(2):
        one.pages.put(
            Entry(
                KEY, 200, [], b"before the hour", tags=frozenset((EVERYTHING,)), born=1, expires=1e12, personal=False
            ),
            7,
        )
    freshness._due = float("inf")  # the hour has come, and the next one is far
    one.pages.flush()
    assert Page.objects.exists()
    time.sleep(0.6)
    assert one.body() is None


def test_there_are_never_too_many(two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = two
    monkeypatch.setattr(limits, "PAGES_MAX", 5)
    for place in range(12):
        one.keep(place + 1, key=(b"GET", b"news.example", b"/?p=%d" % place))
    assert Page.objects.count() == 4  # a fifth is kept free for addresses without end
    one.keep(20, b"x" * (limits.PAGE_MAX + 1))
    one.keep(20, key=(b"GET", b"news.example", b"/?s=tide"))
    assert one.body() is None and one.body(key=(b"GET", b"news.example", b"/?s=tide")) is None
    for place in range(page_store.LATELY + 9):
        one.pages.note_request((b"GET", b"news.example", b"/?p=%d" % place), None)
    assert len(one.pages.lately) == page_store.LATELY


def test_a_page_is_written_when_it_is_asked_for_again(two: tuple[Process, Process]) -> None:
    one, other = two
    one.keep(7, times=1)
    assert not Page.objects.exists()
    one.keep(7, times=1)
    assert one.body() is not None
    entry = Entry(
        (b"GET", b"news.example", b"/?p=3"),
        200,
        [],
        b"kept in memory",
        tags=frozenset((EVERYTHING,)),
        born=1,
        expires=1e12,
        personal=False,
    )
    store = ResponseCache(2**20)
    store.asked_again = other.pages.note_second_request
    other.pages.put(entry, 7)
    store.put(entry)
    assert other.body(key=entry.key) is None
    store.get(entry.key)
    other.pages.flush()
    assert other.body(key=entry.key) == b"kept in memory"


def test_addresses_without_end_push_out_each_other_only(
    two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    monkeypatch.setattr(limits, "PAGES_MAX", 20)
    useful = [
        (b"GET", b"news.example", target)
        for target in (b"/", b"/?p=5", b"/harbour/low-water/", b"/index.php?rest_route=/wp/v2/pages")
    ]
    liked = (b"GET", b"news.example", b"/wp-json/wp/v2/posts?per_page=12&_embed=1")
    for key in (*useful, liked):
        one.keep(7, key=key)
        one.pages.note_request(key, None)
    for _ in range(5):
        assert one.body(key=liked) is not None
    for number in range(100):
        for host, target in (
            (b"news.example", b"/wp-json/wp/v2/posts?x=%d"),
            (b"%d.example" % number, b"/?p=%d"),
            (b"news.example", b"/%%61?%d"),
        ):
            key = (b"GET", host, target % number)
            one.keep(7, key=key, times=3)
            one.pages.note_request(key, None)
    assert all(one.body(key=key) is not None for key in (*useful, liked))
    assert Page.objects.count() <= 20
    assert all(key in one.pages.lately for key in useful)


CHANGES = st.lists(st.tuples(st.sampled_from(["post", "reaction"]), st.sampled_from(["1", "2"])), max_size=3)
BATCHES = st.lists(st.tuples(CHANGES, st.integers(1, 3), st.booleans()), max_size=12)


@given(batches=BATCHES, made=st.integers(0, 12), tag=st.sampled_from(["", "reaction:1"]))
def test_the_journal_never_calls_true_what_has_changed(
    batches: list[tuple[list[tuple[str, str]], int, bool]], made: int, tag: str
) -> None:
    """`made`: after how many batches a page was made. Some batches are lost, and then nothing from before is trusted."""
    change_log = ChangeLog(TABLES, lambda tags: None)
    place, page, wrong = 0, 0, False
    for number, (changes, step, lost) in enumerate(batches):
        if number == made:
            page, wrong = place, False
        place += step * bool(changes)
        if lost:
            change_log.record_unknown(place)
        else:
            change_log.record(changes, place)
        wrong = wrong or any(kind == "post" or f"{kind}:{ref}" == tag for kind, ref in changes)
    if made >= len(batches):
        page, wrong = place, False
    holds = change_log.is_unchanged_behind(page, [EVERYTHING, *([tag] if tag else [])])
    assert not (holds and wrong)
    if not wrong and not any(lost for _, _, lost in batches):
        assert holds
