"""The public site as files: a plain server of files answers what the site answers, and nothing in them is not public."""

from __future__ import annotations

import functools
import http.client
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import serving
from tests.commands import python
from wirepress.content.options import store
from wirepress.transfer.export.output_file import ExportError
from wirepress.transfer.export.static import StaticOptions, export_static, write_pages
from wirepress.transfer.export.static.write_pages import Answered

FILL = """
import django; django.setup()
from django.core.files.storage import default_storage
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.listing import totals
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
chief = User.objects.get(login="chief")
days = dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), "2024-05-06 07:08:09")
category = Term.objects.get(taxonomy="category")
def make(title, **more):
    row = dict(type="post", status="publish", author=chief, title=title, content=f"<p>text of {title}</p>") | days
    row = row | dict(slug=title.lower().replace(" ", "-")) | more
    post = Post.objects.create(**row)
    if post.type == "post":
        TermPost.objects.create(term=category, post_id=post.pk)
    return post
for number in range(13):
    make(f"Story {number}")
moved = make("Moved story")
PostMeta.objects.create(post=moved, key="_wp_old_slug", value="before")
make("Cyrillic", slug="%d0%bf%d1%80%d0%b8%d1%87%d0%b0%d0%bb")
make("About", type="page", slug="about")
make("HIDDEN draft", status="draft")
make("HIDDEN private", status="private")
make("HIDDEN later", status="future", date="2090-01-01", date_gmt="2090-01-01")
locked = make("Locked", password="sesame", content="HIDDEN behind a password")
for parent, name in ((moved.pk, "open.png"), (locked.pk, "locked.png")):
    picture = make(name, type="attachment", status="inherit", parent_id=parent, mime_type="image/png")
    sizes = {"thumbnail": {"file": f"150-{name}"}}
    MediaFile.objects.create(post=picture, path=f"2024/05/{name}", metadata={"sizes": sizes, "width": 1, "height": 1})
    for file in (name, f"150-{name}"):
        default_storage.overwrite(f"2024/05/{file}", b"bytes of " + file.encode())
totals.recount_totals(); totals.count_terms([category.pk])
"""


@contextmanager
def file_server(folder: Path) -> Iterator[int]:
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A server of files that says nothing and knows the index of feeds and documents, as any can be told."""

    def translate_path(self, path: str) -> str:
        found = Path(super().translate_path(path))
        indexes = (found / f"index.{ending}" for ending in ("html", "xml", "json"))
        return next((str(index) for index in indexes if path.endswith("/") and index.is_file()), str(found))

    def log_message(self, *_: object) -> None:
        pass


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


PAGES = (
    "/",
    "/page/2/",
    "/2024/05/06/story-0/",
    "/2024/05/06/%d0%bf%d1%80%d0%b8%d1%87%d0%b0%d0%bb/",
    "/about/",
    "/category/uncategorized/",
    "/category/uncategorized/page/2/",
    "/author/chief/",
    "/2024/",
    "/2024/05/06/",
    "/2024/05/06/locked/",
    "/robots.txt",
    "/wp-content/uploads/2024/05/150-open.png",
)


def test_files_answer_what_the_site_answers(tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    with (
        serving.database() as url,
        serving.served(site, url=url, workers=1, permalinks="/%year%/%monthnum%/%day%/%postname%/") as service,
    ):
        python(site, service.environment, FILL)
        said = serving.run(site, service.environment, "export", "static", str(out), "--processes", "2")
        assert "Lost" not in said, said
        files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
        with file_server(out) as port:
            for path in PAGES:
                there = service.get(path)
                assert there.status == 200, path
                assert get(port, path) == (200, there.body), path
            stories = service.get("/wp-json/wp/v2/posts").json()
            for path in ("/wp-json/wp/v2/posts/", f"/wp-json/wp/v2/posts/{stories[0]['id']}/", "/wp-json/"):
                assert get(port, path) == (200, service.get(path.rstrip("/") if path != "/wp-json/" else path).body), (
                    path
                )
        feed = (out / "feed/index.xml").read_bytes()
        assert feed.count(b"<item>") == 10
        assert (out / "wp-json/wp/v2/posts/page/1/index.json").exists()
        assert b"story-0" in b"".join(path.read_bytes() for path in out.glob("*sitemap*.xml"))
        assert (out / "404.html").read_bytes().startswith(b"<!")
        assert any(name.startswith("wp-includes/wirepress/") and name.endswith(".css") for name in files)
        assert "/2024/05/06/before/,/2024/05/06/moved-story/,301" in (out / "redirects.csv").read_text()
        assert "/2024/05/06/before/ /2024/05/06/moved-story/ 301" in (out / "_redirects").read_text()
        leaks = [path for path in out.rglob("*") if path.is_file() and b"HIDDEN" in path.read_bytes()]
        assert not leaks
        assert not [name for name in files if "sesame" in name or name.endswith("locked.png")]
        assert "wp-content/uploads/2024/05/open.png" in files
        assert (out / "index.html").stat().st_mode & 0o777 == 0o644


def as_nobody(path: str) -> Answered:
    """A site of one page."""
    return Answered(200 if path == "/" else 404, "text/html", "", f"<p>{path}</p>".encode())


def test_when_it_is_stopped_nobody_writes_any_more(transactional_db: None, tmp_path: Path) -> None:
    store.put("permalink_structure", "/%postname%/")

    def endless(path: str) -> Answered:
        number = int(path.strip("/") or 0) if path.strip("/").isdecimal() or path == "/" else 0
        links = "".join(f'<a href="/{number * 10 + place}/">x</a>' for place in range(1, 10))
        return Answered(200, "text/html", "", links.encode())

    def stop(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_static(str(tmp_path / "out"), endless, StaticOptions(processes=2), progress=stop)
    assert not list(tmp_path.iterdir())


def test_a_process_ends_with_the_one_that_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    write_pages._end_with(os.getpid())  # which is not this process's parent
    assert ended == [1]


def test_only_an_earlier_export_is_replaced(transactional_db: None, tmp_path: Path) -> None:
    store.put("permalink_structure", "")
    with pytest.raises(ExportError, match="permalinks"):
        export_static(str(tmp_path / "out"), as_nobody)
    store.put("permalink_structure", "/%postname%/")
    one, again = StaticOptions(processes=1), StaticOptions(processes=1, replace=True)
    export_static(str(tmp_path / "out"), as_nobody, one)
    assert (tmp_path / "out/index.html").read_text() == "<p>/</p>"
    (tmp_path / "out/old.html").write_text("old")
    with pytest.raises(ExportError, match="there already"):
        export_static(str(tmp_path / "out"), as_nobody, one)
    export_static(str(tmp_path / "out"), as_nobody, again)
    assert not (tmp_path / "out/old.html").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    for name in ("mine", "link"):
        with pytest.raises(ExportError, match="not replaced"):
            export_static(str(tmp_path / name), as_nobody, again)
    assert (mine / "letter.txt").read_text() == "mine"

    def failing(path: str) -> Answered:
        if path == "/":
            raise KeyboardInterrupt
        return as_nobody(path)

    with pytest.raises(KeyboardInterrupt):
        export_static(str(tmp_path / "out"), failing, again)
    assert (tmp_path / "out/index.html").read_text() == "<p>/</p>"
    assert {path.name for path in tmp_path.iterdir()} == {"out", "mine", "link"}
