"""Where the stories of a list stand, which layout a story gets, what its place shows until its picture is there."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.web.site.fonts import cut, faces
from wirepress.web.site.present.cards import Card
from wirepress.web.site.present.lists.listing_layout import FEWEST, arrange
from wirepress.web.site.present.looks.shades import class_of, shade_rules
from wirepress.web.site.present.pictures import Picture
from wirepress.web.site.present.story_kind import choose_kind

pytestmark = pytest.mark.pure
PLAIN = Card(0, "/a/", "A", "", None, None, None, "", "")
DRAWN = Picture("/a.jpg", "https://news.example/a.jpg", width=1200, height=800)


def _card(number: int, drawn: bool) -> Card:
    return dataclasses.replace(PLAIN, id=number, picture=DRAWN if drawn else None)


@given(st.lists(st.booleans(), max_size=40), st.booleans())
def test_every_story_has_one_place(drawn: list[bool], first_page: bool) -> None:
    cards = [_card(number, one) for number, one in enumerate(drawn)]
    layout = arrange(cards, first_page=first_page)
    placed = [*([layout.lead] if layout.lead else []), *layout.second, *layout.lines, *layout.rows]
    assert sorted(card.id for card in placed) == [card.id for card in cards]
    assert [card.id for card in layout.rows] == sorted(card.id for card in layout.rows)
    if layout.lead is not None:
        assert first_page and layout.lead.large and len(cards) >= FEWEST and len(layout.second) == 2
    else:
        assert not first_page or len(cards) < FEWEST or not any(drawn[:3])


@pytest.mark.parametrize(
    ("post_format", "words", "picture_width", "sections", "kind"),
    [
        ("gallery", 2000, 2000, [7], "gallery"),
        ("aside", 500, 0, [], "short"),
        ("", 1200, 1600, [], "long"),
        ("", 1200, 640, [], "standard"),
        ("", 90, 0, [], "short"),
        ("", 90, 800, [], "standard"),
        ("", 1200, 1600, [7, 3], "opinion"),
        ("standard", 0, 0, [], "standard"),
    ],
)
def test_a_story_gets_the_layout_of_its_kind(
    post_format: str, words: int, picture_width: int, sections: list[int], kind: str
) -> None:
    assert choose_kind(post_format, words, picture_width, sections, {3}) == kind


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_has_a_shade(color: int) -> None:
    assert f".{class_of(f'#{color:06x}')}{{background-color:#" in shade_rules()


@pytest.mark.parametrize("face", faces.FACES, ids=lambda face: face.source)
def test_a_face_is_cut_to_what_a_page_loads(face: faces.Face) -> None:
    made = cut.cut_font(face, "latin")
    assert made.startswith(b"wOF2") and 8_000 < len(made) < 18_000
    assert cut.cut_font(face, "latin") is made
    assert faces.parse_name(face.name("latin")) == (face, "latin")
    assert faces.digest(face, "latin") != faces.digest(face, "latin-ext")


@pytest.mark.parametrize(
    "name", ["site/fonts/serif-500.latin.woff2", "site/fonts/serif-400.runes.woff2", "site/x.woff2"]
)
def test_other_names_are_no_fonts(name: str) -> None:
    assert faces.parse_name(name) is None


def test_scripts_do_not_overlap() -> None:
    points = [point for ranges in faces.SCRIPTS.values() for point in cut.code_points(ranges)]
    assert len(points) == len(set(points)) and cut.code_points("U+41-43, U+100") == [65, 66, 67, 256]
