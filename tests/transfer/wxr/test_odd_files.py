"""Export files of converters and old sites: numbers beyond all bounds, rings of parents, dates of all shapes, terms that share ids."""

from __future__ import annotations

import contextlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transfer.wxr.conftest import Bring
from tests.transfer.wxr.files import SITE, author, comment, item, meta, wxr
from wirepress.content.comments.models import Comment
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.transfer.importing.request import UnreadableSource
from wirepress.transfer.wxr.dates import read_gmt, read_local, read_rfc_date
from wirepress.transfer.wxr.find_loops import find_loops

HUGE = 2**63 - 1


def _category(slug: str, parent: str = "", number: int = 0, name: str = "") -> str:
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{name or slug.title()}</wp:cat_name></wp:category>"
    )


def _tag(slug: str, number: int) -> str:
    return f"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>{slug}</wp:tag_slug><wp:tag_name>{slug}</wp:tag_name></wp:tag>"


@pytest.mark.django_db
def test_numbers_beyond_all_bounds_become_new_ones(bring: Bring) -> None:
    people = author("wilma", HUGE) + author("otto", -3)
    head = people + _category("a", number=HUGE) + _category("b", "a", 2**64)
    text = wxr(
        item(HUGE, comment(HUGE, HUGE - 1) + comment(0)),
        item(2**64, creator="otto", guid=f"{SITE}/?p=other"),
        people=head,
    )
    report = bring(text)
    assert not report.failed
    for model in (Post, Comment, Term, User):
        assert all(pk < 10**6 for pk in model._default_manager.values_list("pk", flat=True))
    assert Term.objects.get(slug="b").parent_id == Term.objects.get(slug="a").pk
    assert not bring(text).changed


@pytest.mark.django_db
def test_rings_of_parents_are_opened(bring: Bring) -> None:
    """A page, a category and a comment that are their own grandparents hang nobody up and get no other parent."""
    items = [
        item(1, post_type="page", post_parent=2),
        item(2, post_type="page", post_parent=1),
        item(3, post_type="page", post_parent=3),
        item(4, post_type="page", post_parent=2),
        item(7, "".join(comment(a, b) for a, b in ((3, 2), (2, 1), (1, 3), (4, 4), (5, 1)))),
    ]
    text = wxr(*items, people=author() + _category("x", "y", 5) + _category("y", "x", 6) + _category("z", "z", 8))
    report = bring(text)
    assert dict(Post.objects.filter(type="page").values_list("id", "parent_id")) == {1: 0, 2: 1, 3: 0, 4: 2}
    assert dict(Term.objects.filter(id__gt=1).values_list("slug", "parent_id")) == {"x": 0, "y": 5, "z": 0}
    assert dict(Comment.objects.values_list("id", "parent_id")) == {1: 0, 2: 1, 3: 2, 4: 0, 5: 1}
    assert sum(times for what, times in report.lost.items() if "lead back" in what) == 4
    assert not bring(text).changed


@given(st.dictionaries(st.integers(1, 30), st.integers(1, 30)))
@pytest.mark.pure
def test_without_the_loops_every_way_ends(parents: dict[int, int]) -> None:
    loops = find_loops(parents)
    tree = {child: parent for child, parent in parents.items() if child not in loops}
    for at in tree:
        for _ in range(31):
            at = tree.get(at, 0)
        assert at == 0
    for start in loops:  # each was in a ring
        at = parents[start]
        for _ in range(31):
            if at == start:
                break
            at = parents[at]
        assert at == start


@pytest.mark.django_db
@pytest.mark.parametrize("parent", ["big-news", "Big News", "big news", "5"])
def test_parents_by_slug_name_or_id(parent: str, bring: Bring) -> None:
    bring(wxr(item(7), people=author() + _category("big-news", number=5, name="Big News") + _category("y", parent, 6)))
    assert Term.objects.get(slug="y").parent_id == 5


@pytest.mark.django_db
def test_zero_is_no_parent_and_no_loss(bring: Bring) -> None:
    report = bring(wxr(item(7), people=author() + _category("y", "0", 6)))
    assert Term.objects.get(slug="y").parent_id == 0
    assert not any("parents" in what for what in report.lost)


@pytest.mark.django_db
def test_terms_of_two_taxonomies_may_share_an_id(bring: Bring) -> None:
    """As before WordPress 4.2: entries of menus still lead to their own."""
    entries = [
        item(
            30 + place,
            meta("_menu_item_type", "taxonomy")
            + meta("_menu_item_object", taxonomy)
            + meta("_menu_item_object_id", "5"),
            post_type="nav_menu_item",
        )
        for place, taxonomy in enumerate(("category", "post_tag"))
    ]
    bring(wxr(item(7), *entries, people=author() + _category("x", number=5) + _tag("x", 5)))
    found = dict(PostMeta.objects.filter(key="_menu_item_object_id").values_list("post_id", "value"))
    ids = dict(Term.objects.filter(slug="x").values_list("taxonomy", "id"))
    assert ids["category"] != ids["post_tag"]
    assert found == {30: str(ids["category"]), 31: str(ids["post_tag"])}


@pytest.mark.django_db
def test_statuses_in_other_letters(bring: Bring) -> None:
    told = ["Publish", " publish ", "PRIVATE", "Draft", "pitch", "Trash", ""]
    bring(wxr(*(item(10 + place, status=status) for place, status in enumerate(told))))
    found = list(Post.objects.order_by("id").values_list("status", flat=True))
    assert found == ["publish", "publish", "private", "draft", "pitch", "trash", "draft"]


@pytest.mark.django_db
def test_creators_named_by_their_shown_name_or_address(bring: Bring) -> None:
    items = [item(7, creator="Wilma Reed"), item(8, creator="WILMA"), item(9, creator="wilma@marsh.example")]
    bring(wxr(*items, item(10, creator="Nobody Else"), people=author(author_display_name="Wilma Reed")))
    assert dict(Post.objects.values_list("id", "author__login")) == {
        7: "wilma",
        8: "wilma",
        9: "wilma",
        10: "Nobody Else",
    }


@pytest.mark.django_db
def test_a_shown_name_of_two_is_neither(bring: Bring) -> None:
    people = author("wilma", 3, author_display_name="The Desk") + author("otto", 4, author_display_name="The Desk")
    bring(wxr(item(7, creator="The Desk"), people=people))
    assert Post.objects.get(id=7).author.login == "The Desk"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2012-5-1 1:2:3", datetime(2012, 5, 1, 1, 2, 3)),
        (" 2012-05-01 10:00:00\n", datetime(2012, 5, 1, 10)),
        ("2012/05/01 10:00", datetime(2012, 5, 1, 10)),
        ("20120501100000", datetime(2012, 5, 1, 10)),
        ("2012-02-30 10:00:00", datetime(2012, 2, 29, 10)),
        ("2012-00-00 00:00:00", datetime(2012, 1, 1)),
        ("2012-05-01 24:00:00", datetime(2012, 5, 2)),
        ("May 1, 2012", datetime(2012, 5, 1)),
        ("01.05.2012 10:00", datetime(2012, 5, 1, 10)),
        ("0000-00-00 00:00:00", None),
        ("-0001-11-30 00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_of_all_shapes(text: str, wanted: datetime | None) -> None:
    assert read_local(text) == wanted


@pytest.mark.pure
def test_moments_with_a_zone() -> None:
    assert read_gmt("2012-05-01T10:00:00+02:00") == datetime(2012, 5, 1, 8)
    assert read_gmt("2012-05-01T10:00:00Z") == datetime(2012, 5, 1, 10)
    assert read_rfc_date("2012-05-01T10:00:00-05:00") == datetime(2012, 5, 1, 15)
    assert read_rfc_date("Sun, 01 Jan 1950 10:00:00 +0000") == datetime(1950, 1, 1, 10)
    assert read_rfc_date("Mon, 30 Nov -0001 00:00:00 +0000") is None


@pytest.mark.pure
@given(st.text(max_size=40))
def test_no_date_is_too_odd(text: str) -> None:
    for read in (read_local, read_gmt, read_rfc_date):
        assert read(text) is None or isinstance(read(text), datetime)


@pytest.mark.django_db
def test_comments_without_a_date_get_their_story_s(bring: Bring) -> None:
    text = wxr(item(7, comment(1, comment_date="", comment_date_gmt="", comment_approved="yes")))
    bring(text)
    found = Comment.objects.get()
    assert (found.date, found.date_gmt, found.approved) == (datetime(2025, 5, 5, 10), datetime(2025, 5, 5, 8), "1")
    assert not bring(text).changed


@pytest.mark.django_db
def test_a_file_may_break_off_anywhere(bring: Bring) -> None:
    """Whatever is cut off: no crash, a word, and nothing that was not public becomes so."""
    text = wxr(
        item(7, meta("a", "b") + comment(3), title="Ünï", status="draft"),
        item(8, status="private"),
        people=author() + _category("x", number=5),
    ).encode()
    end = text.rindex(b"</channel>")
    for cut in range(0, end, 41):
        with contextlib.suppress(UnreadableSource):
            assert bring(text[:cut]).incomplete, cut
        assert set(Post.objects.values_list("status", flat=True)) <= {"draft", "private"}


@pytest.mark.django_db
def test_blocks_in_text_that_was_not_masked(bring: Bring) -> None:
    content = "<!-- wp:paragraph --><p>Low water.</p><!-- /wp:paragraph --><!--more-->"
    text = wxr(item(7, content="HERE")).replace("<![CDATA[HERE]]>", f"<!-- a note of the program -->{content}")
    bring(text)
    assert Post.objects.get(id=7).content == content
