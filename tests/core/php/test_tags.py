"""PHP's idea of a tag."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.php.strings import strip_tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain > text", "plain > text"),
        ("<p>One <b>two</b></p>", "One two"),
        ("1 < 2 and 3 <4 gone", "1 < 2 and 3 "),
        ("a<br/>b<hr\n>c", "abc"),
        ('<a title="x > y">z</a>', "z"),
        ("<a title='it\"s'>z</a>", "z"),
        ("<a <b>> inner</a>", " inner"),
        ("x<!-- a > b -->y", "xy"),
        ("x<!-->y", "xy"),
        ('x<!DOCTYPE html "p">y', "xy"),
        ('x<!ELEMENT "a>b">y', "xy"),
        ("x<?php echo '?>'; (1 > 2) ?>y", "xy"),
        (' <?xml version="1.0"?>y', " y"),
        ("nul\0s <b\0>gone", "nuls gone"),
        ("open <a href='x", "open "),
        ("end <", "end "),
        ("<<b>>x", "x"),
    ],
)
def test_strip_tags(text: str, expected: str) -> None:
    assert strip_tags(text) == expected


@given(st.text(alphabet="<>!?-'\"() abxmlphp\0\\"))
def test_adds_nothing_and_text_before_the_first_tag_stays(text: str) -> None:
    stripped = strip_tags(text)
    assert len(stripped) <= len(text)
    assert stripped.startswith(text.partition("<")[0].replace("\0", ""))


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<?", '<a "', ">", "<!", "<a <b", "\0"])
def test_hostile_texts_take_linear_time(piece: str) -> None:
    started = time.process_time()
    assert len(strip_tags(piece * 300_000)) <= len(piece) * 300_000
    assert time.process_time() - started < 3
