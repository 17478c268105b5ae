"""A story that asks for too much: readers get the rest of it, the newsroom is told, and the database is asked a bounded number of times."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.rest.conftest import Ask, Write
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.settings import limits

pytestmark = pytest.mark.django_db
BEHIND = "<!-- wp:paragraph -->\n<p>Behind them.</p>\n<!-- /wp:paragraph -->"


def _lists(number: int, attributes: str = '{{"postsToShow":{}}}') -> str:
    return "".join(f"<!-- wp:latest-posts {attributes.format(n)} /-->" for n in range(1, number + 1)) + BEHIND


def _nested(depth: int) -> str:
    text = "<!-- wp:post-title /--><!-- wp:post-excerpt /-->"
    for _ in range(depth):
        text = (
            '<!-- wp:query {"query":{"perPage":100}} --><div class="wp-block-query"><!-- wp:post-template -->'
            f"{text}<!-- /wp:post-template --></div><!-- /wp:query -->"
        )
    return text + BEHIND


def _ids(number: int) -> str:
    many = ",".join(str(n) for n in range(1, number))
    title = "<!-- wp:post-template --><!-- wp:post-title /--><!-- /wp:post-template -->"
    loop = f'<!-- wp:query {{"query":{{"perPage":3,"exclude":[{many}]}}}} -->{title}<!-- /wp:query -->'
    return f'{loop}[gallery exclude="{many}"]{BEHIND}'


def _asked(ask: Ask, post: Post) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as asked:
        answer = ask(f"/wp/v2/posts/{post.pk}")
    assert answer.status_code == 200, answer.content[:300]
    return len(asked), answer.json()["content"]["rendered"]


def test_the_same_list_in_a_story_costs_as_much_as_one(ask: Ask, write: Write) -> None:
    one, many = (write(f"Tide {n}", content=_lists(n, "")) for n in (1, 200))
    _asked(ask, one)
    (few, _), (more, html) = _asked(ask, one), _asked(ask, many)
    assert more <= few + 2 and html.count("<ul ") == 200


@pytest.mark.parametrize(
    "text",
    [
        _lists(200),
        _nested(5),
        _ids(60_000),
        "".join(f'<img src="/{n}.png" class="wp-image-{n}">' for n in range(1, 40_000)),
        "".join(f'[gallery id="{n}"]' for n in range(1, 500)),
        "".join(f'<!-- wp:block {{"ref":{n}}} /-->' for n in range(1, 7000)),
    ],
    ids=["many lists", "lists in lists", "many numbers", "many pictures", "many galleries", "many synced blocks"],
)
def test_a_story_asks_a_bounded_number_of_questions(ask: Ask, write: Write, text: str) -> None:
    for n in range(12):
        write(f"Tide {n}", content="<p>Sand.</p>")
    post = write("Everything", content=f"Before them.\n\n{text}\n\nAt the end.")
    asked, html = _asked(ask, post)
    assert (
        asked < limits.RENDER_LISTS * 12 + limits.RENDER_SINGLE + 200
        and "Before them." in html
        and "At the end." in html
    )


def test_a_story_is_the_same_alone_and_in_a_list(ask: Ask, write: Write) -> None:
    posts = [write(f"Tide {n}", content=_lists(70)) for n in range(3)]
    alone = [_asked(ask, post)[1] for post in posts]
    listed = {row["id"]: row["content"]["rendered"] for row in ask("/wp/v2/posts?per_page=10").json()}
    assert [listed[post.pk] for post in posts] == alone and all(
        html.count("<ul ") == limits.RENDER_LISTS for html in alone
    )


def test_the_newsroom_hears_which_blocks_stay_empty(write: Write) -> None:
    context = render.new_context()
    notes = render.blocks_left_empty(write("Everything", content=_lists(70)), context)
    assert (
        len(notes) == 1
        and notes[0].startswith("core/latest-posts was left empty 10 times")
        and "60 different lists" in notes[0]
    )
    assert render.blocks_left_empty(write("Little", content=_lists(5)), context) == []
