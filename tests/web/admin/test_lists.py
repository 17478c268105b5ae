"""Lists of the newsroom: what is found, what can be done with a row, and how it is undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.web.admin.conftest import Enter
from tests.web.admin.forms import signed_in
from wirepress.content.comments.models import Comment
from wirepress.content.posts.listing.queries import find_posts
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.listing.several_statuses import find_posts_of_statuses
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db
Write = Callable[..., Post]
LIST = "/wp-admin/posts/"


def _shown(page: str, *titles: str) -> list[str]:
    return [title for title in titles if f">{title}<" in page]


def test_words_are_found_in_headlines_and_in_texts(enter: Enter, write: Write) -> None:
    write(title="Ferry late", content="<p>The winch is broken.</p>")
    write(title="Winch repaired", content="<p>At last.</p>", status="draft")
    write(title="Market day", content="<p>Fish and more.</p>")
    client = enter("editor")
    titles = ("Ferry late", "Winch repaired", "Market day")
    assert _shown(client.get(LIST, {"q": "winch"}).content.decode(), *titles) == ["Ferry late", "Winch repaired"]
    assert _shown(client.get(LIST, {"q": "winch", "status": "draft"}).content.decode(), *titles) == ["Winch repaired"]
    assert _shown(client.get(LIST, {"q": "winch -late"}).content.decode(), *titles) == ["Winch repaired"]
    assert "Nothing here fits" in client.get(LIST, {"q": "nowhere"}).content.decode()


def test_an_author_finds_only_their_own(enter: Enter, write: Write) -> None:
    write("author", title="Mine and open")
    write("author2", title="Somebody else's draft", status="draft")
    page = enter("author").get(LIST, {"q": "draft"}).content.decode()
    assert "Somebody else" not in page
    page = enter("author").get(LIST).content.decode()
    assert "Mine and open" in page and "Somebody else" not in page


def test_filters_narrow_and_unknown_values_find_nothing(enter: Enter, write: Write, staff: dict[str, User]) -> None:
    write("author", title="Old one", date=datetime(2024, 3, 5, 8))
    write("author2", title="New one", date=datetime(2025, 4, 5, 8), sticky=True)
    client = enter("editor")
    both = ("Old one", "New one")
    for query, expected in (
        ({"m": "202403"}, ["Old one"]),
        ({"author": str(staff["author2"].pk)}, ["New one"]),
        ({"sticky": "1"}, ["New one"]),
        ({"o": "6"}, ["Old one", "New one"]),
        ({"m": "199901"}, []),
        ({"author": "999999"}, []),
        ({"category": "x"}, []),
        ({"tag": "9" * 30}, []),
        ({"p": "9"}, []),
    ):
        page = client.get(LIST, query)
        assert (page.status_code, _shown(page.content.decode(), *both)) == (200, expected), query


def test_a_page_of_several_statuses_is_the_one_that_the_database_has(write: Write, staff: dict[str, User]) -> None:
    states = ("publish", "draft", "pending", "private", "publish", "draft", "publish")
    for number, status in enumerate(states * 3):
        write(title=f"Story {number}", status=status, date=datetime(2025, 1, 1) + timedelta(hours=number * 7 % 50))
    for order in ("asc", "desc"):
        for orderby in ("date", "modified"):
            for page in range(1, 8):
                query = PostQuery(
                    statuses=("publish", "future", "draft", "pending", "private"),
                    actor=staff["editor"],
                    order=order,
                    orderby=orderby,
                    page=page,
                    per_page=4,
                )
                assert find_posts_of_statuses(query) == find_posts(query), (order, orderby, page)


def test_a_draft_is_published_from_the_list_and_can_be_looked_at(enter: Enter, write: Write) -> None:
    draft = write("author", status="draft")
    client = enter("author")
    assert f"{LIST}{draft.pk}/set/publish/" in client.get(LIST).content.decode()
    page = client.post(f"{LIST}{draft.pk}/set/publish/", follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.status == "publish" and "is published." in page and ">View it</a>" in page


@pytest.mark.parametrize("status", ["publish", "draft", "pending", "private", "future"])
def test_the_trash_is_undone_as_it_was(write: Write, staff: dict[str, User], status: str) -> None:
    moment = datetime(2037, 1, 1) if status == "future" else datetime(2025, 1, 1)
    story = write("author", status=status, slug="the-slug", date=moment)
    window = signed_in("editor")
    window.open(LIST)
    window.send("/set/trash/", form="//form[@id='changelist-form']")
    story.refresh_from_db()
    assert story.status == "trash" and "is in the trash" in window.html
    window.send(form="//form[contains(@action, '/undo/')]")
    story.refresh_from_db()
    assert (story.status, story.slug) == (status, "the-slug")


def test_many_are_taken_back_out_of_the_trash(write: Write, staff: dict[str, User]) -> None:
    stories = [write("author") for _ in range(3)]
    window = signed_in("editor")
    window.open(LIST)
    window.send(
        form="//form[@id='changelist-form']",
        action="to_trash",
        index="0",
        _selected_action=[str(one.pk) for one in stories],
    )
    assert set(Post.objects.filter(type="post").values_list("status", flat=True)) == {"trash"}
    window.send(form="//form[contains(@action, '/undo/')]")
    assert set(Post.objects.filter(type="post").values_list("status", flat=True)) == {"publish"}


@pytest.mark.parametrize("deed", ["publish", "draft", "trash", "restore"])
def test_deeds_keep_to_rights(enter: Enter, write: Write, deed: str) -> None:
    story = write("author2", status="trash" if deed == "restore" else "pending")
    for role in ("subscriber", "contributor", "author"):
        assert enter(role).post(f"{LIST}{story.pk}/set/{deed}/").status_code == 403
    assert enter("editor").get(f"{LIST}{story.pk}/set/{deed}/").status_code == 405
    own = write("contributor", status="draft")
    assert enter("contributor").post(f"{LIST}{own.pk}/set/publish/").status_code == 403
    assert enter("editor").post(f"{LIST}{story.pk}/set/eat/").status_code == 404
    assert enter("editor").post(f"{LIST}999999/set/{deed}/").status_code == 404


def test_undo_reaches_only_what_the_user_may_restore(enter: Enter, write: Write) -> None:
    from wirepress.content.posts.actions.trash import trash_post

    story = write("author2")
    trash_post(story, actor=story.author)
    assert enter("author").post(f"{LIST}undo/?ids={story.pk}").status_code == 302
    assert enter("author").post(f"{LIST}undo/?ids=x,,{'9' * 40}").status_code == 302
    assert enter("editor").get(f"{LIST}undo/?ids={story.pk}").status_code == 405
    story.refresh_from_db()
    assert story.status == "trash"


def test_the_form_publishes_or_submits_by_its_first_button(write: Write, staff: dict[str, User]) -> None:
    window = signed_in("author")
    window.open("/wp-admin/posts/add/")
    page = window.send("_publish", form="//form[@id='story_form']", title="Lamp lit", content="<p>It burns.</p>")
    story = Post.objects.get(title="Lamp lit")
    assert story.status == "publish" and window.address == f"{LIST}{story.pk}/change/"
    assert "is published." in page and ">View it</a>" in page and 'name="_publish"' not in page
    window = signed_in("contributor")
    page = window.open("/wp-admin/posts/add/")
    assert 'name="_publish"' not in page
    window.send("_submit", form="//form[@id='story_form']", title="Pier dry", content="<p>So it is.</p>")
    assert Post.objects.get(title="Pier dry").status == "pending"


def test_a_contributor_cannot_press_a_button_that_is_not_there(enter: Enter) -> None:
    sent = {"title": "Mine", "content": "x", "status": "draft", "featured_media": "0", "_publish": "1"}
    answer = enter("contributor").post("/wp-admin/posts/add/", sent)
    assert answer.status_code == 200 and not Post.objects.filter(type="post").exists()


def test_a_comment_is_answered_in_place(write: Write, staff: dict[str, User]) -> None:
    story = write("author")
    asked = Comment.objects.create(post_id=story.pk, approved="0", author_name="Reader", content="Which pier?")
    window = signed_in("author")
    window.open("/wp-admin/comments/")
    page = window.send(
        f"/{asked.pk}/reply/", form="//form[@id='changelist-form']", **{f"reply-{asked.pk}": "Pier two."}
    )
    answer = Comment.objects.get(content="Pier two.")
    asked.refresh_from_db()
    assert (answer.parent_id, answer.user_id, answer.approved) == (asked.pk, staff["author"].pk, "1")
    assert asked.approved == "1" and "Your answer is published" in page
    page = window.send(
        f"/{asked.pk}/reply/", form="//form[@id='changelist-form']", **{f"reply-{asked.pk}": "Pier two."}
    )
    assert window.status == 400 and "Pier two." in page and Comment.objects.filter(content="Pier two.").count() == 1
    window.open("/wp-admin/comments/")
    assert "Write an answer first" in window.send(f"/{asked.pk}/reply/", form="//form[@id='changelist-form']")


def test_answers_keep_to_rights(enter: Enter, write: Write) -> None:
    story = write("author2")
    asked = Comment.objects.create(post_id=story.pk, approved="1", author_name="Reader", content="Which pier?")
    sent = {f"reply-{asked.pk}": "Mine."}
    for role in ("contributor", "author"):
        assert enter(role).post(f"/wp-admin/comments/{asked.pk}/reply/", sent).status_code == 403
    assert enter("editor").get(f"/wp-admin/comments/{asked.pk}/reply/").status_code == 405
    assert enter("editor").post("/wp-admin/comments/99999/reply/", sent).status_code == 404
    Post.objects.filter(pk=story.pk).update(status="trash")
    assert enter("editor").post(f"/wp-admin/comments/{asked.pk}/reply/", sent).status_code == 403
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(("before", "action"), [("0", "approve"), ("1", "spam"), ("0", "trash"), ("1", "hold")])
def test_a_step_of_moderation_is_undone(write: Write, staff: dict[str, User], before: str, action: str) -> None:
    row = Comment.objects.create(post_id=write("author").pk, approved=before, author_name="R", content="Hm.")
    window = signed_in("editor")
    window.open("/wp-admin/comments/")
    window.send(f"/{row.pk}/set/{action}/", form="//form[@id='changelist-form']")
    row.refresh_from_db()
    assert row.approved != before
    window.send(form="//form[contains(@action, '/set/') and not(@id)]")
    row.refresh_from_db()
    assert row.approved == before


def test_many_comments_come_back_from_spam(write: Write, staff: dict[str, User]) -> None:
    story = write("author")
    rows = [Comment.objects.create(post_id=story.pk, approved=one, content=f"Hm {one}") for one in ("0", "1")]
    window = signed_in("editor")
    window.open("/wp-admin/comments/")
    ticked = [str(row.pk) for row in rows]
    window.send(form="//form[@id='changelist-form']", action="spam", index="0", _selected_action=ticked)
    assert set(Comment.objects.values_list("approved", flat=True)) == {"spam"}
    window.send(form="//form[contains(@action, '/undo/')]")
    assert list(Comment.objects.order_by("pk").values_list("approved", flat=True)) == ["0", "1"]


def test_titles_lead_to_the_block_editor_where_it_is_installed(
    enter: Enter, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, page = write(), write("editor", "page")
    client = enter("editor")
    assert f'href="{LIST}{story.pk}/change/' in client.get(LIST).content.decode()
    monkeypatch.setattr("wirepress.web.admin.model_admins.post_deeds.opens_in_editor", lambda kind: True)
    monkeypatch.setattr("wirepress.web.admin.editor.addresses.opens_in_editor", lambda kind: True)
    for address, row, kind in ((LIST, story, "post"), ("/wp-admin/pages/", page, "page")):
        html = client.get(address).content.decode()
        assert f"/wp-admin/post.php?post={row.pk}&amp;action=edit" in html
        assert f"/wp-admin/post-new.php?post_type={kind}" in html
