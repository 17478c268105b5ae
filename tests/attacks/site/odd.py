"""Values as they stand in an address: what no parameter expects, percent-encoded as a client may send it."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from hypothesis import strategies as st

DIGITS: Final = (
    "²",
    "٣",
    "१",
    "⑦",
    "½",
    "¾1",
    "1²",
    "0",
    "00",
    "-1",
    "+1",
    "1.5",
    "1e5",
    "1e400",
    "0x10",
    " 7",
    "7 ",
    "12abc",
    "1,2",
    "-3,4",
)
HUGE: Final = ("9" * 10, "9" * 19, "-" + "9" * 19, str(2**63 - 1), str(-(2**63)), str(2**31), "9" * 400, "9" * 5000)
DATES: Final = ("20269999", "20260231", "0000", "9999", "99991231", "202613", "2026", "20263", "00000000", "10000")
TEXTS: Final = (
    "",
    "%",
    "%2",
    "%zz",
    "a/b",
    "//",
    "..",
    "../../etc/passwd",
    "\\",
    "'",
    '"',
    "<b>",
    "a\nb",
    "a\tb",
    "bogus",
    "é",
    "Ω" * 300,
    "x" * 5000,
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "𝕏",
    "[]",
    "{}",
    "*",
    "(",
    "[a",
    "true",
    "index",
    "rss2",
    "comments-atom",
    "-",
    "_",
    ".",
    "+",
    "&#38;",
    "sitemap",
)
# Bytes that are no text: NUL, half a surrogate, not UTF-8, UTF-8 that is too long or cut off.
BYTES: Final = (
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%FF%FE",
    "%C0%AF",
    "%E2%82",
    "%F4%90%80%80",
    "%EF%BF%BF",
    "%25",
    "%2525",
    "%0d%0aX: y",
    "%E2%80%A8",
)
ENCODED: Final = tuple(dict.fromkeys([*(quote(value, safe="") for value in (*DIGITS, *HUGE, *DATES, *TEXTS)), *BYTES]))
ANY: Final = st.one_of(
    st.sampled_from(ENCODED),
    st.text(max_size=12).map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")),
)


def queries(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Query strings of some of the names, alone, as lists and as maps."""
    named = st.tuples(st.sampled_from(names), st.sampled_from(("", "", "", "[]", "[a]", "[0][]", "[")), ANY)
    return st.lists(named, max_size=5).map(lambda some: "&".join(f"{name}{kind}={value}" for name, kind, value in some))
