"""WordPress's addresses of lists lead to ours with all that they filter by."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.admin.conftest import Enter
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import revisions_of
from wirepress.content.terms.actions.create import create_term
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db
Write = Callable[..., Post]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("edit.php?post_status=draft&post_type=post", "posts/?status=draft"),
        ("edit.php?post_status=all&paged=1", "posts/"),
        ("edit.php?post_status=nonsense&m=0&cat=0", "posts/"),
        ("edit.php?s=low+tide&post_status=publish&paged=3", "posts/?status=publish&q=low+tide&p=3"),
        ("edit.php?author=7&m=202604", "posts/?author=7&m=202604"),
        ("edit.php?m=202613", "posts/"),
        ("edit.php?show_sticky=1", "posts/?sticky=1"),
        ("edit.php?orderby=title&order=asc", "posts/?o=1"),
        ("edit.php?orderby=comment_count&order=desc", "posts/?o=-5"),
        ("edit.php?orderby=nothing&order=desc", "posts/"),
        ("edit.php?post_type=page&post_status=trash&s=imprint", "pages/?status=trash&q=imprint"),
        ("edit.php?post_type=attachment&s=quay", "media/?q=quay"),
        ("upload.php?mode=grid&search=&item=12", "media/12/change/"),
        ("upload.php?attachment-filter=post_mime_type%3Aimage&m=202604&s=quay", "media/?q=quay&kind=image&m=202604"),
        ("upload.php?attachment-filter=detached", "media/?detached=1"),
        ("upload.php?attachment-filter=trash", "media/?status=trash"),
        ("media.php?attachment_id=4&action=edit", "media/4/change/"),
        ("edit-comments.php?comment_status=moderated", "comments/?status=0"),
        ("edit-comments.php?comment_status=approved&p=9&comment_type=pings", "comments/?status=1&type=pings&story=9"),
        ("edit-comments.php?comment_status=all&s=pier&paged=2", "comments/?q=pier&p=2"),
        ("edit-tags.php?taxonomy=category&s=har", "categories/?q=har"),
        ("edit-tags.php?taxonomy=post_tag&orderby=count&order=desc", "tags/?o=-3"),
        ("users.php?role=editor&s=ann", "users/?q=ann&role=editor"),
        ("users.php?action=delete&user=5", "users/5/delete/"),
        ("options.php", "settings/"),
        ("admin.php?page=reactions", "reactions/"),
        ("tools.php?page=seo-redirects&q=old", "seo-redirects/?q=old"),
    ],
)
def test_lists_keep_their_filters(enter: Enter, old: str, new: str) -> None:
    client = enter("administrator")
    answer = client.get(f"/wp-admin/{old}")
    assert (answer.status_code, answer["Location"]) == (302, f"/wp-admin/{new}")


def test_names_become_numbers(enter: Enter, staff: dict[str, User]) -> None:
    section, tag = create_term("category", "Harbour"), create_term("post_tag", "Boats")
    client, me = enter("editor"), staff["editor"].pk
    for old, new in {
        "edit.php?category_name=harbour": f"posts/?category={section.pk}",
        "edit.php?tag=boats&cat=3": f"posts/?category=3&tag={tag.pk}",
        "edit.php?author_name=author": f"posts/?author={staff['author'].pk}",
        "edit.php?category_name=none-such": "posts/",
        "edit-comments.php?comment_status=mine": f"comments/?user={me}",
        "upload.php?attachment-filter=mine": f"media/?author={me}",
        f"edit-tags.php?action=edit&taxonomy=category&tag_ID={section.pk}": f"categories/{section.pk}/change/",
    }.items():
        assert client.get(f"/wp-admin/{old}")["Location"] == f"/wp-admin/{new}"


def test_every_list_they_lead_to_opens(enter: Enter, write: Write) -> None:
    write(tags=[], sticky=True)
    client = enter("administrator")
    for old in (
        "edit.php?s=ferry&cat=1&m=202604&author=1&paged=2&orderby=date&order=asc",
        "edit.php?tag_id=99&show_sticky=1",
        "upload.php?attachment-filter=post_mime_type:image&s=q",
        "edit-comments.php?comment_status=moderated&p=1&s=x&comment_type=comment",
        "users.php?role=none&s=x&orderby=email&order=desc",
        "edit-tags.php?taxonomy=category&orderby=slug",
    ):
        assert client.get(f"/wp-admin/{old}", follow=True).status_code == 200, old


def test_revisions_open_where_wordpress_has_them(enter: Enter, write: Write, staff: dict[str, User]) -> None:
    from wirepress.content.posts.actions.update import update_post

    story = write("author", content="<p>The ferry leaves at six.</p>", tags=[])
    for text in ("<p>The ferry leaves at seven.</p>", "<p>The ferry leaves at eight.</p>"):
        update_post(Post.objects.get(pk=story.pk), {"content": text}, actor=staff["author"])
    newest, middle = revisions_of(story.pk)[:2]
    client = enter("author")
    base = f"/wp-admin/posts/{story.pk}/revisions/"
    assert client.get(f"/wp-admin/revision.php?revision={newest.pk}")["Location"] == f"{base}?to={newest.pk}"
    compared = client.get(f"/wp-admin/revision.php?from={middle.pk}&to={newest.pk}")["Location"]
    assert compared == f"{base}?to={newest.pk}&from={middle.pk}"
    page = client.get(compared).content.decode()
    assert "<del>seven</del>" in page and "<ins>eight</ins>" in page
    assert enter("author2").get(base).status_code == 403
    assert client.get("/wp-admin/revision.php?revision=999999").status_code == 404
    assert client.get(f"/wp-admin/revision.php?revision={story.pk}").status_code == 404


def test_a_revision_is_put_back_and_nothing_is_lost(enter: Enter, write: Write, staff: dict[str, User]) -> None:
    from wirepress.content.posts.actions.update import update_post

    story = write("author", content="<p>Before.</p>", tags=[])
    for text in ("<p>First.</p>", "<p>Second.</p>"):
        update_post(Post.objects.get(pk=story.pk), {"content": text}, actor=staff["author"])
    first = next(row for row in revisions_of(story.pk) if "First" in row.content)
    address = f"/wp-admin/posts/{story.pk}/revisions/{first.pk}/restore/"
    assert enter("author2").post(address).status_code == 403
    client = enter("author")
    assert client.get(address).status_code == 405
    assert client.post(address)["Location"] == f"/wp-admin/posts/{story.pk}/change/"
    story.refresh_from_db()
    assert story.content == "<p>First.</p>"
    assert any("Second" in row.content for row in revisions_of(story.pk))
    assert client.post(f"/wp-admin/posts/{story.pk}/revisions/{story.pk}/restore/").status_code == 404
