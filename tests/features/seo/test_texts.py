"""Plain texts for heads: separators, widths, pictures, what is no tag."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.hooks import PageFacts
from wirepress.features.seo.head import texts
from wirepress.features.seo.head.smart_tags import TAGS, Scope, replace_tags
from wirepress.features.seo.head.text_width import text_width
from wirepress.features.seo.head.write_tags import code_of
from wirepress.features.seo.overrides.values import EMPTY, as_json, from_json
from wirepress.features.seo.settings.head import HeadSettings

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
SCOPE = Scope(PageFacts("search", words="low <b>water</b> #site_title"), HeadSettings(), EMPTY)


@given(WORDS, st.sampled_from(["–", "-", "|", "»", ""]))
def test_tidying_twice_changes_nothing_more(text: str, separator: str) -> None:
    once = texts.tidy(text, separator)
    assert texts.tidy(once, separator) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [("– a –", "a"), ("a –  – b", "a – b"), ("a-b", "a-b"), ("–", ""), ("a – b", "a – b"), ("", "")],
)
def test_separators_without_words_go(text: str, expected: str) -> None:
    assert texts.tidy(f" {text} ", "–") == expected


@given(WORDS.filter(lambda text: "#" not in text))
def test_a_text_without_tags_stays(text: str) -> None:
    assert replace_tags(text, SCOPE) == text


@pytest.mark.parametrize(
    "text", ["#1 story", "#post_titles", "#post_title2", "#Post_title", "# post_title", "##", "#x-y"]
)
def test_what_is_no_tag_stays(text: str) -> None:
    assert replace_tags(text, SCOPE) == text


def test_what_a_tag_stands_for_is_not_read_again() -> None:
    assert replace_tags("#search_term!", SCOPE) == "low water #site_title!"


@pytest.mark.django_db
@pytest.mark.parametrize("subject", ["front", "date", "missing", "search", "term", "author", "story"])
def test_every_tag_has_an_answer_on_every_page(subject: str) -> None:
    scope = Scope(PageFacts(subject), HeadSettings(), EMPTY)  # type: ignore[arg-type]
    assert all(isinstance(replace_tags(f"#{name}", scope), str) for name in TAGS)


@given(WORDS)
def test_widths_add_up(text: str) -> None:
    assert abs(text_width(text + text) - 2 * text_width(text)) <= 1


def test_wide_letters_are_wider() -> None:
    assert text_width("W") > text_width("a") > text_width("i") and text_width("漢") == 20


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("abc", "abc"),
        ('<meta name="google-site-verification" content="a&amp;b" />', "a&b"),
        ("<meta content='x' name='y'>", "x"),
        ("", ""),
    ],
)
def test_codes_of_verification(value: str, code: str) -> None:
    assert code_of(value) == code


@pytest.mark.parametrize(
    "text", ["<figure>" * 8000, "<figure><figure>" * 4000 + "</figure>", "<div " * 12000, "[" * 20000]
)
def test_hostile_texts_take_no_time(text: str) -> None:
    started = time.process_time()
    texts.plain(texts._apart(texts._without_pictures(text[:60_000])))
    assert time.process_time() - started < 2


@given(
    st.dictionaries(
        st.sampled_from(["title", "robots", "og_tags", "paid", "primary", "nodes", "unknown", "article_type"]),
        st.none() | st.booleans() | WORDS | st.lists(WORDS, max_size=2) | st.dictionaries(WORDS, WORDS, max_size=2),
    )
)
def test_whatever_is_stored_is_read_as_far_as_it_fits(stored: dict[str, object]) -> None:
    found = from_json(stored)
    assert from_json(as_json(found)) == found
    assert all(isinstance(getattr(found, name), type(getattr(EMPTY, name))) for name in ("title", "robots", "og_tags"))
