"""What pages carry, what they tell, and what of it is recorded."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

from tests.features.analytics.made import story
from wirepress.content.events import announce_reader_actions
from wirepress.content.options import site, store
from wirepress.content.options.features import switch
from wirepress.content.posts.models import PostMeta
from wirepress.content.users.actions.create import create_user
from wirepress.core.hooks import ReaderAction
from wirepress.core.spool.segments import list_segments, read_lines
from wirepress.features.analytics.collect import keep, read_message, salts
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.events import RecordedEvent, decode
from wirepress.features.analytics.places import PATH
from wirepress.features.analytics.reports.breakdowns import breakdown
from wirepress.features.analytics.reports.overview import overview
from wirepress.features.analytics.reports.period import last_days
from wirepress.features.analytics.rollups import labels
from wirepress.features.analytics.rollups.settle import settle
from wirepress.features.analytics.rollups.story_versions import version_token

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
_ACTS = (Dimension.SHARE, Dimension.REACTION)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in ("collect.keep", "rollups.settle"):
        monkeypatch.setattr(f"wirepress.features.analytics.{module}.spool_folder", lambda: tmp_path / "spool")
    monkeypatch.setattr("wirepress.features.analytics.rollups.settle.archive_folder", lambda: tmp_path / "counted")
    store.forget()
    labels.forget()
    yield
    keep.leave_files()
    for forget in (store.forget, labels.forget, salts.forget_salts, read_message.forget_prepared):
        forget()


def _tell(said: Any = None, address: str = "198.51.100.7", agent: str = AGENT, **headers: str) -> int:
    body = said if isinstance(said, str) else json.dumps({"k": "view", "a": "/"} | (said or {}))
    options = {"HTTP_USER_AGENT": agent, "REMOTE_ADDR": address} | headers
    return Client().post(PATH, body, content_type="text/plain;charset=UTF-8", **options).status_code


def _recorded(tmp_path: Path) -> list[RecordedEvent]:
    return [decode(line) for segment in list_segments(tmp_path / "spool") for line, _ in read_lines(segment.path, 0)]


def _facts(html: str) -> dict[str, Any]:
    found = re.search(r'<data id="page-facts" value="([^"]*)" hidden>', html)
    assert found is not None
    facts: dict[str, Any] = json.loads(unescape(found[1]))
    return facts


@pytest.mark.pure
def test_the_script_has_at_most_1024_bytes() -> None:
    path = finders.find("pages/reading.js")
    assert isinstance(path, str)
    assert len(gzip.compress(Path(path).read_bytes(), 9)) <= 1024


def test_a_message_is_recorded_without_its_sender(tmp_path: Path) -> None:
    post = story()
    said = {
        "p": post.pk,
        "v": "ab",
        "a": f"/?p={post.pk}&utm_source=letter&utm_medium=email",
        "f": "https://www.reef.example/a?b#c",
    }
    assert _tell(said, HTTP_ACCEPT_LANGUAGE="de-DE,de;q=0.9", agent=PHONE) == 204
    (event,) = _recorded(tmp_path)
    assert (event.post_id, event.version, event.path) == (post.pk, "ab", f"/?p={post.pk}")
    assert (event.referrer, event.campaign) == ("www.reef.example/a", ("letter", "email", ""))
    assert (event.device, event.language) == ("phone", "de-de")
    text = "".join(segment.path.read_text() for segment in list_segments(tmp_path / "spool"))
    assert "198.51" not in text and "Mozilla" not in text


def test_what_was_told_is_counted() -> None:
    post = story()
    for address in ("198.51.100.7", "198.51.100.8", "198.51.100.7"):
        assert _tell({"p": post.pk}, address) == 204
    assert _tell({"k": "time", "p": post.pk, "s": 12, "y": 55, "b": 0}) == 204
    done = settle()
    assert (done.read, done.counted, done.unreadable) == (4, 4, 0)
    totals = overview(last_days(1)).totals
    assert (totals.views, totals.readers, totals.seconds) == (3, 2, 12)
    assert settle().read == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_DNT": "1"},
        {"HTTP_SEC_GPC": "1"},
        {"agent": "Mozilla/5.0 (compatible; Harbourbot/2.1; +https://bot.example/)"},
        {"agent": "curl/8.5.0"},
        {"agent": ""},
        {"HTTP_COOKIE": "wirepress_session=abc"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
    ],
)
def test_who_is_left_out(headers: dict[str, str], tmp_path: Path) -> None:
    assert _tell({}, **headers) == 204
    assert _recorded(tmp_path) == []


def test_consent_is_waited_for_where_it_is_wanted(tmp_path: Path) -> None:
    store.put("wirepress_analytics_consent", "agreed=yes")
    assert _facts(Client(HTTP_USER_AGENT=AGENT).get("/").content.decode())["w"] == "agreed=yes"
    _tell()
    _tell({}, HTTP_COOKIE="agreed=yes_no; x=1")
    assert _recorded(tmp_path) == []
    _tell({}, HTTP_COOKIE="x=1; agreed=yes")
    assert len(_recorded(tmp_path)) == 1


def test_signals_may_be_let_be(tmp_path: Path) -> None:
    store.put("wirepress_analytics_signals", False)
    assert "r" not in _facts(Client().get("/").content.decode())
    _tell({}, HTTP_DNT="1")
    assert len(_recorded(tmp_path)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "7",
        '{"k":"view"',
        '{"k":"other"}',
        '{"k":"reaction","x":"happy"}',
        '{"k":["view"]}',
        "[" * 3000,
        "null",
    ],
)
def test_what_is_no_message_is_not_recorded(body: str, tmp_path: Path) -> None:
    assert _tell(body) == 204
    assert _recorded(tmp_path) == []


@pytest.mark.parametrize(
    "said",
    [
        {"p": -4},
        {"p": "x"},
        {"p": 10**30},
        {"p": [1]},
        {"p": 1e300},
        {"a": 7},
        {"a": "/" + "x" * 3900},
        {"f": "https://[broken"},
        {"f": "javascript:alert(1)"},
        {"v": {"a": 1}},
        {"a": "/\u0000\ud800"},
        {"s": True},
    ],
)
def test_odd_messages_count_as_far_as_they_are_right(said: dict[str, Any], tmp_path: Path) -> None:
    assert _tell(said) == 204
    (event,) = _recorded(tmp_path)
    assert (event.post_id, event.referrer) == (0, "")
    assert settle().counted == 1


def test_a_large_message_is_refused(tmp_path: Path) -> None:
    assert _tell({"a": "x" * 5000}) == 413
    assert _recorded(tmp_path) == []


def test_a_full_spool_refuses_and_keeps_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _tell() == 204
    monkeypatch.setattr("wirepress.core.spool.writer.used_bytes", lambda _: 2**60)
    for writer in keep._writers.values():
        monkeypatch.setattr(writer, "_looked", 0.0)
    assert _tell() == 503
    assert len(_recorded(tmp_path)) == 1


def test_a_page_carries_what_its_script_tells() -> None:
    post = story("Tide & time")
    html = Client(HTTP_USER_AGENT=AGENT).get(f"/?p={post.pk}").content.decode()
    assert _facts(html) == {"u": PATH, "p": post.pk, "v": version_token(post.title, post.content), "r": 1}
    assert re.search(r'<script src="[^"]*/pages/reading[^"]*\.js[^"]*" defer></script>', html)
    assert f'<noscript><img src="{PATH}?p={post.pk}&amp;v=' in html


def test_searches_and_missing_pages_say_so() -> None:
    assert _facts(Client().get("/?s=Storm++Tide").content.decode())["q"] == "storm tide"
    assert _facts(Client().get("/no-such-page/").content.decode())["m"] == 1


def test_stories_that_are_left_out_carry_nothing() -> None:
    closed, skipped = story("Closed", password="tide"), story("Skipped")
    PostMeta.objects.create(post=skipped, key="_monsterinsights_skip_tracking", value=True)
    for post in (closed, skipped):
        html = Client().get(f"/?p={post.pk}").content.decode()
        assert "page-facts" not in html and "pages/reading" not in html and PATH not in html


def test_the_newsroom_s_own_people_carry_nothing() -> None:
    client = Client()
    client.force_login(create_user(login="ada", email="ada@desk.example", password="long-tide-table", role="author"))
    html = client.get(f"/?p={story().pk}").content.decode()
    assert "page-facts" not in html and "pages/reading" not in html


def test_readers_without_scripts_are_counted_by_the_picture() -> None:
    post = story()
    answer = Client().get(
        f"{PATH}?p={post.pk}&v=ab",
        HTTP_USER_AGENT=AGENT,
        HTTP_REFERER=f"http://testserver/?p={post.pk}&utm_source=letter",
    )
    assert (answer.status_code, answer.headers["Content-Type"], answer.content[:3]) == (200, "image/gif", b"GIF")
    assert settle().counted == 1
    assert [row.label for row in breakdown(Dimension.SOURCE, last_days(1))] == ["letter"]


def test_goals_of_addresses() -> None:
    store.put("wirepress_analytics_goals", "Letter = /thanks/, broken, Gift=/gift")
    for path in ("/thanks/", "/gift/?x=1", "/thanks/more/"):
        _tell({"a": path})
    settle()
    assert {row.label: row.totals.events for row in breakdown(Dimension.GOAL, last_days(1))} == {"Letter": 1, "Gift": 1}


def test_countries_come_from_the_header_that_is_set() -> None:
    _tell({}, HTTP_CF_IPCOUNTRY="NL")
    store.put("wirepress_analytics_country_header", "CF-IPCountry")
    read_message.forget_prepared()
    for code in ("DE", "de", "XX", "T1", "<b>"):
        _tell({}, HTTP_CF_IPCOUNTRY=code)
    settle()
    assert [(row.label, row.totals.views) for row in breakdown(Dimension.COUNTRY, last_days(1))] == [("DE", 2)]


def test_a_reader_is_somebody_else_on_the_next_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tell()
    moment = _recorded(tmp_path)[0].moment
    first = salts.reader_number(read_message.local_day(moment), "198.51.100.7", AGENT)
    second = salts.reader_number(read_message.local_day(moment + 86_400_000), "198.51.100.7", AGENT)
    assert _recorded(tmp_path)[0].reader == first != second
    with override_settings(SECRET_KEY="another key of the site, long enough"):
        salts.forget_salts()
        salts.read_salts()
        assert salts.reader_number(read_message.local_day(moment), "198.51.100.7", AGENT) != first


def test_switched_off_nothing_is_left() -> None:
    switch("analytics", False)
    html = Client().get(f"/?p={story().pk}").content.decode()
    assert "page-facts" not in html and "pages/reading" not in html and PATH not in html
    assert _tell() in (403, 404, 405)


@pytest.mark.django_db(transaction=True)
def test_what_other_features_tell_is_counted(tmp_path: Path) -> None:
    post = story()
    now = site.now_gmt()
    announce_reader_actions(
        [
            ReaderAction("share", post.pk, now, "bluesky"),
            ReaderAction("like", post.pk, now),
            ReaderAction("reaction", post.pk, now, "happy", "198.51.100.7", AGENT),
            ReaderAction("reaction", post.pk, now, "happy", "198.51.100.7", "curl/8"),
        ]
    )
    assert len(_recorded(tmp_path)) == 3
    settle()
    counted = {
        dimension: {row.label: row.totals.events for row in breakdown(dimension, last_days(1))} for dimension in _ACTS
    }
    assert counted == {Dimension.SHARE: {"bluesky": 1}, Dimension.REACTION: {"like": 1, "happy": 1}}
    assert overview(last_days(1)).totals.readers == 0


@pytest.mark.pure
def test_the_addresses_have_no_word_that_lists_of_trackers_look_for() -> None:
    words = "analytic track stat metric pixel beacon collect count ping telemetry event hit log counter visit piwik matomo gtm tag impression"
    for address in (PATH, "/wp-includes/wirepress/pages/reading.js"):
        for word in words.split():
            assert word not in address.lower(), (address, word)
