"""Request bodies: values, PHP's error numbers, hostile texts in linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.php.json_reader import MESSAGES, JsonError, decode, nesting


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (' {"a":1,"b":[true,null],"a":2}\n', {"a": 2, "b": [True, None]}),
        (b'"\xc3\xa9"', "é"),
        ('"\\ud83d\\ude00\\/"', "😀/"),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
        ("9223372036854775808", 2.0**63),
        ("1" * 5000, float("1" * 5000)),
        ("1.5e3", 1500.0),
    ],
)
def test_values(text: str | bytes, expected: object) -> None:
    value = decode(text)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", 4),
        ("[1,]", 4),
        ('{"a":1,}', 4),
        ("{1:2}", 4),
        ("01", 4),
        ("1.", 4),
        ("-", 4),
        ("NaN", 4),
        ("-Infinity", 4),
        ("TRUE", 4),
        ("[1", 4),
        ("1 2", 4),
        ("]", 4),
        (",", 4),
        ("{,}", 4),
        ('{"a"}', 4),
        ('"\\x"', 4),
        ('"\\u12"', 4),
        ("\ufeff1", 4),
        ("é", 4),
        ("[1]\n}", 4),
        ("[1}", 2),
        ('{"a":1]', 2),
        ("[}", 2),
        ("{]", 2),
        ('"a', 3),
        ('{"a', 3),
        ('"\n"', 3),
        ("\x00", 3),
        ("[1\x01]", 3),
        ("[1]\x00", 3),
        (b'"\xff"', 5),
        (b"\xff", 5),
        ("[\ud800]", 5),
        ('"\udcff"', 5),
        ('"\\ud800"', 10),
        ('"\\udc00"', 10),
        ('["\\ud83dx"]', 10),
        ('"\\ud83d\\ud83d\\ude00"', 10),
        ("[" * 512 + "]" * 512, 1),
        ("[" * 600, 1),
        ('{"a":' * 100_000, 1),
    ],
)
def test_error_numbers(text: str | bytes, code: int) -> None:
    with pytest.raises(JsonError) as caught:
        decode(text)
    assert (caught.value.code, caught.value.message) == (code, MESSAGES[code])


def test_depth_is_php_s() -> None:
    assert decode("[[1]]", depth=3) == [[1]]
    assert nesting(str(decode("[" * 511 + "]" * 511))) == 511
    with pytest.raises(JsonError, match="stack depth"):
        decode("[[1]]", depth=2)


def test_the_first_error_counts() -> None:
    with pytest.raises(JsonError) as caught:
        decode("[1,]" + "[" * 1000)
    assert caught.value.code == 4


def test_nesting_ignores_texts() -> None:
    assert nesting('{"[[[":["\\"[[[",{}]}') == 3
    assert nesting('"[[[') == 0


@given(st.text(alphabet='[]{}",:\\u d8a0ftrue1.-e\x00é'))
def test_any_text_gives_a_value_or_a_numbered_error(text: str) -> None:
    try:
        value = decode(text)
    except JsonError as problem:
        assert 1 <= problem.code <= 10
    else:
        assert value is None or isinstance(value, dict | list | str | int | float)


@pytest.mark.parametrize("piece", ["[", "[],", '"\\"', '"', "\\", "[{}", '"\\ud800', '"\\ud83d\\ude00",', "[]"])
def test_hostile_texts_are_read_in_linear_time(piece: str) -> None:
    started = time.process_time()
    with pytest.raises(JsonError):
        decode(piece * 200_000)
    assert time.process_time() - started < 2
