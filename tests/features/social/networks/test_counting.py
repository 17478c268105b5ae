"""How networks count, and how texts are cut: by the networks' own examples, and for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.social.networks.shared import counting

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("harbour", 7),
        ("Kaı", 3),
        ("e\u0301", 1),  # NFC makes one letter of it
        ("港", 2),
        (FAMILY, 2),
        ("👍🏽", 2),
        ("🇩🇪🇫🇷", 4),
        ("1️⃣", 2),
        ("©", 1),
        ("–“”…", 5),
        ("https://news.example/" + "x" * 200, 23),
        ("see http://a.de, now", 4 + 23 + 5),
        ("news.example.com/story", 23),
        ("mail me@example.com", 19),
        ("no.w", 4),
    ],
)
def test_x_counts_by_weight(text: str, length: int) -> None:
    assert counting.count_x(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (FAMILY, 1),
        ("e\u0301", 1),
        ("https://news.example/" + "x" * 200, 23),
        ("(https://news.example/a_(b))", 25),
        ("@anna@quay.example hello", 11),
        ("@anna hello", 11),
        ("\r\n", 1),
    ],
)
def test_mastodon_counts_graphemes_addresses_and_mentions(text: str, length: int) -> None:
    assert counting.count_mastodon(text) == length


@pytest.mark.parametrize(("text", "length"), [("é", 1), ("👍", 4), (FAMILY, 25), ("a👍b", 6), ("港", 1)])
def test_threads_counts_an_emoji_by_its_bytes(text: str, length: int) -> None:
    assert counting.count_threads(text) == length


@pytest.mark.parametrize(("text", "length"), [("a", 1), ("👍", 2), ("港", 1)])
def test_telegram_counts_code_units(text: str, length: int) -> None:
    assert counting.count_utf16(text) == length


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at https://a.example/x.", ["https://a.example/x"]),
        ("(see https://a.example/x)", ["https://a.example/x"]),
        ("https://a.example/x_(y) and https://b.example", ["https://a.example/x_(y)", "https://b.example"]),
        ("«https://a.example»", ["https://a.example"]),
        ("HTTPS://A.EXAMPLE", ["HTTPS://A.EXAMPLE"]),
        ("no address", []),
    ],
)
def test_addresses_are_found_without_what_follows_them(text: str, found: list[str]) -> None:
    assert [text[begin:end] for begin, end in counting.find_addresses(text)] == found


def test_a_cut_text_ends_at_a_word_with_its_address() -> None:
    text = "The quay opens on Monday. https://a.example/x Read on."
    assert counting.shorten_text(text, lambda one: len(one) <= 40, keep="https://a.example/x") == (
        "The quay opens on… https://a.example/x"
    )
    assert counting.shorten_text("one two three", lambda one: len(one) <= 8) == "one two…"
    assert counting.shorten_text("x" * 50, lambda one: len(one) <= 10) == "x" * 9 + "…"
    assert counting.shorten_text("abc", lambda one: len(one) <= 0) == ""


COUNTS = [
    counting.count_x,
    counting.count_mastodon,
    counting.count_threads,
    counting.count_utf16,
    counting.count_graphemes,
]


@given(st.text(max_size=120), st.integers(1, 60), st.sampled_from(COUNTS))
def test_whatever_is_cut_fits_and_begins_as_it_did(text: str, most: int, count: object) -> None:
    cut = counting.shorten_text(text, lambda one: count(one) <= most)  # type: ignore[operator]
    assert count(cut) <= most  # type: ignore[operator]
    assert text.strip().startswith(cut.removesuffix("…").rstrip()) or cut == text.strip()


@given(st.text(max_size=80), st.text(max_size=80))
def test_counts_never_shrink_when_a_line_is_added(first: str, second: str) -> None:
    for count in (counting.count_x, counting.count_threads, counting.count_utf16):
        assert count(first + "\n") >= count(first) - 1 and count(second) >= 0
