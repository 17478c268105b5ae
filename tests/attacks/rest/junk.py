"""Values that no argument expects, and some that it does."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from wirepress.core.rest.routes import Schema

ODD: Final[list[Any]] = [
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    2**63,
    -(2**63) - 1,
    10**40,
    1e308,
    -0.5,
    "",
    " ",
    "0",
    "-1",
    "1e400",
    "null",
    "\0",
    "a\0b",
    "\ud800",
    "é" * 300,
    "x" * 70_000,
    "9999-12-31T23:59:59",
    "0000-00-00 00:00:00",
    "2026-02-30T25:61:61",
    "10000-01-01T00:00:00",
    "2026-01-01T00:00:00+99:99",
    "0001-01-01T00:00:00",
    [],
    [[]],
    {},
    {"a": {}},
    [1, "a", None],
    [0],
    {"raw": []},
    {"raw": None},
    {"raw": "a"},
    {"rendered": "x"},
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "%",
    "%_",
    "\\",
    "../../etc/passwd",
    "http://",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "[caption]",
    "<!-- wp:",
    "a,b,,c",
    ",",
    "[",
    "*",
    "(",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "𝕏",
    "\r\n",
    "1,2,3",
    "٣",
    "1 OR 1",
    "true",
    "NaN",
]
_TEXT: Final = st.text(max_size=40)
_SMALL: Final = st.integers(-3, 40)
ANY: Final = st.one_of(
    st.sampled_from(ODD),
    _TEXT,
    _SMALL,
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.recursive(
        st.one_of(_TEXT, _SMALL, st.none()),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    ),
)


def of(schema: Schema) -> st.SearchStrategy[Any]:
    """Values for an argument: mostly what its schema asks for, else anything."""
    right = _right(schema)
    return st.one_of(right, right, ANY)


def _right(schema: Schema) -> st.SearchStrategy[Any]:
    if isinstance(schema.get("enum"), list | tuple) and schema["enum"]:
        return st.sampled_from(list(schema["enum"]))
    kinds = schema.get("type")
    kind = kinds[0] if isinstance(kinds, list) and kinds else kinds
    if kind == "integer":
        return _SMALL
    if kind == "number":
        return st.floats(-10, 10)
    if kind in ("boolean", "bool"):
        return st.booleans()
    if kind == "array":
        items = schema.get("items")
        return st.lists(_right(items) if isinstance(items, dict) else _TEXT, max_size=3)
    if kind == "object":
        known = {name: of(inner) for name, inner in (schema.get("properties") or {}).items() if isinstance(inner, dict)}
        return st.fixed_dictionaries({}, optional=known)
    if schema.get("format") == "date-time":
        return st.sampled_from(["2026-03-09T07:30:00", "2026-03-09T07:30:00Z", "2026-03-09", "1969-12-31T23:59:59"])
    if schema.get("format") == "uri":
        return st.sampled_from(["http://news.example/a", "https://news.example/?a=1&b=%20", "//news.example"])
    return st.one_of(_TEXT, st.sampled_from(["Tide", "a@desk.example", "tide-table", "1"]))
