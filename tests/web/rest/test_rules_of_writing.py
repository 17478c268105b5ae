"""Rules of WordPress about what is written, each with inputs on both of its sides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.access.world import drawing
from tests.web.rest.conftest import Ask, Write
from wirepress.content.comments.actions.create import NewComment, create_comment
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.options import store
from wirepress.content.posts.actions.trash import trash_post
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import autosaves_of, revisions_of
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db
People = dict[str, User]


def test_lead_pictures_that_are_none(ask: Ask, write: Write, people: People) -> None:
    picture = upload_media(drawing(), "ebb.png", author=people["editor"]).pk
    paper = upload_media(b"Ebb.", "ebb.txt", author=people["editor"]).pk
    story = write(by="editor")
    path = f"/wp/v2/posts/{story.pk}"
    for given, kept in (
        (picture, picture),
        (999_999, picture),  # there is no such item: nothing changes
        (-picture, picture),
        (paper, 0),  # one that is no picture takes it away
        (picture, picture),
        (story.pk, 0),
        (picture, picture),
        (0, 0),
    ):
        answer = ask(path, "editor", "POST", {"featured_media": given})
        assert (answer.status_code, answer.json()["featured_media"]) == (200, kept), given


def test_the_first_change_of_a_story_keeps_what_it_was(ask: Ask, write: Write, people: People) -> None:
    story = write()
    trash_post(story, actor=people["editor"])
    assert len(revisions_of(story.pk)) == 1
    edited = write("Edited")
    ask(f"/wp/v2/posts/{edited.pk}", "editor", "POST", {"title": "Edited again"})
    kept = len(revisions_of(edited.pk))
    ask(f"/wp/v2/posts/{edited.pk}", "editor", "DELETE")
    assert len(revisions_of(edited.pk)) == kept  # nothing new to keep


def test_autosaves_keep_what_is_not_sent(ask: Ask, write: Write, people: People) -> None:
    story = write("Story")
    path = f"/wp/v2/posts/{story.pk}/autosaves"
    made = ask(path, "editor", "POST", {"title": "One"}).json()
    assert (made["title"]["raw"], made["content"]["raw"]) == ("One", "")
    again = ask(path, "editor", "POST", {"content": "Two"}).json()
    assert (again["id"], again["title"]["raw"], again["content"]["raw"]) == (made["id"], "One", "Two")
    same = ask(path, "editor", "POST", {"title": " Story "}).json()  # nothing that the story does not say
    assert (same["title"]["raw"], same["content"]["raw"]) == ("One", "Two")
    assert len(autosaves_of(story.pk)) == 1
    own = write("Draft", status="draft")
    body = {"title": "Draft on", "slug": "on", "categories": []}
    ask(f"/wp/v2/posts/{own.pk}/autosaves", "author", "POST", body)
    own.refresh_from_db()  # one's own draft is changed itself, without a revision, and but for its terms
    assert (own.title, own.slug, revisions_of(own.pk)) == ("Draft on", "on", [])
    assert ask(f"/wp/v2/posts/{own.pk}", "author").json()["categories"] != []


@pytest.mark.parametrize(
    ("role", "fields", "status"),
    [
        ("editor", {}, "approved"),
        ("editor", {"author_name": "A Reader", "author_email": "r@desk.example"}, "hold"),  # somebody else's words
        ("author", {}, "approved"),  # of their own story
        ("subscriber", {}, "hold"),
    ],
)
def test_whose_comment_it_is_decides_about_review(ask: Ask, write: Write, role: str, fields: Any, status: str) -> None:
    store.put("comment_moderation", "1")
    body = {"post": write().pk, "content": "Low water.", **fields}
    number = ask("/wp/v2/comments", role, "POST", body).json()["id"]
    assert ask(f"/wp/v2/comments/{number}?context=edit", "administrator").json()["status"] == status


def test_a_comment_that_gets_another_writer_gets_their_name(ask: Ask, write: Write, people: People) -> None:
    story = write()
    comment = create_comment(NewComment(story, "Ebb.", "Reader", "r@desk.example"), actor=people["editor"])
    path, author = f"/wp/v2/comments/{comment.pk}", people["author"]
    shown = ask(path, "editor", "POST", {"author": author.pk}).json()
    assert (shown["author_name"], shown["author_email"]) == (author.display_name, author.email)
    named = ask(path, "editor", "POST", {"author": author.pk, "author_name": "Pen name"}).json()
    assert (named["author_name"], named["author_email"]) == ("Pen name", author.email)


@pytest.mark.parametrize(("kind", "month"), [("post", "2026/03/"), ("page", ""), ("", "")])
def test_a_file_lies_in_the_month_of_its_story(ask: Ask, write: Write, people: People, kind: str, month: str) -> None:
    store.put("uploads_use_yearmonth_folders", "1")
    query = f"?post={write(kind=kind, date=datetime(2026, 3, 9)).pk}" if kind else ""
    client_headers = {"HTTP_CONTENT_DISPOSITION": 'attachment; filename="ebb.png"'}
    path = made_media(ask, f"/wp/v2/media{query}", client_headers)["media_details"]["file"]
    assert path.startswith(month or f"{datetime.now():%Y/%m}/"), path


def made_media(ask: Ask, path: str, headers: dict[str, str]) -> Any:
    import base64

    from django.test import Client

    from wirepress.content.users import application_passwords

    secret = application_passwords.create(User.objects.get(login="editor"), "pen")[1]
    basic = "Basic " + base64.b64encode(f"editor:{secret}".encode()).decode()
    answer: Any = Client().generic(
        "POST", f"/wp-json{path}", drawing(), content_type="image/png", HTTP_AUTHORIZATION=basic, **headers
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.mark.parametrize("role", ["administrator", "editor", "author"])
def test_the_privacy_page_is_for_administrators(ask: Ask, write: Write, role: str) -> None:
    page = write("Privacy", kind="page", by="author", status="draft")
    path = f"/wp/v2/pages/{page.pk}"
    before = ask(path, role, "POST", {"title": "Before"}).status_code
    store.put("wp_page_for_privacy_policy", page.pk)
    assert ask(path, role, "POST", {"title": "After"}).status_code == (before if role == "administrator" else 403)
    assert ask(path, role, "DELETE").status_code == (200 if role == "administrator" else 403)


@pytest.mark.parametrize(
    ("date", "status", "code"),
    [
        ("0000-00-00T00:00:00", 400, "invalid_date"),
        ("9999-12-31T24:00:00", 400, "invalid_date"),
        ("2026-02-30T10:00:00", 201, ""),
        ("2026-13-01T10:00:00", 400, "rest_invalid_param"),
    ],
)
def test_dates_of_no_calendar(ask: Ask, people: People, date: str, status: int, code: str) -> None:
    answer = ask("/wp/v2/posts", "editor", "POST", {"title": "Tide", "date": date})
    assert (answer.status_code, answer.json().get("code", "")) == (status, code)


def test_the_end_of_time(ask: Ask, people: People) -> None:
    store.put("timezone_string", "America/New_York")
    made = ask("/wp/v2/posts", "editor", "POST", {"title": "Tide", "date": "9999-12-31T23:59:59"}).json()
    assert (made["date"], made["date_gmt"], made["modified_gmt"]) == ("9999-12-31T23:59:59", False, False)


def test_values_that_no_column_holds(ask: Ask, write: Write) -> None:
    path = f"/wp/v2/posts/{write().pk}"
    for body, names in (
        ({"title": "x" * 70_000}, ["post_title"]),
        (
            {"title": "x" * 70_000, "excerpt": "é" * 40_000, "password": "p" * 300},
            ["post_title", "post_excerpt", "post_password"],
        ),
    ):
        for where, code in ((path, "db_update_error"), ("/wp/v2/posts", "db_insert_error")):
            answer = ask(where, "editor", "POST", body)
            told = answer.json()
            assert (answer.status_code, told["code"]) == (500, code)
            assert ", ".join(names) in told["additional_data"][0]
    named = ask("/wp/v2/categories", "editor", "POST", {"name": "x" * 201}).json()
    assert named["code"] == "db_insert_error" and "name" in named["data"]


def test_what_waits_for_review_has_no_slug_of_its_writer(ask: Ask, people: People) -> None:
    for role, slug in (("contributor", ""), ("author", "low-water")):
        made = ask("/wp/v2/posts", role, "POST", {"title": "Tide", "slug": "low-water", "status": "pending"}).json()
        assert made["slug"] == slug


def test_people_who_are_deleted_leave_their_stories_in_the_trash(ask: Ask, write: Write, people: People) -> None:
    story, author = write(), people["author"].pk
    pattern = write(kind="wp_block").pk
    picture = upload_media(drawing(), "ebb.png", author=people["author"]).pk
    assert ask(f"/wp/v2/users/{author}?force=true&reassign=false", "administrator", "DELETE").status_code == 200
    story.refresh_from_db()
    assert (story.status, story.author_id) == ("trash", author)
    assert Post.objects.filter(pk=pattern, status="publish").exists()
    assert not Post.objects.filter(pk=picture).exists()


def test_nobody_is_without_a_nickname(ask: Ask, people: People) -> None:
    shown = ask(f"/wp/v2/users/{people['author'].pk}", "administrator", "POST", {"nickname": ""}).json()
    assert shown["nickname"] == "author"


def test_a_path_of_a_batch_that_names_a_host(ask: Ask, people: People) -> None:
    wishes = [{"path": "http://x y"}, {"path": "///"}, {"path": "//"}, {"path": ""}]
    answers = ask("/batch/v1", "editor", "POST", {"requests": wishes}).json()["responses"]
    assert [answer["body"]["code"] for answer in answers] == [
        "rest_no_route", "parse_path_failed", "parse_path_failed", "rest_no_route",
    ]  # fmt: skip


@pytest.mark.parametrize("null", ["date", "date_gmt"])
def test_a_null_date_goes_before_the_other(ask: Ask, people: People, null: str) -> None:
    other = "date_gmt" if null == "date" else "date"
    body = {"title": "Tide", null: None, other: "2024-05-05T10:00:00"}
    assert not ask("/wp/v2/posts", "editor", "POST", body).json()["date"].startswith("2024")


def test_pages_may_be_empty_and_stories_not(ask: Ask, write: Write) -> None:
    assert ask("/wp/v2/pages", "editor", "POST", {}).status_code == 201
    assert ask("/wp/v2/posts", "editor", "POST", {}).json()["code"] == "empty_content"
    texts = {"title": "", "content": "", "excerpt": ""}
    assert ask(f"/wp/v2/pages/{write(kind='page').pk}", "editor", "POST", texts).status_code == 200
    assert ask(f"/wp/v2/posts/{write().pk}", "editor", "POST", texts).json()["code"] == "empty_content"


def test_a_story_without_a_category_gets_one_with_its_next_change(ask: Ask, write: Write) -> None:
    path = f"/wp/v2/posts/{write().pk}"
    assert ask(path, "editor", "POST", {"categories": []}).json()["categories"] == []
    assert len(ask(path, "editor", "POST", {"title": "Tide"}).json()["categories"]) == 1


def test_a_mail_address_is_judged_last(ask: Ask, write: Write) -> None:
    body: dict[str, Any] = {"post": write().pk, "content": "Ebb.", "author_name": "R", "author_email": "bad"}
    for more, wrong in (({}, ["author_email"]), ({"date": "bogus"}, ["date"])):
        told = ask("/wp/v2/comments", "editor", "POST", {**body, **more}).json()
        assert list(told["data"]["params"]) == wrong


def test_a_status_that_there_is_not_changes_nothing(ask: Ask, write: Write, people: People) -> None:
    comment = create_comment(NewComment(write(), "Ebb.", "Reader", "r@desk.example"), actor=people["editor"])
    answer = ask(f"/wp/v2/comments/{comment.pk}", "editor", "POST", {"status": "bogus", "content": "Flood."})
    assert (answer.status_code, answer.json()["status"]) == (200, "hold")


def test_who_changes_a_comment_is_where_it_came_from(ask: Ask, write: Write, people: People) -> None:
    story = write("A")
    new = NewComment(
        story, "Ebb.", author_name="Ann", author_email="ann@quay.example", author_ip="198.51.100.9", agent="Reader"
    )
    row = create_comment(new, actor=people["subscriber"], approved="1")
    path = f"/wp/v2/comments/{row.pk}"
    ask(path, "editor", "POST", {"content": "Flow."})
    row.refresh_from_db()
    assert (row.author_ip, row.agent) != ("198.51.100.9", "Reader")
    ask(path, "editor", "POST", {"author_ip": "192.0.2.7", "author_user_agent": "Desk"})
    row.refresh_from_db()
    assert (row.author_ip, row.agent) == ("192.0.2.7", "Desk")
    answer = ask(path, "editor", "POST", {"author_user_agent": "x" * 256})
    assert (answer.status_code, answer.json()["code"]) == (500, "rest_comment_failed_edit")
    answer = ask(
        "/wp/v2/comments", "editor", "POST", {"post": story.pk, "content": "a", "author_user_agent": "x" * 256}
    )
    assert (answer.status_code, answer.json()["code"]) == (500, "rest_comment_failed_create")


def test_whose_words_may_be_any_html(ask: Ask, write: Write, people: People) -> None:
    frame = '<iframe src="https://quay.example/map"></iframe>'
    story = write("A")

    def said(who: str) -> Any:
        return ask("/wp/v2/comments", who, "POST", {"post": story.pk, "content": f"{frame} {who}"}).json()

    assert frame in said("editor")["content"]["raw"]
    row = said("subscriber")
    assert "iframe" not in row["content"]["rendered"]
    changed = ask(f"/wp/v2/comments/{row['id']}", "editor", "POST", {"content": f"{frame} again"}).json()
    assert changed["content"]["raw"].strip() == "again"  # a reader's words stay a reader's


def test_a_switch_that_was_turned_off_reads_as_nothing(ask: Ask, people: People) -> None:
    path = "/wp/v2/settings"
    assert ask(path, "administrator", "POST", {"use_smilies": False}).json()["use_smilies"] is False
    assert ask(path, "administrator").json()["use_smilies"] is None
    assert ask(path, "administrator", "POST", {"use_smilies": True}).json()["use_smilies"] is True
    assert ask(path, "administrator").json()["use_smilies"] is True


def test_what_is_not_set_cannot_be_taken_away(ask: Ask, people: People) -> None:
    store.put("blogname", "Quay")
    store.remove("WPLANG")
    answer = ask("/wp/v2/settings", "administrator", "POST", {"title": "The Quay", "language": None})
    assert (answer.status_code, answer.json()["code"]) == (500, "rest_invalid_stored_value")
    assert store.get("blogname") == "The Quay"  # what came before it stays
    assert ask("/wp/v2/settings", "administrator", "POST", {"title": None}).status_code == 200


@pytest.mark.parametrize(
    ("kind", "slug", "kept"),
    [("pages", "77", "77-2"), ("pages", "page3", "page3-2"), ("pages", "77a", "77a"), ("posts", "page3", "page3")],
)
def test_numbers_are_no_slugs_of_pages(ask: Ask, people: People, kind: str, slug: str, kept: str) -> None:
    answer = ask(f"/wp/v2/{kind}", "editor", "POST", {"title": "A", "slug": slug, "status": "publish"})
    assert answer.json()["slug"] == kept


def test_what_goes_into_the_trash_leaves_its_place(ask: Ask, write: Write, people: People) -> None:
    story = write("A", sticky=True)
    assert ask(f"/wp/v2/posts/{story.pk}", "editor", "DELETE").json()["sticky"] is False
    page = write("B", kind="page")
    store.put_many({"show_on_front": "page", "page_on_front": page.pk})
    trash_post(page, actor=people["administrator"])
    assert (store.get("show_on_front"), store.get("page_on_front")) == ("posts", 0)


@pytest.mark.parametrize("name", ["", "0"])
def test_who_has_no_name_is_called_by_the_login(ask: Ask, people: People, name: str) -> None:
    author = people["author"]
    answer = ask(f"/wp/v2/users/{author.pk}", "administrator", "POST", {"name": name})
    assert answer.json()["name"] == author.login
