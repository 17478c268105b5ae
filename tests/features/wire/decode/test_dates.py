"""Dates in every writing that feeds use: the right moment, or none, and never another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.wire.decode import decode_document
from wirepress.features.wire.decode.dates import parse_moment
from wirepress.features.wire.decode.month_names import find_month

pytestmark = pytest.mark.pure
NOON = datetime(2026, 5, 28, 12, 0, tzinfo=UTC)

WRITINGS = """
Thu, 28 May 2026 14:00:00 +02:00 | Thu, 28 May 2026 14:00:00 +2:00 | Thu, 28 May 2026 14:00:00 +2
Thu, 28 May 2026 14:00:00 +02
Thu, 28 May 2026 14:00:00 + 02:00 | Thu, 28 May 2026 14:00:00+0200 | Thu, 28 May 2026 06:30:00 \u22125:30
Thu, 28 May 2026 12:00:00 -00:00
Thu, 28 May 2026 14:00:00 GMT+2 | Thu, 28 May 2026 14:00:00 UTC+02:00 | Thu, 28 May 2026 14:00:00 GMT +0200
Thu, 28 May 2026 12:00:00 +0000 (UTC)
Thu May 28 2026 14:00:00 GMT+0200 (Central European Summer Time) | Thu, 28 May 2026 12:00:00GMT
THU, 28 MAY 2026 12:00:00 GMT | Thu,28 May 2026 12:00:00 GMT
2026-05-28 12:00:00 UTC | 2026-05-28 14:00:00 +0200 | 2026-05-28 14:00:00.123456789 +0200 CEST m=+0.01
2026-05-28T14:00:00.0000000+02:00
2026-05-28t12:00:00z | 2026-05-28T12:00:00,5Z | 2026-05-28T14:00:00+2 | 2026-05-28T120000Z | 20260528T120000Z
202605281200 | 20260528120000
5/28/2026 12:00:00 PM | 28/05/2026 12:00 p.m. | 5/28/26, 12:00 PM | 28/05/2026 - 12:00 | 28.05.2026 12:00 Uhr
28. 5. 2026 12:00 | 2026. 05. 28. 12:00
May 28, 2026 12:00 PM | May 28th, 2026, 8 a.m. ET | Thursday, May 28, 2026 at 7:00 AM CDT | 12:00 PM, May 28, 2026
12:00 28/05/2026
Thu May 28 12:00:00 2026 | Thu May 28 12:00:00 UTC 2026 | Thu May 28 14:00:00 +0200 2026
Thursday, 28-May-26 12:00:00 GMT
Thu, 28 May 2026 21:00:00 JST | Thu, 28 May 2026 13:00:00 BST | Thu, 28 May 2026 08:00:00 America/New_York
2026-05-28T14:00:00[Europe/Berlin]
2026-05-28T14:00:00+02:00[Europe/Berlin] | 2026-148T12:00:00Z | 2026-W22-4T12:00:00Z | 1779969600 | 1779969600000
1779969600000000 | /Date(1779969600000+0200)/
jeudi 28 mai 2026 à 12h00 | 28 de mayo de 2026, 12:00 | 28 мая 2026 г., 12:00 | 28 maja 2026, 12:00
28. května 2026 12:00 | 28 svibnja 2026 12:00
2026年5月28日 12:00 | 2026年5月28日(木) 12:00 | 2026年5月28日 下午12:00 | 2026년 5월 28일 오후 12:00
"""


@pytest.mark.parametrize("text", [one.strip() for one in WRITINGS.replace("\n", "|").split("|") if one.strip()])
def test_every_writing_means_its_moment(text: str) -> None:
    found = parse_moment(text)
    assert found is not None and found.replace(microsecond=0) == NOON, text


NOT_ONE = """
0044-03-15 | -0044-03-15 | 15 March 44 BC | 28 May 2026 BC | 28 May 2026 v. Chr. | 28 May 0026 12:00:00 GMT
Thu, 28 May -2026 12:00:00 GMT
4/5/2026 | 4/5/2026 2:00 PM | 04-05-2026 | 3/4/05 | 5 listopada 2026 | 2026-05-28-05 | 202605
Thu, 28 May 2026 12:00:00 XYZ | Thu, 28 May 2026 12:00:00 A | Fri, 27 Nov 2026 12:00:00 BST
Thu, 28 May 2026 12:00:00 EST+0200
2026-05-28T12:00:00+02:00Z | Thu, 28 May 2026 12:00:00 +2500 | Thu, 28 May 2026 12:00:00 Mars/Olympus
Thu, 28 May 2026 12:00 or later
Thu, 28 May 2026 25:00:00 GMT | Thu, 28 May 2026 12:61 | Thu, 28 May 2026 14:00 AM | 0:30 PM, May 28, 2026
Sat, 30 Feb 2026 12:00:00 GMT
1405/03/07 | 2569-05-28 | 令和8年5月28日 | 28 May 2026 and 29 May 2026
"""


@pytest.mark.parametrize("text", [one.strip() for one in NOT_ONE.replace("\n", "|").split("|") if one.strip()])
def test_what_means_none_or_several_is_none(text: str) -> None:
    assert parse_moment(text) is None, text


def test_a_weekday_decides_between_two_readings() -> None:
    assert parse_moment("Sun, 05/04/2026 12:00") == datetime(2026, 4, 5, 12, tzinfo=UTC)
    assert parse_moment("Mon, 05/04/2026 12:00") == datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert parse_moment("5/5/2026 12:00") == datetime(2026, 5, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "text"),
    [(0, "12:15 AM"), (1, "1:15 am"), (11, "11:15 a.m."), (12, "12:15 PM"), (13, "1:15 p.m."), (23, "11:15PM")],
)
def test_twelve_hour_clocks(hour: int, text: str) -> None:
    assert parse_moment(f"May 28, 2026 {text}") == NOON.replace(hour=hour, minute=15)


def test_a_zone_of_two_names_is_meant_by_the_date() -> None:
    assert parse_moment("May 28, 2026 8:00 AM ET") == NOON
    assert parse_moment("January 28, 2026 7:00 AM ET") == datetime(2026, 1, 28, 12, tzinfo=UTC)


def test_months_of_two_languages() -> None:
    assert [find_month(name) for name in ("lipca", "lipnja", "července", "června", "srpna", "srpnja", "juin", "Juillet")] == [
        7, 6, 7, 6, 8, 7, 6, 7,
    ]  # fmt: skip
    assert find_month("listopad") == 0 and find_month("листопада") == 11 and find_month("listopadu") == 11


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2099, 1, 1)).map(lambda one: one.replace(microsecond=0)),
    st.integers(-12 * 60, 14 * 60),
)
def test_what_programs_write_is_read_as_it_was_meant(naive: datetime, minutes: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    offset = f"{moment:%z}"
    colon = f"{offset[:3]}:{offset[3:]}"
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    days = "Mon Tue Wed Thu Fri Sat Sun".split()
    name, day = months[moment.month - 1], days[moment.weekday()]
    for text in (
        moment.isoformat(),
        f"{day}, {moment.day} {name} {moment:%Y %H:%M:%S} {offset}",
        f"{day}, {moment.day:02} {name} {moment:%Y %H:%M:%S} {colon}",
        f"{day} {name} {moment:%d %Y %H:%M:%S} GMT{offset} (Somewhere Standard Time)",
        f"{moment:%Y-%m-%d %H:%M:%S} {offset}",
        f"{name} {moment.day}, {moment:%Y %I:%M:%S} {'AM' if moment.hour < 12 else 'PM'} {colon}",
    ):
        assert parse_moment(text) == moment, text


@given(st.text(max_size=60))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    found = parse_moment(text)
    assert found is None or found.utcoffset() == timedelta()


def test_a_date_that_is_none_is_named_and_the_story_comes() -> None:
    body = b"<rss><channel><item><title>Nets</title><link>https://a.example/1</link><pubDate>28 May 44 BC</pubDate></item></channel></rss>"
    entry = decode_document(body, url="https://a.example/feed").entries[0]
    assert entry.published is None and "no date (28 May 44 BC)" in entry.problems[0]
