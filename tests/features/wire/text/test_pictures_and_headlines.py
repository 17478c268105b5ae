"""The largest of a picture's addresses, in whatever attribute it waits; and a headline that the body says once more."""

from __future__ import annotations

import pytest

from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.text.picture_address import largest_address, parse_srcset
from wirepress.features.wire.text.sanitize import clean_body

BASE = "https://paper.example/news/ferry"


def _body(markup: str, title: str = "Night ferry stands still") -> str:
    return clean_body(Entry(url=BASE, title=title, content_html=markup), Policy(), base=BASE).html


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='/s.jpg' srcset='/s.jpg 300w, /large.jpg 1200w, /m.jpg 600w'>",
        "<img src='/s.jpg' srcset='/s.jpg, /large.jpg 2x'>",
        "<img src='data:image/gif;base64,R0' data-srcset='/s.jpg 300w,/large.jpg 1200w'>",
        "<img src='/s.jpg' data-lazy-srcset='/large.jpg 1200w'>",
        "<img src='/s.jpg' data-orig-file='/large.jpg' data-src='/m.jpg'>",
        "<img src='data:x' data-src='/large.jpg'>",
        "<img src='/lazy-placeholder.png' data-original='/large.jpg'>",
        "<img data-lazy='/large.jpg'>",
        "<picture><source srcset='/m.webp 600w'><source srcset='/s.webp 300w, /large.jpg 1600w'><img src='/s.jpg'></picture>",
        "<picture><source data-srcset='/large.jpg 1600w'><img src='data:x'></picture>",
        "<img src='data:x'><noscript><img src='/large.jpg'></noscript>",
        "<img src='/spacer.gif'> <noscript><img src='/s.jpg' srcset='/large.jpg 900w'></noscript>",
        "<amp-img src='/s.jpg' srcset='/large.jpg 900w' width=600 height=400></amp-img>",
    ],
)
def test_the_largest_is_taken(markup: str) -> None:
    made = _body(f"<p>x</p>{markup}")
    assert made.count("<img") == 1 and 'src="https://paper.example/large.jpg"' in made


@pytest.mark.pure
@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a.jpg 1x, b.jpg 2x", [("a.jpg", 1.0), ("b.jpg", 2.0)]),
        (
            "https://r.example/w_300,h_2/a.jpg 300w, /b.jpg 600w",
            [("https://r.example/w_300,h_2/a.jpg", 300.0), ("/b.jpg", 600.0)],
        ),
        ("a.jpg, b.jpg", [("a.jpg", 1.0), ("b.jpg", 1.0)]),
        ("a.jpg 300w 200h", [("a.jpg", 300.0)]),
        (" , a.jpg nonsense,, b.jpg -3w", [("a.jpg", 1.0), ("b.jpg", 1.0)]),
        ("data:image/png;base64,xx 1x, /b.jpg 2x", [("/b.jpg", 2.0)]),
        ("", []),
    ],
)
def test_sets_are_read_as_browsers_read_them(value: str, found: list[tuple[str, float]]) -> None:
    assert parse_srcset(value) == found


@pytest.mark.pure
def test_nothing_is_no_address() -> None:
    assert largest_address({}) == largest_address({"src": "data:x"}) == largest_address({"src": None}) == ""


def test_signs_of_emotion_become_text() -> None:
    assert (
        _body("<p>Fine <img class='wp-smiley' alt='\U0001f642' src='https://s.w.org/e.png'> day</p>")
        == "<p>Fine \U0001f642 day</p>"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>Night ferry stands still</h1><p>Fog.</p>",
        "<header><h1 class=x><a href='/'>Night  ferry stands <em>still</em></a></h1></header><p>Fog.</p>",
        "<p>By Ann</p><h1>NIGHT FERRY STANDS STILL!</h1><p>Fog.</p>",
        "<h2>Night ferry stands still</h2><p>Fog.</p>",
        "<h1>Night ferry stands still | The Courier</h1><p>Fog.</p>",
    ],
)
def test_a_headline_that_the_body_repeats_goes(markup: str) -> None:
    made = _body(markup)
    assert "still" not in made.lower() and made.endswith("<p>Fog.</p>")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Fog.</p><h2>Night ferry stands still</h2><p>More.</p>",
        "<h1>What the crew says</h1><p>Fog.</p>",
        "<h2>Ferry</h2><p>Fog.</p>",
        "<p>Night ferry stands still</p>",
    ],
)
def test_other_headings_stay(markup: str) -> None:
    assert "still" in _body(markup).lower() or "crew" in _body(markup) or "Ferry" in _body(markup)
