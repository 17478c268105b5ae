"""Stars in comments: given with a comment, one voice a person, on the page and in the structured data."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.features.engagement.conftest import Story
from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.options import features, store
from wirepress.content.posts.models import Post
from wirepress.features.engagement.ratings.stars import rating_of, read_stars
from wirepress.features.engagement.settings import OPTION

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def _rated(post: Post, stars: Any, mail: str = "", **fields: Any) -> Comment:
    comment = Comment.objects.create(post_id=post.pk, content="Yes.", author_email=mail, author_name="A", **fields)
    CommentMeta.objects.create(comment=comment, key="rating", value=stars)
    return comment


def _page(post: Post) -> str:
    return Client().get(f"/?p={post.pk}", follow=True).content.decode()


def _comment(post: Post, **form: Any) -> Any:
    fields = {
        "comment_post_ID": post.pk,
        "author": "Ann",
        "email": "ann@reader.example",
        "comment": "Well told.",
        **form,
    }
    return Client().post("/wp-comments-post.php", fields)


def test_stars_come_with_a_comment(story: Story) -> None:
    post = story()
    assert _comment(post, rating="4").status_code == 302
    assert CommentMeta.objects.get(key="rating").value == 4
    Comment.objects.update(approved="1")
    assert "4 of 5 stars" in _page(post) and "from 1 reader<" in _page(post)


@pytest.mark.parametrize("rating", ["", "0", "6", "-1", "five", "4.5", "4 ", "<b>4</b>", "٤"])
def test_what_is_no_number_of_stars_is_kept_by_nobody(story: Story, rating: str) -> None:
    assert _comment(story(), rating=rating, comment=f"Told {rating!r}").status_code == 302
    assert CommentMeta.objects.filter(key="rating").count() == (1 if rating == "4 " else 0)


def test_a_refused_comment_keeps_its_stars(story: Story) -> None:
    answer = _comment(story(), rating="3", comment="")
    assert answer.status_code == 400 and b'value="3" checked' in answer.content
    assert CommentMeta.objects.count() == 0


def test_a_person_has_one_voice_the_last(story: Story) -> None:
    post = story()
    for stars, mail in ((1, "ann@x.example"), ("5", "Ann@x.example"), (2, ""), (4, "")):
        _rated(post, stars, mail)
    _rated(post, 1, "waiting@x.example", approved="0")
    _rated(post, "x", "odd@x.example")
    found = rating_of(post.pk)
    assert (found.people, found.stars, found.average) == (3, 11, 3.7)


def test_the_stars_of_a_story_stand_in_its_article_s_node(story: Story) -> None:
    post = story()
    _rated(post, 5)
    graph = json.loads(LD.findall(_page(post))[0])["@graph"]
    rated = [node for node in graph if "aggregateRating" in node]
    assert len(rated) == 1 and rated[0]["@type"] in ("NewsArticle", "Article", "BlogPosting")
    assert rated[0]["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 5.0,
        "ratingCount": 1,
        "worstRating": 1,
        "bestRating": 5,
    }
    features.switch("seo", False)
    try:
        (node,) = json.loads(LD.findall(_page(post))[0])["@graph"]
        assert node["@type"] == "CreativeWork" and node["aggregateRating"]["ratingCount"] == 1
    finally:
        features.switch("seo", True)


def test_a_story_without_stars_says_nothing_of_them(story: Story) -> None:
    assert "aggregateRating" not in _page(story())


def test_switched_off_nothing_is_asked_shown_or_kept(story: Story) -> None:
    post = story()
    _rated(post, 5)
    store.put(f"{OPTION}[twp_enable_post_rating]", 0)
    _comment(post, rating="4")
    page = _page(post)
    assert CommentMeta.objects.filter(key="rating").count() == 1
    assert not re.search("rating|star-", page, re.IGNORECASE)


def test_the_page_of_many_comments_asks_for_their_stars_once(story: Story, django_assert_max_num_queries: Any) -> None:
    post = story()
    for number in range(40):
        _rated(post, 1 + number % 5, f"r{number}@x.example")
    _page(post)
    with django_assert_max_num_queries(30):
        _page(post)


@pytest.mark.parametrize(("value", "stars"), [(5, 5), ("1", 1), (True, 0), (0, 0), (None, 0), ([5], 0), ("05", 0)])
def test_stored_stars_of_any_kind(value: Any, stars: int) -> None:
    assert read_stars(value) == stars
