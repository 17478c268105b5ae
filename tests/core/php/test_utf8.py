"""Texts that are not UTF-8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.php.utf8 import as_bytes, check_utf8, is_utf8, scrub_utf8


def read(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"quay", "quay"),
        (b"qu\xe9y", "qu\ufffdy"),
        (b"\xe2\x82x", "\ufffdx"),
        (b"\xe2\x82\xac\xe2\x82", "€\ufffd"),
        (b"\xc0\x80", "\ufffd\ufffd"),
        (b"\xf0\x9f\x98", "\ufffd"),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
    ],
)
def test_each_piece_that_is_no_character_is_replaced(data, shown):
    assert scrub_utf8(read(data)) == check_utf8(read(data), scrub=True) == shown
    assert is_utf8(read(data)) is (data == b"quay")
    assert check_utf8(read(data)) == ("quay" if data == b"quay" else "")


@given(st.binary())
def test_what_is_scrubbed_is_utf8(data):
    assert is_utf8(scrub_utf8(read(data)))
    assert as_bytes(read(data)) == data


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_scrubbed(text):
    assert is_utf8(scrub_utf8(text))
