"""Writing, publishing, trashing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.web.admin.conftest import Enter
from wirepress.content.options import site
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.posts.revisions import revisions_of
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db


def _form(**values: Any) -> dict[str, Any]:
    return {
        "title": "Lighthouse gets a new lamp",
        "content": "<p>It turns again.</p>",
        "status": "draft",
        "featured_media": "0",
        **values,
    }


def _total(status: str) -> int:
    return sum(PostTotal.objects.filter(type="post", status=status).values_list("count", flat=True))


def test_an_author_writes_and_publishes(staff: dict[str, User], enter: Enter) -> None:
    answer = enter("author").post(
        "/wp-admin/posts/add/", _form(status="publish", tags="Harbour, Night ", comments_open="on")
    )
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    story = Post.objects.get(title="Lighthouse gets a new lamp")
    assert (story.status, story.slug, story.author_id) == ("publish", "lighthouse-gets-a-new-lamp", staff["author"].pk)
    assert [term.name for term in terms_of(story, "post_tag")] == ["Harbour", "Night"]
    assert [term.slug for term in terms_of(story, "category")] == ["unsorted"]
    assert Term.objects.get(name="Harbour").count == 1
    assert _total("publish") == 1


def test_a_contributor_cannot_publish(enter: Enter) -> None:
    answer = enter("contributor").post("/wp-admin/posts/add/", _form(status="publish"))
    assert answer.status_code == 200
    assert not Post.objects.filter(type="post").exists()
    assert enter("contributor").post("/wp-admin/posts/add/", _form(status="pending")).status_code == 302
    assert Post.objects.get(type="post").status == "pending"


def test_a_contributor_cannot_publish_many(enter: Enter, write: Callable[..., Post]) -> None:
    draft = write("contributor", status="draft")
    enter("contributor").post("/wp-admin/posts/", {"action": "publish", "_selected_action": [draft.pk], "index": "0"})
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_contributor_cannot_give_a_story_away_or_keep_it_on_top(staff: dict[str, User], enter: Enter) -> None:
    enter("contributor").post("/wp-admin/posts/add/", _form(author=str(staff["author"].pk), sticky="on"))
    story = Post.objects.get(type="post")
    assert (story.author_id, story.sticky) == (staff["contributor"].pk, False)


def test_a_story_of_the_future_is_scheduled(enter: Enter) -> None:
    moment = (site.to_local(site.now_gmt()) + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%S")
    enter("editor").post("/wp-admin/posts/add/", _form(status="publish", date=moment))
    assert Post.objects.get(type="post").status == "future"


def test_saving_without_a_change_writes_nothing(enter: Enter, write: Callable[..., Post]) -> None:
    story = write("author", content="<p>One</p>\r\n\r\n<p>Two</p>", tags=[])
    before = Post.objects.filter(pk=story.pk).values().get()
    client = enter("author")
    form = client.get(f"/wp-admin/posts/{story.pk}/change/").context["adminform"].form
    data = {
        name: "" if form.get_initial_for_field(field, name) is None else form.get_initial_for_field(field, name)
        for name, field in form.fields.items()
    }
    data = {name: value for name, value in data.items() if value is not False and name != "new_picture"}
    data["date"] = story.date.strftime("%Y-%m-%dT%H:%M:%S")
    data["content"] = str(data["content"]).replace("\r\n", "\n").replace("\n", "\r\n")
    answer = client.post(f"/wp-admin/posts/{story.pk}/change/", data)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Post.objects.filter(pk=story.pk).values().get() == before


def test_a_change_keeps_a_revision_and_the_rest(enter: Enter, write: Callable[..., Post]) -> None:
    story = write("author", excerpt="Short.")
    client = enter("editor")
    form = client.get(f"/wp-admin/posts/{story.pk}/change/").context["adminform"].form
    categories = [term.pk for term in terms_of(story, "category")]
    data = _form(
        title="Ferry timetable stays",
        status="publish",
        content=story.content,
        excerpt="Short.",
        slug=story.slug,
        seen=form.initial["seen"],
        author=str(story.author_id),
        categories=categories,
        comments_open="on",
        date=story.date.strftime("%Y-%m-%dT%H:%M:%S"),
    )
    assert client.post(f"/wp-admin/posts/{story.pk}/change/", data).status_code == 302
    kept = list(revisions_of(story.pk))
    story.refresh_from_db()
    assert (story.title, story.slug) == ("Ferry timetable stays", "ferry-timetable-changes")
    assert "Ferry timetable stays" in [revision.title for revision in kept]


def test_two_who_save_at_once_do_not_overwrite_each_other(enter: Enter, write: Callable[..., Post]) -> None:
    story = write("author")
    answer = enter("editor").post(
        f"/wp-admin/posts/{story.pk}/change/", _form(seen="20010101000000", author=str(story.author_id))
    )
    assert answer.status_code == 200
    story.refresh_from_db()
    assert story.title == "Ferry timetable changes"


def test_markup_of_an_author_is_cleaned(enter: Enter) -> None:
    enter("author").post("/wp-admin/posts/add/", _form(content="<p>Hello</p><script>steal()</script>"))
    assert "<script" not in Post.objects.get(type="post").content


def test_an_empty_story_is_refused_in_the_form(enter: Enter) -> None:
    answer = enter("editor").post("/wp-admin/posts/add/", _form(title="", content=""))
    assert answer.status_code == 200
    assert "empty" in str(answer.context["adminform"].form.non_field_errors())


def test_trash_restore_and_deletion(enter: Enter, write: Callable[..., Post]) -> None:
    story, client = write("author"), enter("author")
    assert "Move to trash" in client.get(f"/wp-admin/posts/{story.pk}/delete/").content.decode()
    client.post(f"/wp-admin/posts/{story.pk}/delete/", {"post": "yes"})
    story.refresh_from_db()
    assert (story.status, _total("trash"), _total("publish")) == ("trash", 1, 0)
    assert client.get(f"/wp-admin/posts/{story.pk}/change/")["Location"] == "/wp-admin/posts/?status=trash"
    assert story.title in client.get("/wp-admin/posts/?status=trash").content.decode()
    client.post("/wp-admin/posts/?status=trash", {"action": "restore", "_selected_action": [story.pk], "index": "0"})
    story.refresh_from_db()
    assert story.status == "draft"
    client.post(f"/wp-admin/posts/{story.pk}/delete/", {"post": "yes"})
    choice = {"action": "delete_for_good", "_selected_action": [story.pk], "index": "0"}
    assert "cannot be undone" in client.post("/wp-admin/posts/?status=trash", choice).content.decode()
    assert Post.objects.filter(pk=story.pk).exists()
    client.post("/wp-admin/posts/?status=trash", {**choice, "confirmed": "yes"})
    assert not Post.objects.filter(pk=story.pk).exists()


@pytest.mark.parametrize(("action", "status"), [("publish", "publish"), ("to_draft", "draft"), ("to_trash", "trash")])
def test_many_at_once(enter: Enter, write: Callable[..., Post], action: str, status: str) -> None:
    rows = [write("author", status="pending"), write("author2", status="pending")]
    enter("editor").post(
        "/wp-admin/posts/", {"action": action, "_selected_action": [row.pk for row in rows], "index": "0"}
    )
    assert {row.status for row in Post.objects.filter(pk__in=[row.pk for row in rows])} == {status}
    assert _total(status) == 2


@pytest.mark.parametrize(
    "query",
    ["status=draft", "category=1", "author=7", "m=202613", "m=x", "category=-1", "q=Ferry", "p=99", "status=nonsense"],
)
def test_filters_take_any_value(enter: Enter, write: Callable[..., Post], query: str) -> None:
    write("author")
    assert enter("editor").get(f"/wp-admin/posts/?{query}").status_code in (200, 302)


def test_the_list_asks_few_questions(
    enter: Enter, write: Callable[..., Post], django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        write("author", title=f"Story number {number}")
    client = enter("editor")
    client.get("/wp-admin/posts/")
    with django_assert_max_num_queries(22):
        client.get("/wp-admin/posts/")


def test_pages_have_a_place(enter: Enter, write: Callable[..., Post]) -> None:
    above = write("editor", "page", title="About us")
    enter("editor").post(
        "/wp-admin/pages/add/", _form(title="History", status="publish", parent=str(above.pk), menu_order="3")
    )
    page = Post.objects.get(title="History")
    assert (page.type, page.parent_id, page.menu_order, page.comment_status) == ("page", above.pk, 3, "closed")


@pytest.mark.parametrize(
    "wrong",
    [
        {"date": "0001-01-01T00:00:00"},
        {"date": "soon"},
        {"title": "a\0b"},
        {"menu_order": "99999999999"},
        {"parent": "7777"},
        {"status": "king"},
        {"featured_media": "99999999999999999999"},
        {"author": "x"},
        {"tags": "t" * 300},
    ],
)
def test_wrong_values_are_said_in_the_form(enter: Enter, wrong: dict[str, str]) -> None:
    answer = enter("editor").post(f"/wp-admin/{'posts' if 'tags' in wrong else 'pages'}/add/", _form(**wrong))
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert not Post.objects.exists()


def test_the_form_says_which_blocks_stay_empty(enter: Enter, write: Callable[..., Post]) -> None:
    client = enter("author")
    lists = "".join(f'<!-- wp:latest-posts {{"postsToShow":{n}}} /-->' for n in range(1, 70))
    full, plain = write(content=lists), write(content="<!-- wp:latest-posts /-->")
    assert (
        "core/latest-posts was left empty 9 times" in client.get(f"/wp-admin/posts/{full.pk}/change/").content.decode()
    )
    assert "was left empty" not in client.get(f"/wp-admin/posts/{plain.pk}/change/").content.decode()
