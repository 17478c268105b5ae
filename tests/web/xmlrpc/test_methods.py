"""What writing programs do all day, by the standard library's client."""

from __future__ import annotations

import io
import xmlrpc.client
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from PIL import Image

from tests.web.xmlrpc.conftest import PASSWORD, Say
from wirepress.content.options import store
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.users import application_passwords
from wirepress.content.users.models import User
from wirepress.web.xmlrpc.methods import _SITE

STORY = {"post_title": "Low water", "post_content": "Sand.", "post_status": "publish"}


def _refused(code: int) -> Any:
    return pytest.raises(xmlrpc.client.Fault, match=f"Fault {code}:")


def test_a_story_is_written_read_changed_and_thrown_away(say: Say) -> None:
    terms = {"post_tag": ["tide", "sand"], "category": ["Harbour"]}
    number = say("wp.newPost", {**STORY, "terms_names": terms, "custom_fields": [{"key": "pier", "value": "2"}]})
    read = say("wp.getPost", number)
    assert (read["post_title"], read["post_status"], read["post_name"]) == ("Low water", "publish", "low-water")
    assert [term["name"] for term in read["terms"]] == ["Harbour", "sand", "tide"]
    assert [(field["key"], field["value"]) for field in read["custom_fields"]] == [("pier", "2")]
    field = read["custom_fields"][0]["id"]
    assert say("wp.editPost", number, {"post_title": "High water", "custom_fields": [{"id": field}]}) is True
    again = say("wp.getPost", number, ["post_title", "custom_fields"])
    assert again == {"post_id": number, "post_title": "High water", "custom_fields": []}
    assert [one["post_id"] for one in say("wp.getPosts", {"number": 5}, ["post_title"])] == [number]
    assert say("wp.deletePost", int(number)) is True
    assert Post.objects.get(pk=number).status == "trash"
    assert say("wp.deletePost", int(number)) is True and not Post.objects.filter(pk=number).exists()


def test_dates_are_the_site_s_or_gmt(say: Say) -> None:
    store.put("timezone_string", "America/New_York")
    at = xmlrpc.client.DateTime(datetime(2026, 3, 9, 7, 30))
    local = say("wp.getPost", say("wp.newPost", {**STORY, "post_date": at}))
    gmt = say("wp.getPost", say("wp.newPost", {**STORY, "post_date_gmt": at}))
    assert (str(local["post_date"]), str(local["post_date_gmt"])) == ("20260309T07:30:00", "20260309T11:30:00")
    assert (str(gmt["post_date"]), str(gmt["post_date_gmt"])) == ("20260309T03:30:00", "20260309T07:30:00")


@pytest.mark.parametrize(("role", "code"), [("subscriber", 401), ("contributor", 401), ("author", 0), ("editor", 0)])
def test_who_may_publish(say: Say, role: str, code: int) -> None:
    if code:
        with _refused(code):
            say("wp.newPost", STORY, by=role)
        assert not Post.objects.exists()
    else:
        assert say("wp.newPost", STORY, by=role)


def test_another_s_story_is_left_alone(say: Say) -> None:
    number = say("wp.newPost", STORY, by="editor")
    for method, args in (("wp.editPost", [{"post_title": "Mine"}]), ("wp.deletePost", []), ("wp.getPost", [])):
        with _refused(401):
            say(method, number, *args, by="author")
    with _refused(401):
        say("metaWeblog.editPost", {"title": "Mine"}, by="author", before=(number,))
    with _refused(401):
        say("wp.newPost", {**STORY, "post_author": 1}, by="author")
    assert queries.load_posts([int(number)])[0].title == "Low water"


def test_passwords(say: Say, people: dict[str, User], send: Callable[[bytes], bytes]) -> None:
    with _refused(403):
        say("wp.getProfile", password="wrong")
    _, secret = application_passwords.create(people["editor"], "pen")
    assert say("wp.getProfile", password=secret)["username"] == "editor"
    assert say("wp.getUsersBlogs", before=())[0]["isAdmin"] is False
    # After one wrong password no other call of the same request gets in: guessing takes a request a guess.
    calls = [{"methodName": "wp.getProfile", "params": [1, "editor", word]} for word in ("wrong", PASSWORD)]
    found, _ = xmlrpc.client.loads(send(xmlrpc.client.dumps((calls,), "system.multicall").encode()))
    assert [one["faultCode"] for one in found[0]] == [403, 403]


def test_guessing_is_slowed(say: Say) -> None:
    for _ in range(10):
        with _refused(403):
            say("wp.getProfile", password="wrong")
    with _refused(403):
        say("wp.getProfile")


def test_terms(say: Say) -> None:
    number = say("wp.newTerm", {"name": "Ports", "taxonomy": "category"})
    below = say("wp.newTerm", {"name": "Piers", "taxonomy": "category", "parent": int(number)})
    assert say("wp.getTerm", "category", below)["parent"] == number
    assert say("wp.editTerm", below, {"taxonomy": "category", "name": "Quays"}) is True
    assert {term["name"] for term in say("wp.getTerms", "category")} == {"Harbour", "Ports", "Quays"}
    assert say("wp.newCategory", {"name": "Ports"}) == int(number)
    assert [one["category_name"] for one in say("wp.suggestCategories", "po", 5)] == ["Ports"]
    with _refused(500):
        say("wp.newTerm", {"name": "Ports", "taxonomy": "category"})
    with _refused(403):
        say("wp.newTerm", {"name": "x", "taxonomy": "nothing"})
    with _refused(401):
        say("wp.newTerm", {"name": "x", "taxonomy": "category"}, by="author")
    assert say("wp.deleteTerm", "category", below) is True and say("wp.deleteCategory", int(number)) is True
    with _refused(401):
        say("wp.deleteCategory", 1)


def test_comments(say: Say) -> None:
    story = say("wp.newPost", {**STORY, "comment_status": "open"})
    number = say("wp.newComment", story, {"content": "The tide was lower."})
    assert say("wp.getComment", number)["status"] == "approve"
    assert say("wp.editComment", number, {"status": "hold", "content": "Much lower."}) is True
    assert [one["content"] for one in say("wp.getComments", {"post_id": int(story)})] == ["Much lower."]
    assert say("wp.getCommentCount", story) == {"approved": 0, "awaiting_moderation": 1, "spam": 0, "total_comments": 1}
    with _refused(403):
        say("wp.editComment", number, {"content": "x"}, by="author")
    assert say("wp.deleteComment", number) is True and say("wp.getComment", number)["status"] == "trash"
    closed = say("wp.newPost", STORY)
    with _refused(403):
        say("wp.newComment", closed, {"content": "x"})


def _gif() -> bytes:
    drawn = io.BytesIO()
    Image.new("P", (4, 4)).save(drawn, "GIF")
    return drawn.getvalue()


def test_files(say: Say) -> None:
    made = say(
        "wp.uploadFile", {"name": "tide table.txt", "type": "text/plain", "bits": xmlrpc.client.Binary(b"low 7:30")}
    )
    assert made["url"].endswith(".txt") and made["id"] == made["attachment_id"]
    assert [one["attachment_id"] for one in say("wp.getMediaLibrary")] == [made["id"]]
    assert say("wp.getMediaItem", made["id"])["type"] == "text/plain"
    for name, bits in (("a.php", b"<?php"), ("a.png", b"no picture"), ("a.txt", b"")):
        with _refused(500):
            say("wp.uploadFile", {"name": name, "type": "text/plain", "bits": xmlrpc.client.Binary(bits)})
    for name in ("tide.html", "tide.js"):
        with _refused(500):
            say("wp.uploadFile", {"name": name, "bits": xmlrpc.client.Binary(b"let tide = 1")}, by="author")
    renamed = say("wp.uploadFile", {"name": "pier.php.jpg", "bits": xmlrpc.client.Binary(_gif())}, by="author")
    assert renamed["url"].endswith("/pier.php_.gif") and renamed["type"] == "image/gif"
    assert say("wp.deleteFile", renamed["id"]) is True
    with _refused(401):
        say("wp.uploadFile", {"name": "a.txt", "bits": "x"}, by="subscriber")
    assert say("wp.deleteFile", made["id"]) is True and say("wp.getMediaLibrary") == []


def test_the_older_interfaces_reach_the_same_stories(say: Say) -> None:
    fog = {
        "title": "Fog",
        "description": "Thick.",
        "mt_text_more": "Very.",
        "categories": ["Harbour"],
        "mt_keywords": "fog, sea",
    }
    number = say("metaWeblog.newPost", fog, True)
    read = say("metaWeblog.getPost", before=(number,))
    assert (read["description"], read["mt_text_more"], read["mt_keywords"], read["categories"]) == (
        "Thick.",
        "Very.",
        "fog, sea",
        ["Harbour"],
    )
    assert say("blogger.getPost", before=("key", number))["postid"] == number
    assert [one["title"] for one in say("mt.getRecentPostTitles", 3)] == ["Fog"]
    assert say("mt.getPostCategories", before=(number,))[0]["categoryName"] == "Harbour"
    assert say("mt.setPostCategories", [{"categoryId": 1}], before=(number,)) is True
    draft = say("blogger.newPost", "<title>Mist</title><category>Harbour</category>Thin.", False, before=("key", 1))
    assert Post.objects.get(pk=draft).status == "draft"
    assert say("mt.publishPost", before=(draft,)) == draft and Post.objects.get(pk=draft).status == "publish"
    assert say("blogger.deletePost", True, before=("key", draft)) is True
    assert [one["postid"] for one in say("metaWeblog.getRecentPosts", 9)] == [number]


def test_pages(say: Say) -> None:
    number = say("wp.newPage", {"title": "Masthead", "description": "Who we are.", "page_status": "publish"}, True)
    assert say("wp.getPage", before=(1, number))["title"] == "Masthead"
    assert say("wp.editPage", {"title": "Imprint", "description": "We."}, True, before=(1, number)) is True
    assert [page["page_title"] for page in say("wp.getPageList")] == ["Imprint"]
    assert [page["wp_slug"] for page in say("wp.getPages")] == ["masthead"]
    with _refused(404):
        say("wp.getPage", before=(1, 99999))
    assert say("wp.deletePage", number) is True


def test_options_and_people(say: Say) -> None:
    assert say("wp.getOptions", ["blog_title"])["blog_title"]["readonly"] is True
    changed = say("wp.setOptions", {"blog_title": "Marsh Times", "thumbnail_size_w": "abc"}, by="administrator")
    assert changed["blog_title"]["value"] == store.get("blogname") == "Marsh Times"
    with _refused(403):
        say("wp.setOptions", {"blog_title": "Mine"})
    assert say("wp.editProfile", {"nickname": "Edie", "bio": "Writes."}) is True
    assert say("wp.getProfile")["nickname"] == "Edie"
    with _refused(401):
        say("wp.getUsers", by="author")
    assert len(say("wp.getUsers", by="administrator")) == 5


@pytest.mark.parametrize(
    "junk", [(), (1,), ({},), ([],), ("x",), (None,), (-1,), (2**31 - 1,), ({"a": [{}]},), ("9" * 30, {}, [])]
)
def test_no_method_breaks_on_junk(say: Say, junk: tuple[Any, ...]) -> None:
    for method in _SITE:
        for before in ((), (1,), (1, 1)):
            try:
                say(method, *junk, by="administrator", before=before)
            except xmlrpc.client.Fault as fault:
                assert fault.faultString
