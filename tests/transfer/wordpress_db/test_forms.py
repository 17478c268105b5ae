"""Whatever form a database comes in, the same site comes out."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.transfer.wordpress_db.dialects import DIALECTS, mysqldump
from tests.transfer.wordpress_db.mariadb import MariaDB
from tests.transfer.wordpress_db.old_site import TRAPS, insertions, next_ids, old_site, write_jsonl
from tests.transfer.wordpress_db.snapshot import everything, forget_all
from wirepress.content.comments.models import Comment
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.options.features import switched_off
from wirepress.content.posts.models import Post, PostMeta, PostTotal
from wirepress.content.terms.models import Term, TermMeta, TermPost
from wirepress.content.users.models import ApplicationPassword, User, UserMeta
from wirepress.transfer.wordpress_db import import_database

pytestmark = pytest.mark.django_db


def test_every_table_arrives(tmp_path: Path) -> None:
    report = import_database(write_jsonl(tmp_path / "rows.jsonl", old_site()))
    for place, trap in enumerate(TRAPS):
        post = Post.objects.get(id=10 + place)
        assert (post.title, post.content, post.author_id) == (f"Trap {place}", trap, 1)
    assert Post.objects.get(id=42).date_gmt is None
    assert Post.objects.get(id=41).parent_id == 10
    assert Post.objects.get(id=10).featured_media == 40  # the first of two rows counts, as for WordPress
    assert Post.objects.get(id=11).template == "wide.php"
    assert list(Post.objects.filter(sticky=True).values_list("id", flat=True)) == [11]
    file = MediaFile.objects.get(post_id=40)
    assert (file.path, file.alt) == ("2021/06/chart.png", "A 'rising' line")
    assert file.metadata["sizes"]["thumbnail"]["mime-type"] == "image/png"
    assert dict(PostMeta.objects.filter(post_id=10).values_list("key", "value")) == {
        "note": None,
        "list": ["První", 1.5],
        "broken": 'a:2:{i:0;s:99:"x";}',
    }
    assert report.lost["postmeta broken: serialised values that are broken, kept as text"] == 1
    assert report.lost["postmeta: of owners that do not exist"] == 1
    assert PostTotal.objects.get(type="post", status="publish").count == len(TRAPS)
    assert Comment.objects.get(id=9).type == "comment"
    assert Comment.objects.get(id=9).parent_id == 3


def test_people_keep_their_keys(tmp_path: Path) -> None:
    import_database(write_jsonl(tmp_path / "rows.jsonl", old_site()))
    mara, ilse = User.objects.get(login="mara"), User.objects.get(login="ilse")
    assert mara.password == "$P$BexampleexampleexampleexampleA"
    assert (mara.roles, mara.extra_capabilities) == (["administrator"], {"fly_kite": True})
    assert mara.can("manage_options")
    assert ilse.roles == ["editor"]
    password = ApplicationPassword.objects.get(user=ilse)
    assert (password.name, password.password, password.last_used) == ("phone", "$generic$x", None)
    assert not UserMeta.objects.filter(
        key__in=["session_tokens", "nr7_capabilities", "_application_passwords"]
    ).exists()
    assert UserMeta.objects.filter(user=mara, key="other_capabilities").exists()  # of another site in the same tables


def test_terms_and_options(tmp_path: Path) -> None:
    report = import_database(write_jsonl(tmp_path / "rows.jsonl", old_site()))
    sea = Term.objects.get(id=5)
    assert (sea.name, sea.slug, sea.taxonomy, sea.parent_id, sea.count) == (
        "Harbour & Sea",
        "harbour",
        "category",
        1,
        2,
    )
    assert Term.objects.get(id=6).taxonomy_id == 7
    assert set(TermPost.objects.values_list("post_id", "term_id", "position")) == {(10, 5, 0), (11, 5, 0), (11, 6, 2)}
    assert TermMeta.objects.get().value == "#004466"
    assert store.get("posts_per_page") == 7
    assert store.get("theme_mods_marsh", None) == {"logo": 3}
    assert store.get("twp_be_options_settings", None) == {"twp_be_enable_read_time": "1"}
    assert store.get("wirepress_compat", None) == "6.8"
    assert store.get("siteurl") == ""  # the address is a setting of this site
    assert switched_off() == {"social", "analytics", "seo"}
    assert report.unknown_options == ["odd_plugin_thing"]
    assert any("odd" in note for note in report.notes)
    assert any("https://old.example" in note for note in report.notes)


@pytest.mark.parametrize(
    ("plugin", "carried"),
    [
        ("odd/o.php", False),
        ("featured-images-for-rss-feeds/f.php", True),
        ("media-rss/m.php", True),
        ("RSS-Image-Feed/x.php", True),
        ("image-slider/i.php", False),
        ("feed-reader/f.php", False),
    ],
)
def test_feeds_carry_pictures_where_the_old_site_s_did(plugin: str, carried: bool, tmp_path: Path) -> None:
    rows = old_site()
    (active,) = (row for row in rows["options"] if row["option_name"] == "active_plugins")
    active["option_value"] = f'a:1:{{i:0;s:{len(plugin)}:"{plugin}";}}'
    source = write_jsonl(tmp_path / "rows.jsonl", rows)
    report = import_database(source)
    assert store.get("wirepress_feed_pictures") is carried
    assert any("lead pictures" in note for note in report.notes) is not carried
    store.put("wirepress_feed_pictures", not carried)
    import_database(source)
    assert store.get("wirepress_feed_pictures") is not carried


def test_new_rows_follow_the_old_ones(tmp_path: Path) -> None:
    rows = old_site()
    import_database(write_jsonl(tmp_path / "rows.jsonl", rows))
    ids = next_ids(rows)
    # At least: a sequence of PostgreSQL does not go back when an earlier test is undone.
    assert Post.objects.create(title="new").id >= ids["posts"]
    assert Term.objects.create(taxonomy="category", name="New", slug="new").id >= ids["terms"]
    assert User.objects.create(login="new").id >= ids["users"]
    assert Comment.objects.create().id >= ids["comments"]
    assert PostMeta.objects.create(post_id=10, key="k", value="v").id >= ids["postmeta"]


def test_repeating_changes_nothing(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "rows.jsonl", old_site())
    import_database(source)
    before = everything()
    report = import_database(source)
    assert not report.changed
    assert everything() == before


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("packed", [False, True])
def test_every_dialect_says_the_same(dialect: str, packed: bool, tmp_path: Path) -> None:
    rows = old_site()
    import_database(write_jsonl(tmp_path / "rows.jsonl", rows, head=dialect not in ("single", "ansi")))
    wanted = everything()
    forget_all()
    text = DIALECTS[dialect](rows).encode()
    source = tmp_path / ("dump.sql.gz" if packed else "dump.sql")
    source.write_bytes(gzip.compress(text) if packed else text)
    report = import_database(str(source))
    assert not report.refusals
    assert everything() == wanted


def test_a_server_says_the_same(server: MariaDB, tmp_path: Path) -> None:
    rows = old_site()
    import_database(write_jsonl(tmp_path / "rows.jsonl", rows))
    wanted = everything()
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE marsh CHARACTER SET utf8mb4")
    with server.connect(database="marsh") as connection:
        insertions(connection, rows)
    forget_all()
    assert not import_database(server.url("marsh")).refusals
    assert everything() == wanted
    assert not import_database(server.url("marsh")).changed
    for name, options in {
        "plain": [],
        "lists": ["--complete-insert", "--skip-extended-insert"],
        "hex": ["--hex-blob", "--skip-add-locks"],
        "several": ["--databases"],
        "data": ["--no-create-info", "--complete-insert"],
    }.items():
        forget_all()
        dump = tmp_path / f"{name}.sql"
        dump.write_bytes(server.dump("marsh", *options))
        assert not import_database(dump).refusals, name
        if name == "data":  # next ids stand in CREATE TABLE only
            continue
        assert everything() == wanted, name


def test_several_sites_in_one_dump(tmp_path: Path) -> None:
    rows = old_site()
    two = f"USE `one`;\n{mysqldump(rows, 'a_')}\nUSE `two`;\n{mysqldump(rows, 'b_').replace('Trap', 'Other')}"
    source = tmp_path / "two.sql"
    source.write_text(two, encoding="utf-8")
    report = import_database(source, prefix="b_")
    assert Post.objects.get(id=10).title == "Other 0"
    assert "one.a_posts" in report.unknown_tables
