"""The block editor's page: who gets it, what is in it, and the plain form without it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from tests.web.admin.conftest import Enter
from wirepress.content.posts.models import Post

pytestmark = pytest.mark.usefixtures("with_editor")


def config_of(answer: HttpResponse) -> Any:
    """What the page tells its script."""
    found = re.search(
        r'<script type="application/json" id="wirepress-editor-config">(.*?)</script>', answer.content.decode()
    )
    assert found is not None
    return json.loads(found[1])


def address(post: Post, more: str = "") -> str:
    return f"/wp-admin/post.php?post={post.pk}&action=edit{more}"


def test_a_story_is_opened_with_all_that_the_editor_asks_for(enter: Enter, write: Callable[..., Post]) -> None:
    story = write("editor", title="</script> & lamps")
    answer = enter("editor").get(address(story))
    config = config_of(answer)
    preloaded = config["preload"][f"/wp/v2/posts/{story.pk}?context=edit"]
    assert preloaded["body"]["title"]["raw"].startswith("</script> ") and "PUT" in preloaded["headers"]["Allow"]
    assert {"/wp/v2/types?context=view", "/wp/v2/types/post?context=edit", "/wp/v2/users/me"} <= config[
        "preload"
    ].keys()
    assert "POST" in config["preload"]["OPTIONS"]["/wp/v2/media"]["headers"]["Allow"]
    assert config["post"] == {"id": story.pk, "type": "post"} and config["edits"] is None
    assert "no-store" in answer["Cache-Control"]


def test_its_nonce_is_good_for_rest(enter: Enter, write: Callable[..., Post]) -> None:
    client, story = enter("editor"), write()
    nonce = config_of(client.get(address(story)))["nonce"]
    saved = client.post(f"/wp-json/wp/v2/posts/{story.pk}", {"title": "Later ferry"}, headers={"X-WP-Nonce": nonce})
    assert saved.status_code == 200
    story.refresh_from_db()
    assert story.title == "Later ferry"


def test_what_the_user_may_not_read_is_left_out(enter: Enter, write: Callable[..., Post]) -> None:
    config = config_of(enter("contributor").get(address(write("contributor", status="draft"))))
    assert "/wp/v2/settings" not in config["preload"]
    assert config["preload"]["OPTIONS"]["/wp/v2/media"]["headers"]["Allow"] == "GET"
    assert config["settings"]["allowedMimeTypes"] is None


def test_a_new_story_is_nowhere_until_it_is_saved(enter: Enter) -> None:
    client = enter("author")
    config = config_of(client.get("/wp-admin/post-new.php"))
    post = Post.objects.get(pk=config["post"]["id"])
    assert (post.status, config["edits"]) == ("auto-draft", {"title": "", "content": "", "excerpt": ""})
    assert b"Auto Draft" not in client.get("/wp-admin/posts/").content
    assert config_of(enter("editor").get("/wp-admin/post-new.php?post_type=page"))["post"]["type"] == "page"


@pytest.mark.parametrize(
    ("who", "status"), [("anonymous", 302), ("subscriber", 403), ("contributor", 403), ("author", 403)]
)
def test_another_s_story_is_refused(enter: Enter, write: Callable[..., Post], who: str, status: int) -> None:
    assert enter(who).get(address(write("editor"))).status_code == status


@pytest.mark.parametrize(("who", "status"), [("anonymous", 302), ("subscriber", 403), ("contributor", 403)])
def test_a_new_page_is_refused(enter: Enter, who: str, status: int) -> None:
    assert enter(who).get("/wp-admin/post-new.php?post_type=page").status_code == status
    assert not Post.objects.filter(status="auto-draft").exists()


def test_the_plain_form_is_there_for_who_wants_it(enter: Enter, write: Callable[..., Post]) -> None:
    client, story = enter("editor"), write()
    assert client.get(address(story, "&classic"))["Location"] == f"/wp-admin/posts/{story.pk}/change/"
    assert client.get("/wp-admin/post-new.php?classic")["Location"] == "/wp-admin/posts/add/"
    trashed = write(status="trash")
    assert client.get(address(trashed))["Location"] == f"/wp-admin/posts/{trashed.pk}/change/"


def test_the_newsroom_leads_to_it(enter: Enter, write: Callable[..., Post]) -> None:
    client, story = enter("editor"), write()
    assert (
        f'href="/wp-admin/post.php?post={story.pk}&amp;action=edit"' in client.get("/wp-admin/posts/").content.decode()
    )
    assert "/wp-admin/post-new.php?post_type=post" in client.get("/wp-admin/").content.decode()


def test_the_page_runs_its_own_scripts_only(enter: Enter, write: Callable[..., Post]) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in enter("editor").get(address(write()))["Content-Security-Policy"].split(";")
    )
    assert "unsafe" not in policy["script-src"] and "'self'" not in policy["script-src"]
    assert "/wp-admin/editor/" in policy["script-src"] and "blob:" in policy["frame-src"]


@pytest.mark.parametrize(
    ("accept", "ending"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", ""), ("identity", "")]
)
def test_files_are_sent_as_they_were_packed(enter: Enter, accept: str, ending: str) -> None:
    answer = enter("anonymous").get("/wp-admin/editor/editor-1.js", headers={"Accept-Encoding": accept})
    assert answer.get("Content-Encoding", "") == ending
    assert answer.content.decode() == "editor-1.js" + {"br": ".br", "gzip": ".gz", "": ""}[ending]
    assert "immutable" in answer["Cache-Control"] and answer["Vary"] == "Accept-Encoding"
    again = enter("anonymous").get(
        "/wp-admin/editor/editor-1.js", headers={"Accept-Encoding": accept, "If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["manifest.json", "editor-2.js", "..%2Fpyproject.toml", "editor-1.js.br"])
def test_no_other_file_is_sent(enter: Enter, name: str) -> None:
    assert enter("anonymous").get(f"/wp-admin/editor/{name}").status_code in (302, 404)


def test_a_package_that_comes_later_is_found(
    enter: Enter, write: Callable[..., Post], with_editor: Path, tmp_path: Path
) -> None:
    client, story = enter("editor"), write()
    package = with_editor.parent
    package.rename(tmp_path / "elsewhere")
    assert client.get(address(story)).status_code == 302
    (tmp_path / "elsewhere").rename(package)
    assert client.get(address(story)).status_code == 200
