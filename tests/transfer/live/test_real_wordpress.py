"""A real WordPress (Debian's 6.1) is read by its address, and what came answers as the original does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client

from tests import real_wordpress
from tests.real_wordpress import RealWordPress
from tests.transfer.wordpress_db.mariadb import MariaDB
from tests.wordpress_server import DROPS
from wirepress.content.comments.models import Comment
from wirepress.content.menus.locations import assigned_menus
from wirepress.content.options import store
from wirepress.content.options.widgets import find_instance
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import TermMeta, TermPost
from wirepress.content.users.models import User, UserMeta
from wirepress.core.images import resize
from wirepress.settings.settings import get_settings
from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.importing.sources import find_sources

pytestmark = pytest.mark.usefixtures("room")

# Where our answers differ from those of 6.1, by rule: path within a document -> why.
DIFFERENCES: Final = {
    "guid.rendered": "a guid is a name and keeps the address of the site that gave it",
    "_links.self.0.targetHints": "came with 6.7",
    "class_list": "came with 6.7",
    "featured_media": "of files: came with 6.8",
    "meta.footnotes": "came with 6.3",
    "meta.depth": "registered there by a plugin; kept here, shown once a plugin declares it",
    "meta.buoys": "the same",
    "meta": "the same of terms: an object with registered fields there, an empty list here",
    "harbours": "a taxonomy of a plugin there",
    "_links.wp:term": "the same",
    "_links.version-history.0.count": "versions are read with the database, not by the API",
    "_links.predecessor-version": "the same",
    "author_avatar_urls": "gravatar.com is asked by another host and hash since 6.8",
}
# The same pictures and galleries, with attributes in another order and without the style sheet of the old theme.
WORDED_ANEW: Final = {"content.rendered", "description.rendered"}
ROUTES: Final = ("posts", "pages", "categories", "tags", "media", "comments", "navigation")


@pytest.fixture(scope="module")
def wordpress(server: MariaDB, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealWordPress]:
    with real_wordpress.installed(tmp_path_factory.mktemp("real") / "wordpress", server) as site:
        yield site


@pytest.fixture(scope="module")
def ids(wordpress: RealWordPress) -> dict[str, Any]:
    """Ids of what it holds, by name."""
    return wordpress.fill()


def chief(site: RealWordPress, **options: Any) -> ImportRequest:
    return ImportRequest((f"{site.address}/",), user="chief", passphrase=site.password, **options)


def differences(theirs: Any, ours: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield path and both values wherever two documents differ."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in {**theirs, **ours}:
            yield from differences(theirs.get(name), ours.get(name), f"{path}.{name}".strip("."))
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for place, (one, other) in enumerate(zip(theirs, ours, strict=True)):
            yield from differences(one, other, f"{path}.{place}")
    elif theirs != ours:
        yield path, theirs, ours


def words(html: str) -> list[str]:
    """What a reader sees of HTML, and where its links and pictures lead."""
    import re

    html = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    return sorted(re.findall(r"(?:href|src|alt)=[\"']([^\"']*)", html)) + re.sub(r"<[^>]+>", " ", html).split()


def test_public_answers_are_the_same_but_for_named_differences(wordpress: RealWordPress, ids: dict[str, Any]) -> None:
    report = run_import(chief(wordpress, media=True))
    assert not report.failed
    met = set()
    for route in ROUTES:
        answer = wordpress.send("GET", f"/index.php?rest_route=/wp/v2/{route}")
        text = answer.body.decode().replace(
            wordpress.address.replace("/", "\\/"), get_settings().url.replace("/", "\\/")
        )
        mine = Client().get("/index.php", {"rest_route": f"/wp/v2/{route}"})
        theirs, ours = json.loads(text), json.loads(mine.content)
        assert answer.headers["x-wp-total"] == mine.headers["X-WP-Total"], route
        assert [one["id"] for one in theirs] == [one["id"] for one in ours], route
        for one, other in zip(theirs, ours, strict=True):
            for path, there, here in differences(one, other):
                if path in WORDED_ANEW:
                    assert words(there) == words(here), (route, one["id"], path)
                    continue
                known = next((name for name in DIFFERENCES if path == name or path.startswith(f"{name}.")), None)
                assert known, (route, one["id"], path, there, here)
                met.add(known)
    assert met == set(DIFFERENCES)  # none that is no longer one


def test_a_password_brings_all_that_the_api_tells(wordpress: RealWordPress, ids: dict[str, Any]) -> None:
    run_import(chief(wordpress, media=True))
    states = dict(Post.objects.values_list("pk", "status"))
    for name in ("draft", "pending", "private", "future", "trash"):
        assert states[ids[name]] == name
    lead = Post.objects.get(pk=ids["lead"])
    assert (lead.title, lead.excerpt, lead.rendered_fields) == ("Ferry late “again” & again", "Late once more.", "")
    assert f'href="{get_settings().url}/about/"' in lead.content and "\\ and" in lead.content
    assert "https://other.example/x" in lead.content and str(wordpress.port) not in lead.content
    assert PostMeta.objects.get(post=lead, key="depth").value == 4.5
    assert not PostMeta.objects.filter(key="_hidden").exists()
    assert Post.objects.get(pk=ids["locked"]).password == "open sesame"
    assert Post.objects.get(pk=ids["sticky"]).sticky
    assert Post.objects.get(pk=ids["tide"]).type == "tide"
    assert TermPost.objects.filter(term_id=ids["north"], post_id__in=(ids["lead"], ids["tide"])).count() == 2
    assert TermMeta.objects.get(term_id=ids["water"], key="colour").value == "blue"
    assert dict(Comment.objects.values_list("pk", "approved")) == {
        ids["comment"]: "1",
        ids["reply"]: "1",
        ids["held"]: "0",
        ids["spam"]: "spam",
    }
    comment = Comment.objects.get(pk=ids["reply"])
    assert (comment.author_ip, comment.agent, comment.parent_id) == ("192.0.2.7", "Browser/1", ids["comment"])


def test_people_settings_menus_widgets_and_templates_come_and_a_second_run_changes_nothing(
    wordpress: RealWordPress, ids: dict[str, Any]
) -> None:
    report = run_import(chief(wordpress))
    nora = User.objects.get(pk=ids["nora"])
    assert (nora.login, nora.email, nora.roles, nora.placeholder) == ("nora", "nora@quay.example", ["editor"], False)
    assert nora.password == "!"  # no password is right
    profile = dict(UserMeta.objects.filter(user=nora).values_list("key", "value"))
    assert profile == {
        "first_name": "Nora",
        "last_name": "Quay",
        "nickname": "Norri",
        "description": "Watches the ferry.",
    }
    assert User.objects.filter(login="reader", roles=["subscriber"]).exists()
    assert any("chief came as an administrator" in note for note in report.notes)
    wanted = {
        "blogname": "The Quay",
        "blogdescription": "News from the water",
        "timezone_string": "Europe/Oslo",
        "date_format": "j. F Y",
        "time_format": "H.i",
        "posts_per_page": 7,
        "show_on_front": "page",
        "page_on_front": ids["front"],
        "permalink_structure": "/%postname%/",
        "wirepress_compat": "6.8",
    }
    assert {name: store.get(name) for name in wanted} == wanted
    assert assigned_menus() == {"primary": ids["menu"]}
    entries = {post.pk: post for post in Post.objects.filter(type="nav_menu_item")}
    assert set(entries) == {ids["item"], ids["pageitem"], ids["termitem"]}
    assert (entries[ids["item"]].title, entries[ids["pageitem"]].title) == ("Home", "")
    meta = dict(PostMeta.objects.filter(post_id=ids["pageitem"]).values_list("key", "value"))
    assert meta["_menu_item_object_id"] == str(ids["page"]) and meta["_menu_item_classes"] == ["big", "bold"]
    assert PostMeta.objects.get(post_id=ids["item"], key="_menu_item_url").value == f"{get_settings().url}/"
    assert PostMeta.objects.get(post_id=ids["termitem"], key="_menu_item_menu_item_parent").value == str(
        ids["pageitem"]
    )
    assert find_instance("text-3") == {"title": "Words", "text": "Some text.", "filter": True, "visual": True}
    assert store.get("sidebars_widgets")["side"] == ["block-2", "text-3"]
    assert Post.objects.get(pk=ids["template"]).type == "wp_template"
    assert TermPost.objects.filter(post_id=ids["template"], term__taxonomy="wp_theme", term__slug="quay").exists()
    assert {ids["block"], ids["navigation"]} <= set(Post.objects.values_list("pk", flat=True))
    # A second run changes nothing, and what was changed here stays.
    Post.objects.filter(pk=ids["aside"]).update(title="Changed here")
    store.put("blogname", "Our own name")
    report = run_import(chief(wordpress))
    assert not report.changed and not report.failed
    assert store.get("blogname") == "Our own name" and Post.objects.get(pk=ids["aside"]).title == "Changed here"


def test_everybodys_view_with_plain_addresses_first_and_the_password_later(
    wordpress: RealWordPress, ids: dict[str, Any]
) -> None:
    wordpress.php("update_option('permalink_structure', '');")
    try:
        report = run_import(ImportRequest((f"{wordpress.address}/?p={ids['lead']}",)))
    finally:
        wordpress.php("update_option('permalink_structure', '/%postname%/');")
    assert not report.failed and set(Post.objects.values_list("status", flat=True)) == {"publish", "inherit"}
    assert Post.objects.filter(type="post").count() == 5 and store.get("permalink_structure") == ""
    assert User.objects.get(pk=ids["nora"]).placeholder and store.get("blogname") == "The Quay"
    run_import(chief(wordpress))
    lead = Post.objects.get(pk=ids["lead"])
    assert not lead.rendered_fields and lead.content.startswith("<!-- wp:paragraph -->")
    assert User.objects.get(pk=ids["nora"]).login == "nora" and store.get("posts_per_page") == 7
    assert store.get("permalink_structure") == "/%postname%/"


def test_an_author_brings_their_own_drafts_and_what_everybody_sees(
    wordpress: RealWordPress, ids: dict[str, Any]
) -> None:
    request = ImportRequest((wordpress.address,), user="olav", passphrase=ids["password"])
    assert "their own stories only" in find_sources(request)[0].sentence
    report = run_import(request)
    assert not report.failed
    found = dict(Post.objects.filter(type="post").values_list("pk", "status"))
    assert found[ids["pending"]] == "pending" and found[ids["lead"]] == "publish"
    assert ids["draft"] not in found and ids["private"] not in found


def test_files_come_with_their_sizes(wordpress: RealWordPress, ids: dict[str, Any], room: Path) -> None:
    assert run_import(chief(wordpress)).lost_of("pictures")
    report = run_import(chief(wordpress, media=True))  # a later thought: nothing has changed there
    assert report.tally("pictures").created >= 1 and not report.refusals
    media = Post.objects.get(pk=ids["picture"])
    sizes = media.media_file.metadata["sizes"]
    folder = media.media_file.path.rpartition("/")[0]
    for size in sizes.values():
        picture = resize.open_picture((room / "uploads" / folder / size["file"]).read_bytes())
        assert picture.size == (size["width"], size["height"])


def test_wrong_passwords_and_dropped_ones_are_told_apart(wordpress: RealWordPress) -> None:
    for user in ("chief", "stranger"):
        with pytest.raises(UnreadableSource, match="do not belong together") as told:
            find_sources(ImportRequest((wordpress.address,), user=user, passphrase="abcd efgh"))
        assert "CGI" not in str(told.value)
    mark = wordpress.folder / DROPS
    mark.touch()
    try:
        with pytest.raises(UnreadableSource, match="drops the header Authorization") as told:
            find_sources(chief(wordpress))
        assert "belong together" not in str(told.value)
    finally:
        mark.unlink()


def test_what_changes_there_comes_and_what_is_deleted_goes(wordpress: RealWordPress, ids: dict[str, Any]) -> None:
    run_import(chief(wordpress))
    new = wordpress.rest("POST", "/posts", {"title": "Flood", "content": "High.", "status": "publish"})["id"]
    wordpress.rest("POST", f"/posts/{ids['shortcode']}", {"title": "Pictures of the month"})
    wordpress.rest("POST", f"/comments/{ids['held']}", {"status": "approved"})
    run_import(chief(wordpress))
    assert Post.objects.get(pk=new).content == "High."
    assert Post.objects.get(pk=ids["shortcode"]).title == "Pictures of the month"
    assert Comment.objects.get(pk=ids["held"]).approved == "1"
    wordpress.rest("DELETE", f"/posts/{new}&force=true")
    wordpress.rest("POST", f"/posts/{ids['shortcode']}", {"title": "Pictures of the week"})
    wordpress.rest("POST", f"/comments/{ids['held']}", {"status": "hold"})
    run_import(chief(wordpress))
    assert Post.objects.get(pk=new).status == "trash" and Comment.objects.get(pk=ids["held"]).approved == "0"


def test_older_versions_come_where_they_are_wanted(wordpress: RealWordPress, ids: dict[str, Any]) -> None:
    report = run_import(chief(wordpress, revisions=True))
    assert not report.failed
    (version,) = Post.objects.filter(type="revision", parent_id=ids["lead"])
    assert (version.excerpt, version.status, version.slug) == (
        "Late once more.",
        "inherit",
        f"{ids['lead']}-revision-v1",
    )
    answer = Client().get("/index.php", {"rest_route": f"/wp/v2/posts/{ids['lead']}"}).json()
    assert answer["_links"]["version-history"][0]["count"] == 1
