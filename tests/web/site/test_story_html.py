"""What the pages' HTML keeps of the rules of HTML, whatever a story holds."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.comments.models import Comment
from wirepress.content.options import site
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.web.site.story_html.prepare import prepare
from wirepress.web.site.story_html.styles import StyleSheet

HOME = "http://news.example"
HEADING = re.compile(r"<h([1-6])\b([^>]*)>")


def levels(html: str) -> list[int]:
    """The levels that a reader's software is told of."""
    return [
        int(found[1]) if (found := re.search(r'aria-level="(\d)"', more)) else int(tag)
        for tag, more in HEADING.findall(html)
    ]


def shown(html: str) -> str:
    """A story's HTML as a page has it."""
    return prepare(html, StyleSheet())


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("2 3 3 2", [2, 3, 3, 2]),
        ("3 3 4", [2, 2, 3]),
        ("3 2 3", [2, 2, 3]),
        ("4 6 5 2 5", [2, 3, 3, 2, 3]),
        ("1 2", [2, 3]),
        ("6", [2]),
        ("", []),
    ],
)
def test_headings_of_a_story_have_levels_without_gaps(tags: str, expected: list[int]) -> None:
    assert levels(shown("".join(f"<h{tag}>A</h{tag}><p>b</p>" for tag in tags.split()) or "<p>a</p>")) == expected


def test_a_heading_with_another_role_is_left_alone() -> None:
    assert "aria-level" not in shown('<h4 role="presentation">A</h4>')


def test_a_table_with_a_caption_is_named_by_it() -> None:
    plain, captioned = (
        shown(f'<figure class="wp-block-table"><table><tr><td>1</td></tr></table>{end}</figure>')
        for end in ("", "<figcaption>Fares</figcaption>")
    )
    assert 'role="region"' in plain and 'tabindex="0"' in plain
    assert "role=" not in captioned and "aria-label" not in captioned and 'tabindex="0"' in captioned


@pytest.mark.parametrize("before", ["p", "h2", "strong", "a"])
def test_no_paragraph_inside_of_text(before: str) -> None:
    html = shown(f'<{before}>a <iframe src="https://elsewhere.example/x"></iframe></{before}>')
    assert '<span class="embed-link">' in html and "<p class" not in html
    assert '<p class="embed-link">' in shown('<figure><iframe src="https://elsewhere.example/x"></iframe></figure>')


def test_every_article_of_a_page_has_a_heading(write: Write, reader: Client) -> None:
    post = write(content='<h4>Tide</h4><p>a</p><article class="own"><h5>Sand</h5></article>')
    for author in ("Ottoline", ""):
        first = Comment.objects.create(
            post_id=post.pk, author_name=author, content="Nice", date_gmt=site.now_gmt(), approved="1"
        )
    Comment.objects.create(
        post_id=post.pk, author_name="Tern", content="So", date_gmt=site.now_gmt(), approved="1", parent_id=first.pk
    )
    write("Other", sticky=True)
    address = post_link(post).removeprefix(HOME)
    for path in (
        address,
        f"{address}embed/",
        "/",
        "/?s=tide",
        "/category/harbour/",
        "/author/edda/",
        "/no/such/",
        "/2026/",
    ):
        html = reader.get(path).content.decode()
        articles = html.split("<article")[1:]
        assert articles or path == "/2026/", path
        assert all(HEADING.search(one.partition("</article>")[0]) for one in articles), path
        assert levels(html)[0] == 1, path
