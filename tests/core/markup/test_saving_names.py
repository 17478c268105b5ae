"""Names, descriptions and addresses of people, commenters and terms on their way into the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.markup.fields.save_filters import save_description, save_email, save_name, save_url

MARKUP = st.text(alphabet="<>&\"'/= abimgsvgonerrorscriptjavascript:;#x0", max_size=60)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Salt & Sons", "Salt &amp; Sons"),
        ("Salt &amp; Sons", "Salt &amp; Sons"),
        ("<b>Ann</b> Reed<script>alert(1)</script>", "Ann Reed"),
        ("2 < 3", "2 &lt; 3"),
        ("</title><svg onload=alert(1)>", ""),
        ("<img src=x onerror=alert(1)", "&lt;img src=x onerror=alert(1)"),
    ],
)
def test_names(text: str, stored: str) -> None:
    assert save_name(text) == stored == save_name(stored)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Writes of <b>tides</b>.\nAnd mud.", "Writes of <b>tides</b>.\nAnd mud."),
        ("x<img src=x onerror=alert(1)>y", "xy"),
        ('<a href="javascript:alert(1)" onclick="x()" rel="me">me</a>', '<a href="alert(1)" rel="me">me</a>'),
        ("a & b", "a &amp; b"),
    ],
)
def test_descriptions(text: str, stored: str) -> None:
    assert save_description(text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("https://quay.example/a?b=1&c=2", "https://quay.example/a?b=1&amp;c=2"),
        ("javascript:alert(1)", ""),
        (" https://quay.example/ ", "https://quay.example/"),
        ("quay.example", "http://quay.example"),
        ("", ""),
    ],
)
def test_urls(text: str, stored: str) -> None:
    assert save_url(text) == stored


def test_mail_addresses() -> None:
    assert save_email(" ann@quay.example ") == "ann@quay.example"
    assert save_email('"<svg onload=x>"@quay.example') == "svgonload=x@quay.example"
    assert save_email("<svg>") == ""


@given(MARKUP)
def test_nothing_of_it_is_markup_that_acts(text: str) -> None:
    assert "<" not in save_name(text) and "<" not in save_url(text) and "<" not in save_email(text)
    stored = save_description(text).lower()
    assert "<img" not in stored and "<svg" not in stored and "<script" not in stored
