"""Templates that a site or a plugin brings go before the built-in ones, and docs/themes.md names what they are given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.settings.override import patch_settings
from tests.web.site.conftest import Write
from tests.web.site.page_contexts import Names, recording
from tests.web.site.plugin_site import AddPlugin
from wirepress.content.comments.models import Comment
from wirepress.content.comments.notices.wishes import set_wish
from wirepress.content.media.models import MediaFile
from wirepress.content.options import features, store
from wirepress.content.posts.addresses.permalinks import post_link, term_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.workflows.comment_mails import notice_link
from wirepress.web.site.present.cards import Card, Person
from wirepress.web.site.present.head import FeedLink, Head
from wirepress.web.site.present.lists.calendar_of_stories import Calendar, Cell
from wirepress.web.site.present.lists.front import Block, Front
from wirepress.web.site.present.lists.listing_layout import ListingLayout
from wirepress.web.site.present.lists.paging import Pages
from wirepress.web.site.present.lists.search_form import Choice, SearchForm
from wirepress.web.site.present.looks.menus import MenuLink
from wirepress.web.site.present.pictures import Picture
from wirepress.web.site.present.remarks import Remark
from wirepress.web.site.present.sections import Section
from wirepress.web.site.present.story import Story
from wirepress.web.site.views.listing import Listing

THEMES = (Path(__file__).resolve().parents[3] / "docs" / "themes.md").read_text()
THINGS = (
    Card,
    Person,
    Front,
    Block,
    FeedLink,
    Head,
    Pages,
    Picture,
    Remark,
    Section,
    Story,
    Listing,
    ListingLayout,
    SearchForm,
    Choice,
    Calendar,
    Cell,
    MenuLink,
)
PARTS = (
    "breadcrumbs",
    "calendar",
    "card",
    "picture",
    "comments",
    "comment",
    "comment_form",
    "nameplate",
    "nothing_found",
    "search_form",
)


def _documented(heading: str) -> set[str]:
    """Names in the table below a heading of docs/themes.md."""
    section = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", THEMES, re.M | re.S)
    assert section is not None, heading
    return set(re.findall(r"^\| `(\w+)` \|", section[1], re.M))


def _remark(post: Post, parent: int = 0) -> Comment:
    facts = {"date": post.date, "date_gmt": post.date_gmt, "approved": "1", "type": "comment", "parent_id": parent}
    return Comment.objects.create(post_id=post.pk, author_name="Ottoline", content="Well told.", **facts)


@pytest.fixture
def every_page(write: Write, reader: Client) -> Names:
    """What templates were given while a page of every kind was made."""
    store.put("posts_per_page", 3)
    picture = '<img src="http://elsewhere.example/boat.jpg" width="900" height="600" alt="A boat">'
    posts = [write(f"Story {number}", content=f"<p>Tide.</p>{picture}") for number in range(5)]
    about = write("About us", kind="page")
    _remark(posts[0], _remark(posts[0]).pk)
    drawing = Post.objects.create(type="attachment", status="inherit", mime_type="image/png", title="Harbour", slug="h")
    MediaFile.objects.create(post=drawing, path="2026/03/harbour.png", metadata={"width": 900, "height": 600})
    Post.objects.filter(pk=posts[0].pk).update(featured_media=drawing.pk)
    section = term_link(terms_of(posts[0], "category")[0])
    author = f"/author/{posts[0].author.nicename}/" if posts[0].author else ""
    with recording() as seen:
        for address in (
            "/",
            "/page/2/",
            "/nothing-at-all/",
            "/?s=tide",
            "/?s=zebrafish",
            "/?s=",
            post_link(posts[0]),
            post_link(about),
            section,
            author,
            "/2026/03/",
            f"{post_link(posts[0])}embed/",
        ):
            assert reader.get(address).status_code == (404 if "nothing" in address else 200), address
        assert reader.post("/wp-comments-post.php", {"comment_post_ID": posts[0].pk}).status_code == 400
        remark = Comment.objects.latest("pk")
        set_wish(remark, "asked")
        assert reader.get(notice_link(remark).removeprefix("http://news.example")).status_code == 200
    return seen


def test_every_page_is_given_the_names_that_are_documented(every_page: Names) -> None:
    common = _documented("Every page")
    pages = {name for name in every_page if name.removeprefix("site/").removesuffix(".html") not in (*PARTS, "base")}
    assert pages == set(re.findall(r"^## `(site/[a-z_]+\.html)`", THEMES, re.M))
    for name in pages:
        expected = _documented(f"`{name}`") | (common if name != "site/embed.html" else set())
        for given in every_page[name]:
            assert given == expected, name
    for given in every_page["site/base.html"]:
        assert common <= given


def test_every_part_is_given_the_names_that_are_documented(every_page: Names) -> None:
    rows = dict(re.findall(r"^\| `(site/\w+\.html)` \| (.*) \|$", THEMES, re.M))
    assert set(rows) == {f"site/{name}.html" for name in PARTS}
    for name, words in rows.items():
        always, _, sometimes = words.partition(";")
        assert every_page[name], name
        for given in every_page[name]:
            assert set(re.findall(r"`(\w+)`", always)) <= given, name
        ever = set().union(*every_page[name])
        assert set(re.findall(r"`(\w+)`", sometimes)) <= ever, name


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.__name__)
def test_every_thing_has_the_fields_that_are_documented(thing: type) -> None:
    computed = {name for name, value in vars(thing).items() if isinstance(value, property)}
    assert _documented(thing.__name__) == set(thing.__dataclass_fields__) | computed  # type: ignore[attr-defined]


def _theme(folder: Path, text: str, name: str = "missing") -> Path:
    (folder / "site").mkdir(parents=True, exist_ok=True)
    (folder / "site" / f"{name}.html").write_text(text)
    return folder


def test_a_plugin_replaces_a_template_and_off_it_does_not(
    reader: Client, add_plugin: AddPlugin, tmp_path: Path
) -> None:
    text = '{% extends "site/base.html" %}{% block main %}<h1>Gone with the tide</h1>{{ cards|length }}{% endblock %}'
    folder = _theme(tmp_path / "look", text)
    before = reader.get("/nowhere/").content
    name = add_plugin(template_folders=lambda: (folder,))
    assert b"Gone with the tide" in reader.get("/nowhere/").content
    features.switch(name, False)
    assert reader.get("/nowhere/").content == before
    features.switch(name, True)
    assert b"Gone with the tide" in reader.get("/nowhere/").content


def test_the_sites_own_folder_goes_before_plugins(
    reader: Client, add_plugin: AddPlugin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patch_settings(monkeypatch, site=tmp_path)
    monkeypatch.setenv("WIREPRESS_SITE", str(tmp_path))
    plugin = _theme(tmp_path / "look", "The plugin's")
    add_plugin(template_folders=lambda: (plugin,))  # a set of features of its own, so nothing is kept of other tests
    _theme(tmp_path / "templates", "The site's own {{ site_name }}")
    assert reader.get("/nowhere/").content.startswith(b"The site's own")


def test_a_replaced_part_shows_in_all_pages(
    write: Write, reader: Client, add_plugin: AddPlugin, tmp_path: Path
) -> None:
    write("Low water")
    folder = _theme(tmp_path, "[{{ card.title }}]", "card")
    add_plugin(template_folders=lambda: (folder,))
    assert b"[Low water]" in reader.get("/").content and b"[Low water]" in reader.get("/2026/03/").content
