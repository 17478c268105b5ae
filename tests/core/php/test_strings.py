"""Slashes, query strings, numbers, entities and lists."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.php import lists, numbers, strings
from wirepress.core.php.arrays import array_unique

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
KEYS = st.text(alphabet="abcxyz_", min_size=1, max_size=4)
NESTED = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    max_leaves=8,
)


@given(TEXT)
def test_slashes_come_off_again(text: str) -> None:
    assert strings.stripslashes(strings.addslashes(text)) == text


def test_slashes() -> None:
    assert strings.addslashes('O\'Neil "x" \\ \0') == 'O\\\'Neil \\"x\\" \\\\ \\0'
    assert strings.stripslashes("a\\\\b\\c\\") == "a\\bc"
    assert strings.wp_unslash({"a": ["\\'", 5, None, True]}) == {"a": ["'", 5, None, True]}
    assert strings.wp_slash([{"k'": "'"}]) == [{"k'": "\\'"}]


@given(st.dictionaries(KEYS, NESTED, max_size=4))
def test_queries_read_back(data: dict[str, object]) -> None:
    assert strings.parse_str(strings.http_build_query(data)) == data
    assert strings.parse_str(strings.http_build_query(data, rfc3986=True)) == data


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a=1&b=x%20y+z&a=2", {"a": "2", "b": "x y z"}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("a[]=1&a[k]=2&a[]=3", {"a": {"0": "1", "k": "2", "1": "3"}}),
        ("a[5]=x&a[]=y", {"a": {"5": "x", "6": "y"}}),
        ("a[1]=x&a[0]=y", {"a": {"1": "x", "0": "y"}}),
        ("meta[x][y][]=1", {"meta": {"x": {"y": ["1"]}}}),
        ("a%5Bk%5D=v", {"a": {"k": "v"}}),
        ("a.b c=1", {"a_b_c": "1"}),
        ("a[b.c d]=1", {"a": {"b.c d": "1"}}),
        ("a=1&a[b]=2", {"a": {"b": "2"}}),
        ("a[b]=2&a=1", {"a": "1"}),
        ("a[b=1", {"a_b": "1"}),
        ("a[x]y=1", {"a": {"x": "1"}}),
        ("a[x][y=1", {"a": {"x": "1"}}),
        ("[x]=1&=2&&x", {"x": ""}),
        ("+a=1", {"a": "1"}),
        ("a%00b=1", {"a": "1"}),
        ("n=%ff%C3%A9=&", {"n": "\ufffdé="}),
    ],
)
def test_queries(query: str, expected: dict[str, object]) -> None:
    assert strings.parse_str(query) == expected


def test_query_limits() -> None:
    assert len(strings.parse_str("&".join(f"v{i}=1" for i in range(1500)))) == 1000
    assert strings.parse_str("a=1&b=2&c=3", max_vars=2) == {"a": "1", "b": "2"}
    assert strings.parse_str("a" + "[x]" * 65 + "=1&b=2") == {"b": "2"}
    assert strings.parse_str("a[x][y]=1&a[z]=2", max_depth=1) == {"a": {"z": "2"}}


@pytest.mark.parametrize("piece", ["&", "a[", "[", "]", "a[]=1&", "a[0]", "%", "=", "a[99999999999999999999]=1&", "a="])
def test_hostile_queries_take_linear_time(piece: str) -> None:
    started = time.process_time()
    assert isinstance(strings.parse_str(piece * 300_000), dict)
    assert time.process_time() - started < 2


def test_building_queries() -> None:
    assert strings.http_build_query({"a": True, "b": None, "c": 1.0, "d": "ä ~", "e": []}) == "a=1&c=1&d=%C3%A4+%7E"
    assert (
        strings.http_build_query({"a": ["x y"], 3: False}, separator="&amp;", rfc3986=True) == "a%5B0%5D=x%20y&amp;3=0"
    )
    deep: dict[str, object] = {}
    deep["a"] = deep
    with pytest.raises(ValueError, match="deeper"):
        strings.http_build_query(deep)


def test_url_encoding() -> None:
    assert strings.urlencode("a b~é/?-_.") == "a+b%7E%C3%A9%2F%3F-_."
    assert strings.rawurlencode("a b~é/") == "a%20b~%C3%A9%2F"
    assert strings.urldecode("a+b%7e%FF") == "a b~\ufffd"
    assert strings.urlencode_deep({"k": ["a b", 5]}) == {"k": ["a+b", "5"]}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12abc", 12),
        (" -7", -7),
        ("abc", 0),
        ("", 0),
        ("1e3", 1000),
        ("1.9", 1),
        (".5", 0),
        ("0x1A", 0),
        ("9" * 30, 2**63 - 1),
        ("-" + "9" * 30, -(2**63)),
        ("1" * 10_000, 2**63 - 1),
        ("1e999", 2**63 - 1),
        (None, 0),
        (True, 1),
        (3.9, 3),
        (-3.9, -3),
        (float("nan"), 0),
        (float("inf"), 0),
        ([], 0),
        ([0], 1),
        (2**64 + 5, 5),
    ],
)
def test_intval(value: object, expected: int) -> None:
    assert numbers.intval(value) == expected
    assert numbers.absint(value) == abs(expected)


def test_is_numeric() -> None:
    yes: list[object] = ["5", " 5", "5 ", "-.5", "5.", "1e5", "+1E-5", 5, 0.5]
    no: list[object] = ["", " ", ".", "5x", "0x1A", "1e", "--5", True, None, [], "٣"]
    assert [numbers.is_numeric(value) for value in yes] == [True] * len(yes)
    assert [numbers.is_numeric(value) for value in no] == [False] * len(no)
    assert numbers.floatval("1.5kg") == 1.5
    assert numbers.floatval(None) == 0.0


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        (1234567.891, 2, "1,234,567.89"),
        (0.5, 0, "1"),
        (-0.4, 0, "0"),
        (1.005, 2, "1.01"),
        (-1234.5, 0, "-1,235"),
        (12, -2, "12"),
        (1e25, 0, "10,000,000,000,000,000,905,969,664"),
        (999.999, 1, "1,000.0"),
    ],
)
def test_number_format(number: float, decimals: int, expected: str) -> None:
    assert numbers.number_format(number, decimals) == expected


def test_other_numbers() -> None:
    assert numbers.number_format(1234.5, 1, ",", ".") == "1.234,5"
    assert numbers.zeroise(7, 3) == "007"
    assert [numbers.size_format(size, 1) for size in (0, 1023, 1536, -1, "x")] == [
        "0 B",
        "1,023.0 B",
        "1.5 KB",
        False,
        False,
    ]


def test_texts() -> None:
    assert strings.nl2br("a\r\nb\nc\rd\n\re") == "a<br />\r\nb<br />\nc<br />\rd<br />\n\re"
    given = "&lt;&amp;lt;&#39;&#x27;&#128;&#x1F600;&eacute;&apos;&nope;&#0000065;&#99999999;&lt"
    assert strings.html_entity_decode(given) == "<&lt;''&#128;😀é&apos;&nope;A&#99999999;&lt"
    assert strings.backslashit("9am") == "\\\\9\\a\\m"
    assert strings.bool_from_yn("Y") is True
    assert strings.bool_from_yn("yes") is False


@pytest.mark.parametrize("piece", ["&#0", "&a", "&", "&#x"])
def test_entities_take_linear_time(piece: str) -> None:
    started = time.process_time()
    assert strings.html_entity_decode(piece * 300_000) == piece * 300_000
    assert time.process_time() - started < 2


def test_lists() -> None:
    assert lists.wp_parse_list(" a, b,,c d") == ["a", "b", "c", "d"]
    assert lists.wp_parse_list(["a b", 2, None, [1]]) == ["a b", 2]
    assert lists.wp_parse_id_list("3,-3,x,5") == [3, 0, 5]
    assert lists.wp_parse_slug_list(["A b", "a B", True], str.lower) == ["a b", "1"]
    assert lists.wp_parse_args("a=1&b[]=2", {"a": 0, "c": 3}) == {"a": "1", "c": 3, "b": ["2"]}
    assert list(lists.wp_parse_args({"b": 1, "a": 2}, {"a": 0})) == ["a", "b"]
    assert lists.wp_is_numeric_array({"5": 1, -2: 1}) is True
    assert lists.wp_is_numeric_array({"05": 1}) is False
    assert array_unique([1, 1, 2]) == {0: 1, 2: 2}
    assert array_unique(["a", "b", "a"]) == ["a", "b"]
