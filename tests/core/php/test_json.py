"""The JSON encoder against PHP's rules, and against Python's own where both agree."""

import json as stdlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.php.json import EMPTY_OBJECT, PhpObject, Raw, decode, encode, php_float_repr

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
# Beyond 1e15 PHP writes whole floats as integers.
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(-1e15, 1e15) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner, min_size=1), max_leaves=20)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a/b", b'"a\\/b"'),
        ("Größe 😀", b'"Gr\\u00f6\\u00dfe \\ud83d\\ude00"'),
        ("\x00\x1f\b\f\n\r\t\"\\'<>&", b'"\\u0000\\u001f\\b\\f\\n\\r\\t\\"\\\\\'<>&"'),
        ("\x7f", b'"\x7f"'),
        ("\\u007f \\\x7f \\\\\x7f\x7f", b'"\\\\u007f \\\\\x7f \\\\\\\\\x7f\x7f"'),
        ("\\ud800", b'"\\\\ud800"'),
        ({}, b"[]"),
        ({"a": {}, "b": EMPTY_OBJECT, "c": PhpObject(), "d": PhpObject(x=1)}, b'{"a":[],"b":{},"c":{},"d":{"x":1}}'),
        ("{}", b'"{}"'),
        ({1: "x", "y": (None, True, False, 7)}, b'{"1":"x","y":[null,true,false,7]}'),
        ([1.0, -2.0, 0.1, 1e25, 1e-5, -0.0], b"[1,-2,0.1,1.0e+25,1.0e-5,-0]"),
        (3.0, b"3"),
        (["1.0,", ".0]", "9e+25"], b'["1.0,",".0]","9e+25"]'),
    ],
)
def test_writes_what_php_writes(value: object, expected: bytes) -> None:
    assert encode(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, "1"),
        (123.456, "123.456"),
        (0.0001, "0.0001"),
        (0.00001234, "1.234e-5"),
        (1e15, "1000000000000000"),
        (1e16, "10000000000000000"),
        (1e17, "1.0e+17"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (5e-324, "5.0e-324"),
        (-0.0, "-0"),
    ],
)
def test_floats(value: float, expected: str) -> None:
    assert php_float_repr(value) == expected


def test_float_precision_of_casts_to_string() -> None:
    assert php_float_repr(0.1 + 0.2, precision=14, exponent="E") == "0.3"
    assert php_float_repr(1e15, precision=14, exponent="E") == "1.0E+15"


@given(FLOATS)
def test_floats_read_back(value: float) -> None:
    assert float(php_float_repr(value)) == value


def test_finished_documents_are_spliced_in() -> None:
    assert encode([Raw(b'{"a":"\\/"}'), {"x": Raw(b"[1]")}, "raw:0"]) == b'[{"a":"\\/"},{"x":[1]},"raw:0"]'
    assert encode(Raw(b"1.0")) == b"1.0"
    assert encode([{}, 2.0, Raw(b"{}")]) == b"[[],2,{}]"


@pytest.mark.parametrize("value", [math.nan, math.inf, [-math.inf], "\ud800", {"\udc00": 1}, ["\ud83d\ud83d\ude00"]])
def test_refuses_what_has_no_json(value: object) -> None:
    with pytest.raises(ValueError, match=r"Inf and NaN|surrogate"):
        encode(value)


def test_refuses_circles_depth_and_strangers() -> None:
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(ValueError, match="circular"):
        encode(circle)
    assert encode([[1]], depth=2) == b"[[1]]"
    assert encode(["[[[["], depth=1) == b'["[[[["]'
    with pytest.raises(ValueError, match="deeper"):
        encode([[1]], depth=1)
    with pytest.raises(TypeError):
        encode({"x": object()})


@given(VALUES)
def test_reads_back(value: object) -> None:
    assert decode(encode(value)) == stdlib.loads(stdlib.dumps(value))


@given(TEXT)
def test_texts_read_back_and_are_ascii(text: str) -> None:
    written = encode([text])
    assert written.isascii()
    assert decode(written) == [text]
