"""Header texts: bytes that are UTF-8 or Latin-1, and parameters with their extended form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.http.header_text import header_parameter, header_text


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_utf_8_is_read_as_utf_8(text: str) -> None:
    assert header_text(text.encode().decode("latin-1")) == text


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_text_that_was_read_is_not_read_again(text: str) -> None:
    if any(ord(char) > 255 for char in text):
        assert header_text(text) == text


def test_what_is_no_utf_8_is_latin_1() -> None:
    assert header_text("Straße.jpg") == "Straße.jpg" and header_text("caf\xe9") == "café"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('attachment; filename="quay.jpg"', "quay.jpg"),
        ("attachment; filename=quay.jpg", "quay.jpg"),
        ("attachment; FileName = quay 2.jpg ; size=3", "quay 2.jpg"),
        ('attachment; filename="a \\"b\\" c.jpg"', 'a "b" c.jpg'),
        ('attachment; filename="a; b.jpg"', "a; b.jpg"),
        ("filename=quay.jpg", "quay.jpg"),
        ("attachment; filename*=UTF-8''%D0%A1%D0%BD%D0%B8%D0%BC%D0%BE%D0%BA.jpg", "Снимок.jpg"),
        ("attachment; filename=x.jpg; filename*=utf-8'en'%e2%82%ac.jpg", "€.jpg"),
        ("attachment; filename*=iso-8859-1'en'%A3.jpg; filename=x.jpg", "£.jpg"),
        ("attachment; filename*=utf-8''%ff.jpg; filename=x.jpg", "x.jpg"),
        ("attachment; filename*=koi8-r''%ff.jpg", None),
        ('attachment; filename="Möwe.jpg"', "Möwe.jpg"),
        ("attachment", None),
        ("attachment; nofilename=x.jpg", None),
        ("", None),
    ],
)
def test_parameters(value: str, name: str | None) -> None:
    assert header_parameter(value, "filename") == name


@given(st.text())
def test_no_text_breaks_it(value: str) -> None:
    header_parameter(value, "filename")
