"""Dates: PHP's letters and readings, WordPress's local and GMT pairs."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.php.dates import calendar
from wirepress.core.php.dates.calendar import parse_date, php_date, zone

BERLIN = zone("Europe/Berlin")
KOLKATA = zone("+05:30")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("d D j l N S w z", "30 Mon 30 Monday 1 th 1 364"),
        ("W o F m M n t L", "01 2025 December 12 Dec 12 31 1"),
        ("Y y X x", "2024 24 +2024 2024"),
        ("a A g G h H i s u v B", "pm PM 1 13 01 13 05 09 123456 123 545"),
        ("e I O P p T Z", "Europe/Berlin 0 +0100 +01:00 +01:00 CET 3600"),
        ("c", "2024-12-30T13:05:09+01:00"),
        ("r", "Mon, 30 Dec 2024 13:05:09 +0100"),
        ("U", "1735560309"),
        (r"\Y\\\m Ü \\", "Y\\m Ü \\"),
        ("Y\\", "2024\\"),
        ("", ""),
    ],
)
def test_format_letters(template: str, expected: str) -> None:
    assert php_date(template, datetime(2024, 12, 30, 13, 5, 9, 123456), BERLIN) == expected


def test_format_edges() -> None:
    suffixes = [php_date("jS", datetime(2024, 1, day)) for day in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31)]
    assert suffixes == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "31st"]
    assert php_date("g G h a", datetime(2024, 1, 1)) == "12 0 12 am"
    assert php_date("p e T", datetime(2024, 1, 1)) == "Z UTC UTC"
    assert php_date("P p e T", datetime(2024, 1, 1), "-03:30") == "-03:30 -03:30 -03:30 -03:30"
    assert php_date("I T", datetime(2024, 7, 1), BERLIN) == "1 CEST"
    assert php_date("H:i", datetime(2024, 7, 1, 10, tzinfo=UTC), BERLIN) == "12:00"
    assert php_date("B", datetime(2024, 1, 1, 23, 0), UTC) == "000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-03-02 19:13:25", "2016-03-02T19:13:25+01:00"),
        ("2016-03-02T19:13:25Z", "2016-03-02T19:13:25+00:00"),
        ("2016-03-02t19:13:25.75+05:30", "2016-03-02T19:13:25+05:30"),
        ("2016-03-02 19:13 America/New_York", "2016-03-02T19:13:00-05:00"),
        ("2016-3-2", "2016-03-02T00:00:00+01:00"),
        ("16-03-02 19:13", "2016-03-02T19:13:00+01:00"),
        ("15-03-2016 18:54:46", "2016-03-15T18:54:46+01:00"),
        ("15.3.2016", "2016-03-15T00:00:00+01:00"),
        ("3/15/2016 3pm", "2016-03-15T15:00:00+01:00"),
        ("20160302T191325", "2016-03-02T19:13:25+01:00"),
        ("20160302191325", "2016-03-02T19:13:25+01:00"),
        ("Wed, 02 Mar 2016 19:13:25 +0100", "2016-03-02T19:13:25+01:00"),
        ("Wed, 2 Mar 16 19:13:25 EST", "2016-03-02T19:13:25-05:00"),
        ("March 2nd, 2016 7:13 a.m.", "2016-03-02T07:13:00+01:00"),
        ("2 September 2016", "2016-09-02T00:00:00+02:00"),
        ("2016-02-31", "2016-03-02T00:00:00+01:00"),
        ("2016-12-31 24:00", "2017-01-01T00:00:00+01:00"),
        ("2016-03-00", "2016-02-29T00:00:00+01:00"),
        ("@86400", "1970-01-02T00:00:00+00:00"),
        ("9999-12-31 23:59:59", "9999-12-31T23:59:59+01:00"),
        (" 2016-03-02\n", "2016-03-02T00:00:00+01:00"),
        ("2024-03-31 02:30:00", "2024-03-31T03:30:00+02:00"),
        ("2024-10-27 02:30:00", "2024-10-27T02:30:00+02:00"),
    ],
)
def test_readings(text: str, expected: str) -> None:
    moment = parse_date(text, BERLIN)
    assert moment is not None
    assert php_date("c", moment) == expected


@pytest.mark.parametrize(
    "text",
    [
        "rubbish",
        "2016-13-01",
        "2016-03-32",
        "2016-03-02 25:00",
        "2016-03-02 10:60",
        "2016-03-02 10:00:61",
        "2016-03-02 x",
        "2016-03-02 10:00:00 Mars/Base",
        "2016-03-02 ../etc/passwd",
        "1" * 101,
        "2016-03-02 2016-03-02",
        "-",
        "1.1.1",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text, BERLIN) is None


def test_words_need_a_clock() -> None:
    now = datetime(2024, 5, 6, 23, 30, tzinfo=UTC)
    given = {word: parse_date(word, BERLIN, now=now) for word in ("now", "today", "tomorrow", "yesterday", "10:30")}
    assert {word: php_date("Y-m-d H:i", moment) for word, moment in given.items() if moment} == {
        "now": "2024-05-07 01:30",
        "today": "2024-05-07 00:00",
        "tomorrow": "2024-05-08 00:00",
        "yesterday": "2024-05-06 00:00",
        "10:30": "2024-05-07 10:30",
    }


def test_the_zero_date_is_php_s() -> None:
    for tz in (UTC, BERLIN, KOLKATA):
        assert calendar.mysql_to_rfc3339(calendar.ZERO, tz) == "-0001-11-30T00:00:00"
    assert calendar.mysql2date("U", calendar.ZERO) == -62169984000


def test_mysql2date() -> None:
    assert calendar.mysql2date("F j, Y g:i a", "2024-05-06 13:07:00", BERLIN) == "May 6, 2024 1:07 pm"
    assert calendar.mysql2date("G", "1970-01-01 05:30:00", KOLKATA) == 19800
    assert calendar.mysql2date("Y", "") is False
    assert calendar.mysql2date("Y", "rubbish") is False
    assert calendar.mysql_to_rfc3339("rubbish") is False


def test_local_and_gmt() -> None:
    assert calendar.get_gmt_from_date("2024-03-31 02:30:00", tz=BERLIN) == "2024-03-31 01:30:00"
    assert calendar.get_date_from_gmt("2024-03-31 01:30:00", tz=BERLIN) == "2024-03-31 03:30:00"
    assert calendar.get_gmt_from_date("2024-05-06 00:00:00", "c", KOLKATA) == "2024-05-05T18:30:00+00:00"
    assert calendar.get_gmt_from_date("rubbish", tz=BERLIN) == "1970-01-01 00:00:00"
    assert calendar.get_date_from_gmt("rubbish", tz=KOLKATA) == "1970-01-01 00:00:00"


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2200, 1, 1)), st.sampled_from([UTC, BERLIN, KOLKATA, zone("-09:45")])
)
def test_gmt_goes_there_and_back(gmt: datetime, tz: object) -> None:
    text = f"{gmt:%Y-%m-%d %H:%M:%S}"
    local = calendar.get_date_from_gmt(text, tz=tz)  # type: ignore[arg-type]
    back = calendar.strtotime(calendar.get_gmt_from_date(local, tz=tz))  # type: ignore[arg-type]
    there = calendar.strtotime(text)
    assert there is not None and back is not None
    assert there - back in (0, 3600, 7200)  # of an hour that comes twice the first counts


@pytest.mark.parametrize(
    ("date", "is_utc", "expected"),
    [
        ("2024-07-01T12:00:00", False, ("2024-07-01 12:00:00", "2024-07-01 10:00:00")),
        ("2024-07-01 12:00:00", True, ("2024-07-01 14:00:00", "2024-07-01 12:00:00")),
        ("2024-07-01T12:00:00Z", False, ("2024-07-01 14:00:00", "2024-07-01 12:00:00")),
        ("2024-07-01T12:00:00.5-02:00", False, ("2024-07-01 16:00:00", "2024-07-01 14:00:00")),
        ("2024-07-01", False, None),
        ("2024-07-01T12:00", False, None),
        ("2024-13-01T12:00:00", False, None),
        ("2024-07-01T12:00:00+0200", False, None),
        ("x2024-07-01T12:00:00", False, None),
    ],
)
def test_rest_dates(date: str, is_utc: bool, expected: tuple[str, str] | None) -> None:
    assert calendar.rest_date_with_gmt(date, is_utc, BERLIN) == expected


def test_rest_parse_date() -> None:
    assert calendar.rest_parse_date("1970-01-02T00:00:00+01:00") == 82800
    assert calendar.rest_parse_date("1970-01-02T00:00:00+01:00", force_utc=True) == 86400
    assert calendar.rest_parse_date("soon") is False


def test_timestamps() -> None:
    assert calendar.wp_date("c", 0, BERLIN) == "1970-01-01T01:00:00+01:00"
    assert calendar.wp_date("Y", "86400") == "1970"
    assert calendar.wp_date("Y", "soon") is False
    assert calendar.wp_date("Y-m-d D x", 25 * 146097 * 86400, BERLIN) == "11970-01-01 Thu +11970"
    assert str(calendar.wp_date("Y")).startswith("2")
    assert calendar.date_i18n("Y-m-d H:i T", 1354320000, tz=BERLIN) == "2012-12-01 00:00 CET"
    assert calendar.date_i18n("U", 1354320000, tz=BERLIN) == 1354320000
    assert abs(calendar.date_i18n("U", tz=KOLKATA) - time.time() - 19800) < 5
    assert calendar.date_i18n("T", False, True, BERLIN) == "UTC"
    assert calendar.strtotime("") is None


def test_zones() -> None:
    assert zone("europe/berlin") == BERLIN
    assert calendar.wp_timezone("Europe/Berlin", 5) == BERLIN
    assert calendar.wp_timezone("", -3.5).utcoffset(None) == timedelta(hours=-3, minutes=-30)
    assert php_date("e", datetime(2024, 1, 1), calendar.wp_timezone("", 5.75)) == "+05:45"
    for name in ("Mars/Base", "../../etc/passwd", "/etc/localtime", "", "Europe", "a" * 5000, "+25:00"):
        with pytest.raises(ValueError, match=r"zone|timedelta|offset"):
            zone(name)


def test_checkdate() -> None:
    assert calendar.wp_checkdate(2, 29, 2024) is True
    assert [calendar.wp_checkdate(*date) for date in ((2, 29, 2023), (13, 1, 2024), (1, 0, 2024), (1, 1, 0))] == [
        False
    ] * 4
    assert calendar.wp_checkdate("12", "31", "2024") is True


@given(st.text(max_size=110))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or isinstance(php_date("c U e", moment), str)


@given(st.integers(-(2**62), 2**62))
def test_any_timestamp_formats(seconds: int) -> None:
    assert calendar.wp_date("U", seconds, BERLIN) == str(seconds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-09-31T23:59:59", "2026-10-01T23:59:59"),
        ("2026-02-30T00:00:00", "2026-03-02T00:00:00"),
        ("2024-02-31 12:00:00", "2024-03-02T12:00:00"),
        ("2026-12-31T24:00:00", "2027-01-01T00:00:00"),
        ("2026-12-31T24:30:59", "2027-01-01T00:30:59"),
        ("2026-06-30T23:59:60", "2026-07-01T00:00:00"),
        ("2026-00-10T00:00:00", "2025-12-10T00:00:00"),
        ("2026-03-00T00:00:00", "2026-02-28T00:00:00"),
        ("2026-06-31T24:59:60Z", "2026-07-02T01:00:00+00:00"),
        ("2026-06-31t24:00:00.75+02", "2026-07-01T22:00:00+00:00"),
        ("2026-06-31T24:00:00-05:30", "2026-07-02T05:30:00+00:00"),
        ("9999-12-31T23:59:59", "9999-12-31T23:59:59"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:60", None),
        ("0001-01-01T00:00:00+01:00", None),
        ("0000-00-00T00:00:00", None),
        ("2026-09-32T00:00:00", None),
        ("2026-13-01T00:00:00", None),
        ("2026-09-30T25:00:00", None),
        ("2026-09-30T12:60:00", None),
        ("2026-09-30T12:00:61", None),
        ("2026-09-30T12:00:00+25:00", None),
        ("2026-09-30T12:00", None),
        ("2026-09-30", None),
        ("٢٠٢٦-09-30T12:00:00", None),
        ("", None),
    ],
)
def test_rest_dates_roll_over_within_phps_bounds(text: str, expected: str | None) -> None:
    found = calendar.rest_datetime(text)
    assert (found.isoformat() if found else None) == expected


@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31)),
    st.integers(0, 31),
    st.integers(0, 24),
    st.integers(0, 60),
)
def test_a_rest_date_is_its_month_and_what_lies_between(at: datetime, day: int, hour: int, second: int) -> None:
    found = calendar.rest_datetime(f"{at.year:04}-{at.month:02}-{day:02}T{hour:02}:{at.minute:02}:{second:02}")
    first = datetime(at.year, at.month, 1)
    assert found == first + timedelta(days=day - 1, hours=hour, minutes=at.minute, seconds=second)


def test_a_date_with_an_offset_is_shown_on_its_own_clock():
    assert calendar.mysql_to_rfc3339("2031-04-05T06:07:08-03:00") == "2031-04-05T06:07:08"
    assert calendar.mysql_to_rfc3339("2031-04-05 06:07:08") == "2031-04-05T06:07:08"
    assert calendar.mysql_to_rfc3339("never") is False


def test_years_before_the_first_have_a_sign_in_two_digits_too():
    assert calendar.mysql2date("y", "0000-00-00 00:00:00") == "-1"
    assert calendar.mysql2date("y", "2007-01-02 00:00:00") == "07"
