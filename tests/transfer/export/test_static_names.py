"""Which file stands for an address, and which addresses a page names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.transfer.export.static.file_names import UnwritableName, file_of
from wirepress.transfer.export.static.find_links import links_of
from wirepress.transfer.export.static.write_redirects import choose

HTML, JSON, FEED = "text/html; charset=UTF-8", "application/json; charset=UTF-8", "application/rss+xml; charset=UTF-8"


@pytest.mark.parametrize(
    ("path", "kind", "file"),
    [
        ("/", HTML, "index.html"),
        ("/2026/05/ferry/", HTML, "2026/05/ferry/index.html"),
        ("/ferry", HTML, "ferry/index.html"),
        ("/version-2.0", HTML, "version-2.0/index.html"),
        ("/ferry.html", HTML, "ferry.html"),
        ("/feed/", FEED, "feed/index.xml"),
        ("/feed/atom/", "application/atom+xml", "feed/atom/index.xml"),
        ("/wp-json/wp/v2/posts/7", JSON, "wp-json/wp/v2/posts/7/index.json"),
        ("/robots.txt", "text/plain", "robots.txt"),
        ("/wp-sitemap.xml", "application/xml", "wp-sitemap.xml"),
        ("/%d0%bf%d1%80/", HTML, "пр/index.html"),
        ("//a//b/", HTML, "a/b/index.html"),
    ],
)
def test_files(path: str, kind: str, file: str) -> None:
    assert file_of(path, kind) == file


@pytest.mark.parametrize("path", ["/../x/", "/a/%2e%2e/b/", "/a%2fb/", "/a%5c..%5cb/", "/%00/", "/" + "x" * 300])
def test_names_that_no_file_can_have(path: str) -> None:
    with pytest.raises(UnwritableName):
        file_of(path, HTML)


@given(st.text(max_size=60), st.sampled_from([HTML, JSON, FEED, "text/css"]))
def test_no_file_lies_outside(path: str, kind: str) -> None:
    try:
        name = file_of("/" + path, kind)
    except UnwritableName:
        return
    assert not name.startswith("/")
    assert ".." not in name.split("/")


def test_links() -> None:
    body = b"""<a href="/a/">x</a><a href='b/'>y</a><a href="https://other.example/c/">z</a><a href="/d/?replytocom=3#x">r</a>
    <a href="/wp-admin/post.php">e</a><a class=x href="http://news.example/e/#part">s</a><link rel="stylesheet" href="/s.css?ver=3">
    <link rel="alternate" href="/a/feed/"><img srcset="/1.png 1x, /2.png 2x" src="/0.png"><a href="/a/feed/">f</a><a href="http://[">bad</a>"""
    assert list(links_of(body, HTML, "http://news.example/x/", "http://news.example")) == [
        *("/a/", "/x/b/", "/e/", "/s.css", "/0.png", "/1.png", "/2.png")
    ]
    css = b"@import 'more.css'; a { background: url(../img/x.svg) }"
    assert list(links_of(css, "text/css", "http://news.example/css/a.css", "http://news.example")) == [
        "/css/more.css",
        "/img/x.svg",
    ]


def test_redirects_that_can_be_told() -> None:
    moved = [
        ("/old/", "http://n.example/new/", 301),
        ("/old/", "/other/", 302),
        ("/there/", "/x/", 301),
        ("/same/", "/same/", 301),
        ("/gone/", "", 410),
    ]
    assert choose(moved, "http://n.example", {"/there/"}) == [("/gone/", "", 410), ("/old/", "/new/", 301)]
