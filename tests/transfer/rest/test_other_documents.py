"""Not only stories: any post type, media, terms, authors and comments; envelopes and lists inside of lists of answers."""

from __future__ import annotations

from tests.transfer.rest.conftest import Bring, Document, story
from wirepress.content.comments.models import Comment
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User


def _bare(number: int, kind: str, **more: object) -> Document:
    document = {**story(number), "type": kind, **more}
    for name in ("categories", "tags", "format", "sticky", "class_list"):
        if name not in more:
            document.pop(name)
    return document


def test_a_type_of_the_old_sites_own(bring: Bring) -> None:
    genre = {"href": "https://old.example/wp-json/wp/v2/genre?post=701", "taxonomy": "book_genre", "embeddable": True}
    document = _bare(
        701, "book", genre=[41, 42], _links={"wp:term": [genre]}, class_list=["book_genre-noir", "book_genre-sea"]
    )
    report = bring(document)
    assert Post.objects.get(pk=701).type == "book"
    assert report.tally("book").created == 1
    assert [(term.pk, term.slug) for term in terms_of(Post.objects.get(pk=701), "book_genre")] == [
        (41, "noir"),
        (42, "sea"),
    ]


def test_a_picture(bring: Bring) -> None:
    details = {"width": 640, "height": 480, "file": "2026/02/ice.jpg", "sizes": {}}
    bring(
        _bare(
            702,
            "attachment",
            status="inherit",
            alt_text="Ice",
            mime_type="image/jpeg",
            media_type="image",
            media_details=details,
            source_url="https://old.example/wp-content/uploads/2026/02/ice.jpg",
        )
    )
    file = MediaFile.objects.get(post_id=702)
    assert (file.path, file.alt, file.metadata["width"]) == ("2026/02/ice.jpg", "Ice", 640)
    assert Post.objects.get(pk=702).mime_type == "image/jpeg"


def test_terms_and_authors_as_documents_of_their_own(bring: Bring) -> None:
    term = {
        "id": 14,
        "name": "The City",
        "slug": "city",
        "taxonomy": "category",
        "description": "Streets",
        "parent": 0,
        "count": 9,
    }
    author = {"id": 9, "name": "Ottoline Marsh", "slug": "ottoline", "url": "", "description": "", "avatar_urls": {}}
    bring(story(), term, author)
    assert Term.objects.get(pk=14).name == "The City"
    assert (User.objects.get(pk=9).display_name, User.objects.get(pk=9).nicename) == ("Ottoline Marsh", "ottoline")


def test_a_comment(bring: Bring) -> None:
    comment = {
        "id": 77,
        "post": 501,
        "parent": 0,
        "author": 0,
        "author_name": "Reader",
        "author_url": "",
        "date": "2026-02-05T08:00:00",
        "date_gmt": "2026-02-05T08:00:00",
        "content": {"rendered": "<p>Cold.</p>\n"},
        "link": "",
        "status": "approved",
        "type": "comment",
    }
    bring(story(), comment)
    assert Comment.objects.get(pk=77).post_id == 501
    assert Post.objects.get(pk=501).comment_count == 1


def test_an_envelope_is_opened(bring: Bring) -> None:
    bring({"body": [story(501), story(502)], "status": 200, "headers": {}})
    assert Post.objects.filter(type="post").count() == 2


def test_meta_is_kept_and_a_default_is_not_stored(bring: Bring) -> None:
    bring(story(meta={"footnotes": "", "colour": "red", "tides": [1, 2]}))
    rows = dict(PostMeta.objects.filter(post_id=501).exclude(key__startswith="_wirepress").values_list("key", "value"))
    assert rows["colour"] == "red" and rows["tides"] == [1, 2]
    assert "footnotes" not in rows


def test_an_id_that_names_another_story_here_is_refused(bring: Bring) -> None:
    Post.objects.create(
        id=501, type="post", status="publish", slug="ours", title="Ours", guid="https://new.example/?p=501"
    )
    report = bring(story(501), story(502))
    assert Post.objects.get(pk=501).title == "Ours"
    assert Post.objects.filter(pk=502).exists()
    assert [(refusal.path, "another story" in refusal.reason) for refusal in report.refusals] == [("$.id", True)]


def test_an_error_answer_is_no_document(bring: Bring) -> None:
    report = bring({"code": "rest_post_invalid_id", "message": "No.", "data": {"status": 404}}, story(501))
    assert "rest_post_invalid_id" in report.refusals[0].reason
    assert Post.objects.filter(pk=501).exists()
