"""A real WordPress runs on what a site exports: Debian's, on PHP and MariaDB."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import wordpress_server
from tests.transfer.export.test_sql import load
from tests.transfer.wordpress_db.mariadb import MariaDB
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.core.php import passwords
from wirepress.transfer.export.sql import export_sql
from wirepress.transfer.export.wxr import export_wxr

pytestmark = pytest.mark.django_db

PASSWORD = "seven herrings a day"
THEME = "twentytwentyfive"


def old_hash(password: str) -> str:
    """Return a hash as every WordPress before 6.8 wrote it, which a person of an imported site still has."""
    found = passwords._phpass(password.encode(), "$P$B" + "saltsalt" + "." * 22)
    assert found is not None
    return found


def fill_site() -> None:
    """An editor, a picture, stories with terms, meta and a page for the menu."""
    nora = User.objects.create(
        id=41,
        login="nora",
        nicename="nora",
        email="nora@quay.example",
        display_name="Nora Quay",
        password=old_hash(PASSWORD),
        roles=["administrator"],
        registered="2020-01-02 03:04:05",
    )
    harbour = Term.objects.create(id=61, taxonomy="category", name="Harbour", slug="harbour", count=2)
    dates = dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), "2024-05-06 07:08:09")
    for number, title in ((501, "Ferry late “again”"), (502, "Tide's out — mud in")):
        Post.objects.create(
            id=number,
            title=title,
            content=f"<p>Story {number} with a \\ and ünïcode 🐟</p>",
            status="publish",
            slug=f"story-{number}",
            author=nora,
            guid=f"https://quay.example/?p={number}",
            featured_media=503,
            **dates,
        )
        TermPost.objects.create(term=harbour, post_id=number)
    later = dict.fromkeys(("date", "date_gmt"), "2090-05-06 07:08:09")
    Post.objects.create(id=505, title="On Saturday", status="future", author=nora, **later)
    Post.objects.create(id=504, title="Kept in the drawer", status="draft", author=nora, date="2024-05-06 07:08:09")
    picture = Post.objects.create(
        id=503,
        type="attachment",
        status="inherit",
        title="Quay",
        slug="quay",
        mime_type="image/png",
        author=nora,
        guid="https://quay.example/q.png",
        **dates,
    )
    sizes = {"thumbnail": {"file": "q-150x150.png", "width": 150, "height": 150, "mime-type": "image/png"}}
    MediaFile.objects.create(
        post=picture,
        path="2024/05/q.png",
        alt="A quay",
        metadata={"width": 800, "height": 600, "file": "2024/05/q.png", "sizes": sizes},
    )
    PostMeta.objects.create(post_id=501, key="facts", value={"depth": 4, "tides": ["low", "high"]})
    store.put_many({"blogname": "The Quay", "permalink_structure": "/%postname%/", "posts_per_page": 5})


@pytest.fixture
def wordpress(server: MariaDB, tmp_path: Path) -> Iterator[wordpress_server.WordPress]:
    wordpress_server.require()
    fill_site()
    out = tmp_path / "site.sql.gz"
    export_sql(str(out))
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE DATABASE quay CHARACTER SET utf8mb4")
    load(server, "quay", out)
    with wordpress_server.running(tmp_path / "wordpress", server, "quay", themes=(THEME,)) as found:
        yield found


def test_wordpress_runs_on_the_dump(wordpress: wordpress_server.WordPress) -> None:
    status, _, front = wordpress.ask("/")
    assert status == 200, front
    assert "Story 501 with a \\ and ünïcode 🐟" in front
    assert "drawer" not in front
    status, headers, text = wordpress.ask("/wp-json/wp/v2/posts?_embed=1")
    assert status == 200, text
    assert headers["x-wp-total"].strip() == "2"
    stories = json.loads(text)
    assert {story["id"] for story in stories} == {501, 502}
    assert stories[0]["categories"] == [61]
    assert stories[0]["_embedded"]["author"][0]["name"] == "Nora Quay"
    assert stories[0]["_embedded"]["wp:featuredmedia"][0]["media_details"]["sizes"]["thumbnail"]["width"] == 150
    assert json.loads(wordpress.ask("/wp-json/")[2])["name"] == "The Quay"
    assert wordpress.ask("/story-502/")[0] == 200
    assert wordpress.php("echo json_encode(get_post_meta(501, 'facts', true));") == '{"depth":4,"tides":["low","high"]}'

    assert wordpress.php("echo wp_next_scheduled('publish_future_post', [505]);") == str(
        int(datetime(2090, 5, 6, 7, 8, 9, tzinfo=UTC).timestamp())
    )

    # The export file, read as WordPress's importer reads it: by PHP's own reader of XML.
    export_wxr(str(wordpress.folder / "site.xml"))
    read = (
        f"$xml = simplexml_load_file('{wordpress.folder}/site.xml'); $found = [];"
        " foreach ($xml->channel->item as $item) { $wp = $item->children('http://wordpress.org/export/1.2/');"
        " $content = $item->children('http://purl.org/rss/1.0/modules/content/');"
        " $found[(int) $wp->post_id] = [(string) $item->title, (string) $content->encoded, (string) $wp->status]; }"
        " echo json_encode($found);"
    )
    items = json.loads(wordpress.php(read))
    assert items["501"] == ["Ferry late “again”", "<p>Story 501 with a \\ and ünïcode 🐟</p>", "publish"]
    assert items["504"][2] == "draft"

    form = {"log": "nora", "pwd": PASSWORD, "testcookie": "1", "wp-submit": "Log In"}
    status, headers, text = wordpress.ask("/wp-login.php", form, cookie="wordpress_test_cookie=WP%20Cookie%20check")
    assert status == 302, text[:2000]
    assert "wordpress_logged_in_" in headers["set-cookie"]
    status, headers, _ = wordpress.ask(
        "/wp-login.php", {**form, "pwd": "wrong"}, cookie="wordpress_test_cookie=WP%20Cookie%20check"
    )
    assert status == 200
    assert "wordpress_logged_in_" not in headers.get("set-cookie", "")
    assert wordpress.php("echo user_can(41, 'manage_options') ? 'yes' : 'no';") == "yes"
