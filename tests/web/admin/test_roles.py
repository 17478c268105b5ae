"""Who may open which page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.admin.conftest import Enter
from wirepress.content.comments.models import Comment
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import revisions_of
from wirepress.content.terms.models import Term
from wirepress.content.users.models import ApplicationPassword, User

pytestmark = pytest.mark.django_db
ROLES = ("administrator", "editor", "author", "contributor", "subscriber", "anonymous")

# Page -> status by role, in the order above. OWN is the role's own draft, OTHER another author's story.
MATRIX = {
    "/wp-admin/": (200, 200, 200, 200, 403, 302),
    "/wp-admin/posts/": (200, 200, 200, 200, 403, 302),
    "/wp-admin/posts/add/": (200, 200, 200, 200, 403, 302),
    "/wp-admin/posts/OTHER/change/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/posts/OTHER/delete/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/posts/OTHER/history/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/posts/OTHER/revisions/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/posts/OWN/revisions/": (200, 200, 200, 200, 403, 302),
    "/wp-admin/posts/OTHER/set/trash/": (405, 405, 405, 405, 403, 302),
    "/wp-admin/posts/OTHER/revisions/REVISION/restore/": (405, 405, 405, 405, 403, 302),
    "/wp-admin/posts/undo/": (405, 405, 405, 405, 403, 302),
    "/wp-admin/comments/undo/": (405, 405, 405, 405, 403, 302),
    "/wp-admin/comments/COMMENT/reply/": (405, 405, 405, 405, 403, 302),
    "/wp-admin/comments/COMMENT/set/approve/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/authorize-application.php": (200, 200, 200, 200, 200, 302),
    "/wp-admin/edit.php": (302, 302, 302, 302, 403, 302),
    "/wp-admin/upload.php": (302, 302, 302, 302, 403, 302),
    "/wp-admin/revision.php?revision=REVISION": (302, 302, 302, 302, 403, 302),
    "/wp-admin/admin.php?page=none-such": (404, 404, 404, 404, 403, 302),
    "/wp-admin/posts/OWN/change/": (200, 200, 200, 200, 403, 302),
    "/wp-admin/posts/OWN/delete/": (200, 200, 200, 200, 403, 302),
    "/wp-admin/pages/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/pages/add/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/media/": (200, 200, 200, 403, 403, 302),
    "/wp-admin/media/add/": (200, 200, 200, 403, 403, 302),
    "/wp-admin/comments/": (200, 200, 200, 200, 403, 302),
    "/wp-admin/comments/COMMENT/change/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/categories/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/categories/TERM/change/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/tags/add/": (200, 200, 403, 403, 403, 302),
    "/wp-admin/users/": (200, 403, 403, 403, 403, 302),
    "/wp-admin/users/add/": (200, 403, 403, 403, 403, 302),
    "/wp-admin/users/SELF/change/": (200, 200, 200, 200, 403, 302),
    "/wp-admin/users/SOMEBODY/change/": (200, 403, 403, 403, 403, 302),
    "/wp-admin/users/SOMEBODY/delete/": (200, 403, 403, 403, 403, 302),
    "/wp-admin/settings/": (200, 403, 403, 403, 403, 302),
    "/wp-admin/settings/discussion/": (200, 403, 403, 403, 403, 302),
    "/wp-admin/features/": (200, 403, 403, 403, 403, 302),
    "/wp-admin/seo/": (200, 403, 403, 403, 403, 302),
    "/wp-admin/search/?s=ferry&extended=1": (200, 200, 200, 200, 403, 302),
    "/wp-login.php?action=lostpassword": (200, 200, 200, 200, 200, 200),
    "/wp-admin/no-such-page/": (404, 404, 404, 404, 403, 302),
}


@pytest.mark.parametrize("role", ROLES)
def test_pages_by_role(staff: dict[str, User], enter: Enter, write: Callable[..., Post], role: str) -> None:
    other = write("author2")
    own = write(role, status="draft") if role in ("administrator", "editor", "author", "contributor") else other
    numbers = {
        "OTHER": other.pk,
        "OWN": own.pk,
        "COMMENT": Comment.objects.create(
            post_id=other.pk, author_name="Reader", content="Thank you.", approved="0"
        ).pk,
        "TERM": Term.objects.create(taxonomy="category", name="Harbour", slug="harbour").pk,
        "REVISION": revisions_of(update_post(other, {"content": "<p>Again.</p>"}, actor=staff["author2"]).pk)[0].pk,
        "SELF": staff[role].pk if role in staff else 0,
        "SOMEBODY": staff["author2"].pk,
    }
    client, found = enter(role), {}
    for page in MATRIX:
        address = page
        for word, number in numbers.items():
            address = address.replace(word, str(number))
        answer = client.get(address)
        found[page] = answer.status_code
        if not page.startswith("/wp-admin/") or (page.endswith(".php") and answer.status_code == 200):
            continue  # outside the newsroom's frame
        if role == "anonymous":
            assert answer["Location"].startswith("/wp-login.php?redirect_to=%2Fwp-admin%2F")
        elif role == "subscriber":
            assert "Sign out" in answer.content.decode()
    assert found == {page: row[ROLES.index(role)] for page, row in MATRIX.items()}


# What is sent by POST to somebody else's story or its comment, and to one's own: status by role, in the order above.
SENT = {
    "/wp-admin/posts/OTHER/set/draft/": (302, 302, 403, 403, 403, 403),
    "/wp-admin/posts/OTHER/set/trash/": (302, 302, 403, 403, 403, 403),
    "/wp-admin/posts/OTHER/revisions/REVISION/restore/": (302, 302, 403, 403, 403, 403),
    "/wp-admin/posts/OWN/set/publish/": (302, 302, 302, 403, 403, 403),
    "/wp-admin/posts/OWN/set/trash/": (302, 302, 302, 302, 403, 403),
    "/wp-admin/comments/COMMENT/reply/": (302, 302, 403, 403, 403, 403),
    "/wp-admin/comments/COMMENT/set/spam/": (302, 302, 403, 403, 403, 403),
    "/wp-admin/authorize-application.php": (200, 200, 200, 200, 200, 403),
}


@pytest.mark.parametrize("role", ROLES)
def test_deeds_by_role(staff: dict[str, User], enter: Enter, write: Callable[..., Post], role: str) -> None:
    client, found = enter(role), {}
    for page in SENT:
        other = write("author2")
        own = write(role, status="draft") if role in ("administrator", "editor", "author", "contributor") else other
        revision = revisions_of(update_post(other, {"content": "<p>Again.</p>"}, actor=staff["author2"]).pk)[0]
        comment = Comment.objects.create(post_id=other.pk, author_name="Reader", content="Thanks.", approved="0")
        address = page
        for word, row in {"OTHER": other, "OWN": own, "COMMENT": comment, "REVISION": revision}.items():
            address = address.replace(word, str(row.pk))
        sent = {f"reply-{comment.pk}": "", "app_name": "Tide", "approve": "1"}
        found[page] = client.post(address, sent).status_code
    assert found == {page: row[ROLES.index(role)] for page, row in SENT.items()}
    assert ApplicationPassword.objects.exists() is (role != "anonymous")


def test_the_sidebar_shows_what_the_role_may_do(enter: Enter) -> None:
    shown = {
        role: enter(role).get("/wp-admin/").content.decode()
        for role in ("administrator", "editor", "author", "contributor")
    }
    assert all("/wp-admin/settings/" not in shown[role] for role in ("editor", "author", "contributor"))
    assert "/wp-admin/settings/" in shown["administrator"] and "/wp-admin/users/" in shown["administrator"]
    assert '"/wp-admin/media/"' in shown["author"] and '"/wp-admin/media/"' not in shown["contributor"]
    assert '"/wp-admin/pages/"' in shown["editor"] and '"/wp-admin/pages/"' not in shown["author"]


def test_an_author_sees_own_posts_only(enter: Enter, write: Callable[..., Post]) -> None:
    write("author", title="Tide tables are out")
    write("author2", title="Bakery opens on Sundays")
    html = enter("author").get("/wp-admin/posts/").content.decode()
    assert "Tide tables are out" in html and "Bakery opens on Sundays" not in html
    assert "Bakery opens on Sundays" in enter("editor").get("/wp-admin/posts/").content.decode()


@pytest.mark.parametrize("deed", ["change", "delete"])
@pytest.mark.parametrize("role", ["author", "contributor"])
def test_another_s_story_cannot_be_posted_to(enter: Enter, write: Callable[..., Post], role: str, deed: str) -> None:
    story = write("author2")
    answer = enter(role).post(
        f"/wp-admin/posts/{story.pk}/{deed}/", {"title": "Mine now", "status": "draft", "post": "yes"}
    )
    assert answer.status_code == 403
    story.refresh_from_db()
    assert (story.title, story.status) == ("Ferry timetable changes", "publish")


@pytest.mark.parametrize("action", ["to_trash", "to_draft", "publish", "delete_for_good", "stick"])
def test_actions_over_many_never_reach_another_s_story(enter: Enter, write: Callable[..., Post], action: str) -> None:
    story = write("author2", status="pending")
    enter("author").post(
        "/wp-admin/posts/", {"action": action, "_selected_action": [story.pk], "index": "0", "confirmed": "yes"}
    )
    story.refresh_from_db()
    assert (story.status, story.sticky) == ("pending", False)


def test_wordpress_addresses_lead_to_the_pages(
    staff: dict[str, User], enter: Enter, write: Callable[..., Post], without_editor: None
) -> None:
    client, story, page = enter("administrator"), write(), write("editor", "page")
    for old, new in {
        "/wp-admin": "http://news.example/wp-admin/",
        f"/wp-admin/post.php?post={story.pk}&action=edit": f"/wp-admin/posts/{story.pk}/change/",
        f"/wp-admin/post.php?post={page.pk}&action=edit": f"/wp-admin/pages/{page.pk}/change/",
        "/wp-admin/edit.php": "/wp-admin/posts/",
        "/wp-admin/edit.php?post_type=page": "/wp-admin/pages/",
        "/wp-admin/edit.php?post_status=draft": "/wp-admin/posts/?status=draft",
        "/wp-admin/post-new.php": "/wp-admin/posts/add/",
        "/wp-admin/post-new.php?post_type=page": "/wp-admin/pages/add/",
        "/wp-admin/upload.php": "/wp-admin/media/",
        "/wp-admin/edit-comments.php": "/wp-admin/comments/",
        "/wp-admin/edit-tags.php?taxonomy=category": "/wp-admin/categories/",
        "/wp-admin/profile.php": f"/wp-admin/users/{staff['administrator'].pk}/change/",
        "/wp-admin/options-reading.php": "/wp-admin/settings/reading/",
        "/wp-admin/plugins.php": "/wp-admin/features/",
    }.items():
        assert client.get(old)["Location"] == new
    for wrong in (
        "post.php",
        "post.php?post=x",
        "post.php?post=99999999",
        "edit.php?post_type=nonsense",
        "term.php?tag_ID=0",
    ):
        assert client.get(f"/wp-admin/{wrong}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/wp-admin/posts/%C2%B2/change/",
        "/wp-admin/posts/99999999999999999999/change/",
        "/wp-admin/posts/0/delete/",
        "/wp-admin/users/%C2%B2/delete/",
        "/wp-admin/users/99999999999999999999/application-passwords/",
        "/wp-admin/comments/99999999999999999999/set/approve/",
        "/wp-admin/comments/?status=%00",
        "/wp-admin/posts/?status=%00&m=%00&category=%00&author=%00&q=%00",
        "/wp-admin/media/?kind=%00",
        "/wp-admin/users/?role=%00",
        "/wp-admin/posts/?p=99999999999999999999&o=9.-9",
        "/wp-admin/search/?s=a&extended=1&page=x",
        "/wp-admin/search/?s=%00&extended=1",
        "/wp-admin/post.php?post=%C2%B2",
        "/wp-admin/term.php?tag_ID=99999999999999999999",
        "/wp-admin/%00/",
        "/wp-login.php?redirect_to=%00%0d%0aX: y",
    ],
)
def test_hostile_addresses_are_answered(enter: Enter, address: str) -> None:
    assert enter("administrator").get(address).status_code < 500
    assert enter("administrator").post(address, {"name": "a\0b", "post": "yes", "reassign": "x"}).status_code < 500


@pytest.mark.parametrize("chosen", ["x", "99999999999999999999", "1 OR 1=1", "\0"])
def test_rows_are_chosen_by_number(enter: Enter, chosen: str) -> None:
    answer = enter("administrator").post(
        "/wp-admin/posts/", {"action": "to_trash", "_selected_action": [chosen], "index": "0"}
    )
    assert answer.status_code == 400
