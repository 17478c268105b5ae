"""What is embedded in a list costs the same for three items and for thirty, each with an author, picture, section and thread of its own."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.sections import first_section
from wirepress.content.comments.models import Comment
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 30
START = datetime(2026, 1, 5, 8, 0)
# List -> queries that it may ask with everything embedded, as a reader and as an administrator in the newsroom's context.
LISTS = {
    "posts": (64, 76),
    "pages": (52, 64),
    "media": (52, 60),
    "comments": (48, 52),
    "categories": (20, 20),
    "tags": (14, 14),
    "users": (14, 16),
    "search": (46, 46),
}


def _fill(start: int, end: int) -> None:
    for place in range(start, end):
        author = create_user(login=f"a{place}", email=f"a{place}@desk.example", password="x-y-z", role="author")
        picture = create_post(
            {"title": f"Pier {place}", "status": "inherit", "mime_type": "image/png"},
            actor=author,
            post_type="attachment",
        )
        sizes = {"thumbnail": {"file": f"p{place}-150x150.png", "width": 150, "height": 150, "mime-type": "image/png"}}
        MediaFile.objects.create(
            post=picture, path=f"2026/01/p{place}.png", metadata={"width": 300, "height": 300, "sizes": sizes}
        )
        above = create_term("category", f"Coast {place}").pk
        section, tag = (
            create_term("category", f"Bay {place}", parent=above).pk,
            create_term("post_tag", f"tide {place}").pk,
        )
        story = create_post(
            {
                "title": f"Story {place}",
                "content": f"<p>Of day {place}.</p>",
                "status": "publish",
                "featured_media": picture.pk,
                "date_gmt": START + timedelta(days=place),
                "categories": [section],
                "tags": [tag, create_term("post_tag", f"ebb {place}").pk],
            },
            actor=author,
        )
        update_post(story, {"content": f"<p>Of day {place}, changed.</p>"}, actor=author)
        Post.objects.filter(pk=picture.pk).update(parent_id=story.pk)
        over = create_post({"title": f"Desk {place}", "status": "publish"}, actor=author, post_type="page")
        create_post(
            {"title": f"Masthead {place}", "status": "publish", "parent": over.pk}, actor=author, post_type="page"
        )
        said = Comment.objects.create(
            post_id=story.pk, user_id=author.pk, content=f"Said {place}", date_gmt=START, date=START
        )
        for answer in range(2):
            Comment.objects.create(
                post_id=story.pk,
                parent_id=said.pk,
                author_name="Reader",
                author_email=f"r{place}-{answer}@mail.example",
                content=f"Answered {place} {answer}",
                date_gmt=START,
                date=START,
            )
    store.forget()


@pytest.fixture
def chief(db: None) -> Iterator[str]:
    """The Authorization of an administrator; pretty addresses."""
    store.forget()
    first_section()
    store.put("permalink_structure", "/%category%/%postname%/")
    user = create_user(login="chief", email="c@desk.example", password="x-y-z", role="administrator")
    _, secret = application_passwords.create(user, "budget")
    yield "Basic " + base64.b64encode(f"chief:{secret}".encode()).decode()
    store.forget()


def _asked(family: str, context: str, basic: str) -> tuple[int, str]:
    """Queries of the list, and what was embedded."""
    query = "search=story&" if family == "search" else ""
    headers = {"HTTP_AUTHORIZATION": basic} if basic else {}
    address = f"/wp-json/wp/v2/{family}?{query}per_page=100&_embed=1&context={context}"
    Client().get(address, **headers)
    store.forget()
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(address, **headers)
    assert answer.status_code == 200, answer.content[:300]
    return len(queries), answer.content.decode()


@pytest.mark.parametrize("newsroom", [False, True])
@pytest.mark.parametrize("family", LISTS)
def test_what_is_embedded_asks_a_fixed_number(family: str, newsroom: bool, chief: str) -> None:
    context = "edit" if newsroom and family != "search" else "view"
    _fill(0, FEW)
    few, shown = _asked(family, context, chief if newsroom else "")
    _fill(FEW, MANY)
    many, _ = _asked(family, context, chief if newsroom else "")
    if family not in ("tags", "users"):
        assert "_embedded" in shown
    assert many <= few + 2, f"{few} queries for {FEW}, {many} for {MANY}"
    assert many <= LISTS[family][newsroom]


def test_what_is_embedded_is_what_its_own_address_answers(chief: str) -> None:
    _fill(0, 4)
    for story in Client().get("/wp-json/wp/v2/posts?_embed=1").json():
        for rel, links in story["_links"].items():
            for link, embedded in zip(links, story["_embedded"].get(rel, []), strict=False):
                if link.get("embeddable"):
                    joint = "&" if "?" in link["href"] else "?"
                    own = Client().get(f"{link['href']}{joint}context=embed&per_page=100").json()
                    assert embedded == own, rel


def test_what_a_reader_may_not_see_is_not_embedded(chief: str) -> None:
    _fill(0, 2)
    story = Post.objects.filter(type="post").first()
    assert story is not None
    hidden = create_post({"title": "Secret pier", "status": "private"}, actor=story.author, post_type="page")  # type: ignore[arg-type]
    Post.objects.filter(type="page").exclude(pk=hidden.pk).update(parent_id=hidden.pk)
    assert "Secret pier" not in Client().get("/wp-json/wp/v2/pages?_embed=1").content.decode()
    Comment.objects.filter(parent_id=0).update(approved="0")
    assert "Said 0" not in Client().get("/wp-json/wp/v2/comments?_embed=1").content.decode()
