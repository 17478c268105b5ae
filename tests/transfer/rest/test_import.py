"""REST documents become content: all forms of files, nothing lost silently, nothing changed by a repeat."""

from __future__ import annotations

import gzip
import json

import pytest
from django.test import Client

from tests.transfer.rest.conftest import Bring, story
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.users.models import User


def _lines(*documents: object) -> bytes:
    return "\n".join(json.dumps(one) for one in documents).encode()


@pytest.mark.parametrize("form", ["one", "list", "lines", "gzip", "two files"])
def test_every_form_of_file_is_read(bring: Bring, form: str) -> None:
    pair = [story(501), story(502)]
    contents = {
        "one": [pair[0]],
        "list": [pair],
        "lines": [_lines(*pair)],
        "gzip": [gzip.compress(_lines(*pair))],
        "two files": pair,
    }[form]
    bring(*contents)
    assert sorted(Post.objects.filter(type="post").values_list("id", flat=True)) == (
        [501] if form == "one" else [501, 502]
    )


def test_ids_dates_guid_and_terms_are_kept(bring: Bring) -> None:
    bring(story())
    post = Post.objects.get(pk=501)
    assert (post.guid, post.slug, str(post.date_gmt)) == (
        "https://old.example/?p=501",
        "ice-on-the-canal-501",
        "2026-02-03 09:10:11",
    )
    assert {(term.pk, term.slug) for term in terms_of(post, "category")} == {(14, "city"), (15, "winter-sports")}
    assert [(term.pk, term.slug) for term in terms_of(post, "post_tag")] == [(31, "ice")]
    assert User.objects.get(pk=9).placeholder


def test_embedded_names_are_taken(bring: Bring) -> None:
    terms = [
        [{"id": 14, "name": "The City", "slug": "city", "taxonomy": "category", "link": "https://old.example/?cat=14"}]
    ]
    people = [{"id": 9, "name": "Ottoline Marsh", "slug": "ottoline", "link": "https://old.example/?author=9"}]
    bring(story(categories=[14], _embedded={"wp:term": terms, "author": people}))
    assert terms_of(Post.objects.get(pk=501), "category")[0].name == "The City"
    assert User.objects.get(pk=9).display_name == "Ottoline Marsh"


def test_a_repeat_changes_nothing(bring: Bring) -> None:
    bring(story())
    before = list(Post.objects.order_by("id").values())
    bring(story())
    assert list(Post.objects.order_by("id").values()) == before


def test_a_changed_document_updates_its_story(bring: Bring) -> None:
    bring(story())
    bring(story(title={"rendered": "Ice is gone"}, modified="2026-03-01T00:00:00", modified_gmt="2026-03-01T00:00:00"))
    assert Post.objects.get(pk=501).title == "Ice is gone"


def test_a_dry_run_writes_nothing(bring: Bring) -> None:
    bring(story(), dry_run=True)
    assert not Post.objects.filter(pk=501).exists() and not User.objects.filter(pk=9).exists()


def test_broken_documents_are_named_and_the_others_go_in(bring: Bring) -> None:
    report = bring([story(501), {"id": "x", "type": "post"}, story(503, date="soon"), 17, story(504)])
    assert sorted(Post.objects.filter(type="post").values_list("id", flat=True)) == [501, 504]
    places = [(refusal.file.rpartition("/")[2], refusal.index, refusal.path) for refusal in report.refusals]
    assert [place[0] for place in places] == ["part-0.json"] * 3
    assert any("date" in refusal.path for refusal in report.refusals)
    assert all(refusal.reason for refusal in report.refusals)


def test_what_is_no_json_is_refused_with_its_place(bring: Bring) -> None:
    report = bring(b'{"id": 1, ', story(505))
    assert Post.objects.filter(pk=505).exists()
    assert [refusal.file.rpartition("/")[2] for refusal in report.refusals] == ["part-0.json"]


def test_pages_and_other_types_come_too(bring: Bring) -> None:
    page = {**story(601), "type": "page", "parent": 0, "menu_order": 3}
    for name in ("categories", "tags", "format", "sticky"):
        page.pop(name)
    bring(page)
    assert Post.objects.get(pk=601).type == "page" and Post.objects.get(pk=601).menu_order == 3


def test_rendered_stories_are_served_as_they_were(bring: Bring) -> None:
    text = '<p>Straight "quotes" stay -- as they were.</p>\n'
    bring(story(content={"rendered": text, "protected": False}))
    found = Client().get("/?rest_route=/wp/v2/posts/501").json()["content"]["rendered"]
    assert text.strip() in found
    assert "content" in Post.objects.get(pk=501).rendered_fields.split()
