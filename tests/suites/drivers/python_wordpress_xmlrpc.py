"""python-wordpress-xmlrpc: posts, pages, terms, comments, files, users, options over XML-RPC."""

from __future__ import annotations

import collections
import collections.abc
import os
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

# The package is older than Python 3.10, which moved these names.
for _name in ("Iterable", "Mapping", "Callable"):
    setattr(collections, _name, getattr(collections.abc, _name))

from wordpress_xmlrpc import Client, WordPressPage, WordPressPost, WordPressTerm  # noqa: E402
from wordpress_xmlrpc.compat import xmlrpc_client  # noqa: E402
from wordpress_xmlrpc.exceptions import InvalidCredentialsError  # noqa: E402
from wordpress_xmlrpc.methods import comments, media, options, posts, taxonomies, users  # noqa: E402
from wordpress_xmlrpc.methods.posts import GetPost, GetPosts, NewPost  # noqa: E402
from wordpress_xmlrpc.wordpress import WordPressComment  # noqa: E402

SITE, LOGIN = os.environ["SITE"], os.environ["LOGIN"]
client = Client(f"{SITE}/xmlrpc.php", LOGIN, os.environ["PASSWORD"])
program = Client(f"{SITE}/xmlrpc.php", LOGIN, os.environ["APPLICATION_PASSWORD"])


def lists_in_pages() -> None:
    first, second = (client.call(GetPosts({"number": 2, "offset": offset})) for offset in (0, 2))
    assert len(first) == len(second) == 2 and {post.id for post in first}.isdisjoint(post.id for post in second)


def writes_a_post() -> None:
    post = WordPressPost()
    post.title, post.content, post.post_status = "Über den Draht", "<p>Text & mehr</p>", "publish"
    post.date = datetime(2026, 3, 4, 5, 6, 7)
    post.terms_names = {"post_tag": ["draht", "boote"], "category": ["Hafen"]}
    post.custom_fields = [{"key": "mood", "value": "calm"}]
    post.id = client.call(NewPost(post))
    found = client.call(GetPost(post.id))
    assert found.title == post.title and found.date == post.date
    assert {term.name for term in found.terms} == {"draht", "boote", "Hafen"}
    assert any(field["key"] == "mood" and field["value"] == "calm" for field in found.custom_fields)
    found.title = "Geändert"
    assert client.call(posts.EditPost(found.id, found))
    assert client.call(GetPost(post.id)).title == "Geändert"
    assert client.call(posts.DeletePost(post.id))
    assert client.call(GetPost(post.id)).post_status == "trash"


def writes_a_page() -> None:
    page = WordPressPage()
    page.title, page.content, page.post_status = "Imprint", "Who we are", "publish"
    page.id = client.call(NewPost(page))
    found = client.call(GetPosts({"post_type": "page"}, results_class=WordPressPage))
    assert [one.title for one in found] == ["Imprint"]
    assert client.call(posts.DeletePost(page.id))


def terms() -> None:
    term = WordPressTerm()
    term.name, term.taxonomy, term.description = "Tides", "category", "High and low"
    term.id = client.call(taxonomies.NewTerm(term))
    assert client.call(taxonomies.GetTerm("category", term.id)).name == "Tides"
    term.name = "High tides"
    assert client.call(taxonomies.EditTerm(term.id, term))
    assert "High tides" in [one.name for one in client.call(taxonomies.GetTerms("category"))]
    assert client.call(taxonomies.DeleteTerm("category", term.id))
    assert {"category", "post_tag"} <= {one.name for one in client.call(taxonomies.GetTaxonomies())}


def talk() -> None:
    comment = WordPressComment()
    comment.content = "Thank you."
    number = client.call(comments.NewComment(4101, comment))
    assert client.call(comments.GetComment(number)).content == "Thank you."
    assert str(number) in [str(one.id) for one in client.call(comments.GetComments({"post_id": 4101}))]
    counts = client.call(comments.GetCommentCount(4101))
    assert int(counts["total_comments"]) >= 1
    assert client.call(comments.DeleteComment(number))


def files() -> None:
    data = {
        "name": "quäy.png",
        "type": "image/png",
        "bits": xmlrpc_client.Binary(Path(os.environ["PICTURE"]).read_bytes()),
    }
    answer = client.call(media.UploadFile(data))
    assert answer["url"].endswith(".png")
    assert str(answer["id"]) in [str(item.id) for item in client.call(media.GetMediaLibrary({}))]


def people_and_options() -> None:
    assert client.call(users.GetProfile()).nickname
    assert client.call(users.GetUserInfo()).username == LOGIN
    assert LOGIN in [user.username for user in client.call(users.GetUsers())]
    assert [one.name for one in client.call(options.GetOptions(["blog_title"]))] == ["blog_title"]
    client.call(options.SetOptions({"blog_tagline": "Told over the wire"}))
    assert client.call(options.GetOptions(["blog_tagline"]))[0].value == "Told over the wire"


def by_application_password() -> None:
    assert program.call(users.GetUserInfo()).username == LOGIN


def a_wrong_password_is_refused() -> None:
    try:
        Client(f"{SITE}/xmlrpc.php", LOGIN, "wrong").call(users.GetUserInfo())
    except InvalidCredentialsError:
        return
    raise AssertionError("it was taken")


STEPS: tuple[Callable[[], None], ...] = (
    lists_in_pages,
    writes_a_post,
    writes_a_page,
    terms,
    talk,
    files,
    people_and_options,
    by_application_password,
    a_wrong_password_is_refused,
)

if __name__ == "__main__":
    failed = 0
    for run in STEPS:
        name = run.__name__.replace("_", " ")
        try:
            run()
        except Exception:
            failed += 1
            print(f"FAILED  {name}: {' '.join(traceback.format_exc(limit=-2).split())}")
        else:
            print(f"ok      {name}")
    sys.exit(1 if failed else 0)
