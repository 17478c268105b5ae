"""Style sheets and scripts of plugins stand in the pages that want them, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from tests.web.site.plugin_site import AddPlugin
from wirepress.content.options import features
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.core.hooks import PageAsset


def _pages(write: Write, reader: Client) -> dict[str, str]:
    story, page = write(), write("About", kind="page")
    addresses = {
        "front": "/",
        "story": post_link(story),
        "page": post_link(page),
        "listing": "/2026/03/",
        "search": "/?s=pilots",
        "missing": "/nowhere/",
    }
    pages = {kind: reader.get(address).content.decode() for kind, address in addresses.items()}
    refused = reader.post("/wp-comments-post.php", {"comment_post_ID": story.pk})
    return pages | {"refused": refused.content.decode()}


def test_a_file_is_in_the_pages_that_name_it(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    kinds = ("front", "story", "page", "listing", "search", "missing", "refused")
    add_plugin(page_assets=lambda: [PageAsset(f"clock/{kind}.js", (kind,)) for kind in kinds])  # type: ignore[arg-type]
    for shown, html in _pages(write, reader).items():
        assert [kind for kind in kinds if f"/wp-includes/wirepress/clock/{kind}.js" in html] == [shown]


def test_files_stand_in_their_order_and_place(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    assets = (
        PageAsset("clock/b.css", order=20),
        PageAsset("clock/a.css", order=5),
        PageAsset("clock/a.css", order=30),  # the same file once more
        PageAsset("clock/foot.css", loading="deferred"),
        PageAsset("clock/soon.js"),
        PageAsset("clock/later.js", loading="deferred"),
    )
    add_plugin(page_assets=lambda: assets)
    html = reader.get("/").content.decode()
    folder = "/wp-includes/wirepress/clock/"
    head, _, body = html.partition("</head>")
    assert head.count(f"{folder}a.css") == 1
    assert head.index(f"{folder}a.css") < head.index(f"{folder}b.css") < head.index(f"{folder}soon.js")
    assert f'<script src="{folder}soon.js"></script>' in head
    assert f'<script src="{folder}later.js" defer></script>' in head
    assert f"{folder}foot.css" not in head and f'<link rel="stylesheet" href="{folder}foot.css">' in body


def test_a_page_may_go_without(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    add_plugin(
        page_assets=lambda: [
            PageAsset(
                "clock/long.js", ("story",), wanted=lambda request, post: post is not None and post.title == "Long"
            ),
            PageAsset("clock/broken.js", wanted=lambda request, post: 1 // 0 > 0),
        ]
    )
    long, short = write("Long"), write("Short")
    assert "clock/long.js" in reader.get(post_link(long)).content.decode()
    html = reader.get(post_link(short)).content.decode()
    assert "clock/long.js" not in html and "clock/broken.js" not in html and "Short" in html


def test_switched_off_there_is_no_trace(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    write()
    before = reader.get("/").content
    name = add_plugin(page_assets=lambda: [PageAsset("clock/a.css")])
    assert b"clock/a.css" in reader.get("/").content
    features.switch(name, False)
    assert reader.get("/").content == before


def test_other_files_are_refused_when_they_are_declared() -> None:
    with pytest.raises(ValueError, match=r"clock/a\.png"):
        PageAsset("clock/a.png")
