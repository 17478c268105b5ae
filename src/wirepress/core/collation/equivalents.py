"""Characters that are the same to a search, whatever database there is: with and without accents, capital and small, wide and narrow.

The rule is that of LIKE under MySQL's utf8mb4_unicode_520_ci, WordPress's collation: texts are compared character by character. So é is
found by e, Ł by l and ẞ by ß; but ß is not found by ss, nor ﬁ by fi, which are two characters, and whoever searches for them in the
old site finds the same. Neither of our databases knows this rule: SQLite is given a function, PostgreSQL a pattern.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "equivalents.txt"
HOLDS: Final = "wirepress_holds"  # the functions that SQLite is given, see core/database/sqlite3
ALIKE: Final = "wirepress_alike"
_SPECIAL: Final = frozenset(r"\^]-[")


@functools.cache
def _classes() -> dict[str, str]:
    """Return the character that stands for a class -> all of the class, that one first."""
    found: dict[str, str] = {}
    for line in _FILE.read_text("ascii").splitlines():
        if line and not line.startswith("#"):
            first, _, others = line.partition(":")
            found[chr(int(first, 16))] = chr(int(first, 16)) + "".join(map(_run, others.split()))
    return found


def _run(text: str) -> str:
    first, _, last = text.partition("-")
    return "".join(map(chr, range(int(first, 16), int(last or first, 16) + 1)))


@functools.cache
def _table() -> dict[int, str]:
    return {ord(char): first for first, every in _classes().items() for char in every}


def fold_text(text: str) -> str:
    """Return the text with one character for each class. Two characters are the same to a search when they fold to the same; no text grows."""
    return text.lower() if text.isascii() else text.translate(_table())


def contains_text(text: str | None, wanted: str) -> bool | None:
    """Return whether a text has a part that is the same as `wanted`, which is folded already."""
    return None if text is None else wanted in fold_text(text)


def equals_text(text: str | None, wanted: str) -> bool | None:
    """Return whether a text is the same as `wanted`, which is folded already."""
    return None if text is None else fold_text(text) == wanted


def postgresql_pattern(text: str) -> str:
    """Return a regular expression of PostgreSQL for what is the same as the text."""
    return "".join(map(_bracket, fold_text(text)))


@functools.lru_cache(maxsize=4096)
def _bracket(char: str) -> str:
    every = _classes().get(char, char)
    if len(every) == 1:
        return char if char.isalnum() or char == "_" or not char.isascii() else rf"\x{ord(char):02x}"
    # In runs: a class of hundreds of marks stays short.
    codes = sorted(map(ord, every))
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return (
        "["
        + "".join(_quoted(first) if first == last else f"{_quoted(first)}-{_quoted(last)}" for first, last in runs)
        + "]"
    )


def _quoted(code: int) -> str:
    return f"\\{chr(code)}" if chr(code) in _SPECIAL else chr(code)
