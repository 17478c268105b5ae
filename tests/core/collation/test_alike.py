"""Both databases find the same, and what WordPress's collation finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import postgres_server
from wirepress.core.collation import equivalents

pytestmark = pytest.mark.pure  # asks both databases, whichever the others run on
# (text, what is looked for, found): as LIKE under utf8mb4_unicode_520_ci answers.
KNOWN = (
    ("straße", "strasse", False),
    ("strasse", "straße", False),
    ("straße", "STRAẞE", True),
    ("café", "cafe", True),
    ("cafe", "CAFÉ", True),
    ("cafe\u0301s", "cafés", False),
    ("cafe\u0301", "café", True),
    ("ﬁn", "fin", False),
    ("ﬁn", "ﬁN", True),
    ("cœur", "coeur", False),
    ("CŒUR", "cœur", True),
    ("ＡＢ", "ab", True),
    ("Łódź", "lodz", True),
    ("æ", "ae", False),
    ("ǽ", "Æ", True),
    ("đ", "d", True),
    ("ø", "o", True),
    ("þ", "th", False),
    ("あ", "ア", True),
    ("ア", "ｱ", True),
    ("x²", "x2", True),
    ("ΣΊΣΥΦΟΣ", "σίσυφος", True),
    ("İzmir", "izmir", True),
    ("МИР", "мир", True),
    ("五", "六", False),
    ("a-b", "a_b", False),
    ("100%", "1%", False),
    ("100％", "0%", True),
    ("[x]", "[X]", True),
)
ODD = st.sampled_from(
    "aAàÁeéẞßﬁﬀœŒæÆǽĳłŁøđðıİiIþſsςσΣﬅ０0٠²½①ｱアあ\u0301\u00ad\u200d-–%_\\^$.*[](){}|?+~ '\"<>&\n\t五😀𝐀ё"
)
TEXTS = st.text(ODD | st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)


@pytest.fixture(scope="module")
def server() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with postgres_server.database() as url, postgres_server.other(url) as connection:
        yield connection


@pytest.fixture(scope="module")
def small() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.create_function(equivalents.HOLDS, 2, equivalents.contains_text)
    connection.create_function(equivalents.ALIKE, 2, equivalents.equals_text)
    yield connection
    connection.close()


def _found(
    server: psycopg.Connection[tuple[object, ...]], small: sqlite3.Connection, text: str, wanted: str
) -> list[tuple[bool, bool]]:
    """(holds, is the same) as PostgreSQL and as SQLite say it."""
    pattern, folded = equivalents.postgresql_pattern(wanted), equivalents.fold_text(wanted)
    one = server.execute("SELECT %s::text ~ %s, %s::text ~ %s", (text, pattern, text, f"^{pattern}$")).fetchone()
    other = small.execute(
        f"SELECT {equivalents.HOLDS}(?, ?), {equivalents.ALIKE}(?, ?)", (text, folded, text, folded)
    ).fetchone()
    assert one is not None
    return [(bool(found[0]), bool(found[1])) for found in (one, other)]


@pytest.mark.parametrize(("text", "wanted", "found"), KNOWN)
def test_what_wordpress_finds_is_found(
    server: psycopg.Connection[tuple[object, ...]], small: sqlite3.Connection, text: str, wanted: str, found: bool
) -> None:
    assert [holds for holds, _ in _found(server, small, text, wanted)] == [found, found]


@settings(max_examples=400)
@given(before=TEXTS, wanted=TEXTS, behind=TEXTS, other=TEXTS, inside=st.booleans())
def test_both_databases_find_the_same(
    server: psycopg.Connection[tuple[object, ...]],
    small: sqlite3.Connection,
    before: str,
    wanted: str,
    behind: str,
    other: str,
    inside: bool,
) -> None:
    text = before + wanted.swapcase() + behind if inside else other
    postgresql, sqlite = _found(server, small, text, wanted)
    assert postgresql == sqlite


@given(TEXTS)
def test_a_text_holds_and_is_itself(text: str) -> None:
    assert equivalents.equals_text(text, equivalents.fold_text(text)) and equivalents.contains_text(
        f"x{text}y", equivalents.fold_text(text)
    )
    assert equivalents.fold_text(equivalents.fold_text(text)) == equivalents.fold_text(text) and len(
        equivalents.fold_text(text)
    ) == len(text)


def test_nothing_holds_or_is_what_is_unknown() -> None:
    assert equivalents.contains_text(None, "x") is None and equivalents.equals_text(None, "x") is None


def test_every_character_is_in_one_class() -> None:
    every = [char for members in equivalents._classes().values() for char in members]
    assert len(every) == len(set(every)) > 8000
