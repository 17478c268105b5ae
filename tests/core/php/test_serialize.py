"""PHP's serialize() format: round trips, references, limits, hostile data."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.php.serialize import (
    SerializedObject,
    SerializeError,
    dumps,
    is_serialized,
    loads,
    maybe_serialize,
    maybe_unserialize,
)

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
KEYS = st.integers(-(2**63), 2**63 - 1) | TEXT.filter(lambda key: not key.lstrip("-").isdigit())
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(KEYS, inner, min_size=1).filter(lambda d: list(d) != list(range(len(d))))
        | st.builds(SerializedObject, st.just("Acme\\Box"), st.dictionaries(TEXT, inner))
    ),
    max_leaves=20,
)


@given(VALUES)
def test_reads_back(value: object) -> None:
    assert loads(dumps(value)) == value
    assert loads(dumps(value).encode()) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"size": 3, 7: "ü"}, 'a:2:{s:4:"size";i:3;i:7;s:2:"ü";}'),
        ({"5": "five", "05": 1}, 'a:2:{i:5;s:4:"five";s:2:"05";i:1;}'),
        ([1.0, 0.1, 1e25, math.inf], "a:4:{i:0;d:1;i:1;d:0.1;i:2;d:1.0E+25;i:3;d:INF;}"),
        ([[], None, True, -4], "a:4:{i:0;a:0:{}i:1;N;i:2;b:1;i:3;i:-4;}"),
        (SerializedObject("Box", {"\0*\0n": 1}), 'O:3:"Box":1:{s:4:"\0*\0n";i:1;}'),
        (SerializedObject("Suit", kind="E", payload="Hearts"), 'E:11:"Suit:Hearts";'),
        (SerializedObject("Bag", kind="C", payload="x:{}"), 'C:3:"Bag":4:{x:{}}'),
        ("caf\udce9", 's:4:"caf\udce9";'),
    ],
)
def test_the_format(value: object, text: str) -> None:
    assert dumps(value) == text
    assert maybe_unserialize(text) == (text if text[0] == "C" else loads(text))


def test_what_only_the_reader_knows() -> None:
    assert loads('S:3:"a\\c3\\a9";') == "aé"
    assert loads("a:2:{i:1;i:5;i:0;i:6;}") == {1: 5, 0: 6}
    assert math.isnan(loads("d:NAN;"))
    assert loads("i:1;rest", trailing=True) == 1
    assert loads('O:1:"A":2:{s:4:"\0A\0x";i:1;s:1:"y";i:2;}').get("x") == 1
    assert loads('O:1:"A":0:{}').get("x", "none") == "none"


def test_references() -> None:
    assert loads("a:2:{i:0;a:1:{i:0;i:5;}i:1;R:2;}") == [[5], [5]]
    assert loads('a:3:{i:0;O:1:"A":0:{}i:1;r:2;i:2;R:3;}') == [SerializedObject("A")] * 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "N",
        "i:1",
        "i:;",
        "b:2;",
        "d:;",
        "i:99999999999999999999;",
        "i:1;i:2;",
        's:5:"abc";',
        's:1:"ab";',
        's:-1:"";',
        's:9999999999:"";',
        "a:999999999:{}",
        "a:1:{}",
        "a:1:{i:0;i:1;",
        "a:1:{a:0:{}i:1;}",
        "a:1:{d:1;i:1;}",
        "a:1:{i:0;R:1;}",
        "a:1:{i:0;R:9;}",
        "R:1;",
        'O:1:"A":1:{s:1:"x";r:1;}',
        'O:2:"A":0:{}',
        'C:1:"A":9:{}',
        'S:1:"\\zz";',
        's:1:"\ud800";',
    ],
)
def test_broken_data_is_refused(text: str) -> None:
    with pytest.raises(SerializeError):
        loads(text)


def test_every_truncation_is_refused() -> None:
    text = dumps({"a": [1, 2.5, "é", None, True], "o": SerializedObject("A", {"p": "q"})})
    for end in range(len(text)):
        with pytest.raises(SerializeError):
            loads(text[:end])


def _doubling(levels: int) -> str:
    """Each level holds the level below twice, the second time by reference."""
    closing = "".join(f"i:1;R:{slot};}}" for slot in range(levels + 1, 1, -1))
    return "a:2:{i:0;" * levels + "i:1;" + closing


def test_limits() -> None:
    with pytest.raises(SerializeError, match="deeper"):
        loads("a:1:{i:0;" * 1000 + "N;" + "}" * 1000)
    assert loads("a:1:{i:0;" * 500 + "N;" + "}" * 500)[0] is not None
    with pytest.raises(SerializeError, match="bytes"):
        loads("i:1;", max_length=3)
    with pytest.raises(SerializeError, match="values"):
        loads("a:2:{i:0;N;i:1;N;}", max_elements=2)
    with pytest.raises(SerializeError, match="values"):
        loads(_doubling(60))
    assert len(loads(_doubling(5))) == 2
    nested: list[object] = []
    nested.append(nested)
    with pytest.raises(SerializeError, match="deeper"):
        dumps(nested)
    for stranger in (object(), {1.5: 1}, "\ud800"):
        with pytest.raises(SerializeError):
            dumps(stranger)


@pytest.mark.parametrize("piece", ["a:1:{i:0;", "i:1;", 's:1:"', 'O:1:"A":1:{', "}", "R:1;", "1"])
def test_hostile_data_is_read_in_linear_time(piece: str) -> None:
    for data in (
        piece * 200_000,
        f"a:100000:{{{piece * 200_000}",
        f'S:900000:"{piece * 100_000}',
        f"i:{piece * 200_000}",
    ):
        started = time.process_time()
        with pytest.raises(SerializeError):
            loads(data)
        assert time.process_time() - started < 2


@given(st.binary())
def test_any_bytes_give_a_value_or_an_error(data: bytes) -> None:
    for guess in (data, b"a:1:{" + data, b's:2:"' + data):
        try:
            value = loads(guess)
        except SerializeError as problem:
            assert str(problem)
        else:
            assert loads(dumps(value)) == value or value != value


@pytest.mark.parametrize(
    ("text", "strict", "loose"),
    [
        ("N;", True, True),
        (" b:1;\n", True, True),
        ("a:0:{}", True, True),
        ('s:2:"ab";', True, True),
        ("i:5", False, False),
        ("i:5;x", False, True),
        ('s:2:"ab";x', False, True),
        ("s:2:ab;", False, False),
        ("hello; world", False, False),
        ('O:1:"A":0:{}', True, True),
        ('E:3:"A:B";', True, True),
        ('C:1:"A":0:{}', False, False),
        ("a:x:{}", False, False),
        ("d:1.2E+5;", True, True),
        ("b:;", False, False),
        ("", False, False),
        ("x:1;", False, False),
        ("a:;}", False, False),
    ],
)
def test_is_serialized(text: str, strict: bool, loose: bool) -> None:
    assert is_serialized(text) is strict
    assert is_serialized(text, strict=False) is loose


def test_maybe() -> None:
    assert is_serialized(5) is False
    assert maybe_unserialize("plain") == "plain"
    assert maybe_unserialize(7) == 7
    assert maybe_unserialize('s:9:"short";') is False
    assert maybe_unserialize(" i:7; ") == 7
    assert maybe_serialize({"a": 1}) == 'a:1:{s:1:"a";i:1;}'
    assert maybe_serialize("i:7;") == 's:4:"i:7;";'
    assert maybe_serialize("plain") == "plain"
    assert maybe_serialize(7) == 7
