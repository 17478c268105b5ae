"""Broken, truncated, wrongly encoded and malicious sources: a clear word for what is lost, and the rest goes in."""

from __future__ import annotations

import gzip
import json
import random
from datetime import datetime
from pathlib import Path

import pytest

from tests.transfer.wordpress_db.dialects import DIALECTS, mysqldump, phpmyadmin
from tests.transfer.wordpress_db.old_site import old_site, write_jsonl
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.transfer.wordpress_db import SourceError, import_database

pytestmark = pytest.mark.django_db


def _dump(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("none.sql", None, "no file"),
        ("empty.sql", b"", "empty"),
        ("page.html", b"<html><p>It's a page; not a dump.</p></html>", "no SQL dump"),
        ("half.gz", gzip.compress(b"CREATE TABLE x (a int);" * 90, mtime=0)[:10], "unpacked"),
        ("other.sql", b"CREATE TABLE `shop` (`a` int);\nINSERT INTO `shop` VALUES (1);\n", "shop"),
        ("rows.jsonl", b'{"table": "shop", "row": {"a": 1}}\n', "shop"),
        ("none.jsonl", b'{"a": 1}\n{"b": 2}\n', "table"),
    ],
)
def test_what_is_no_wordpress_is_refused(name: str, content: bytes | None, word: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=word):
        import_database(path)
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "address", ["mysql://u:secret@127.0.0.1:1/db", "mysql://127.0.0.1:1/", "mysql://h:99999/db", "http://x/y"]
)
def test_an_address_that_leads_nowhere(address: str) -> None:
    with pytest.raises(SourceError) as caught:
        import_database(address)
    assert "secret" not in str(caught.value)


def test_several_sites_need_a_choice(tmp_path: Path) -> None:
    both = mysqldump(old_site(), "a_") + mysqldump(old_site(), "b_")
    with pytest.raises(SourceError, match="--prefix"):
        import_database(_dump(tmp_path / "x.sql", both))
    with pytest.raises(SourceError, match="'c_'"):
        import_database(_dump(tmp_path / "x.sql", both), prefix="c_")


def test_a_network_takes_its_main_site(tmp_path: Path) -> None:
    rows = old_site()
    second = {table: rows[table] for table in ("posts", "postmeta", "options", "terms", "term_taxonomy")}
    second["posts"] = [{**row, "post_title": "second"} for row in second["posts"]]
    report = import_database(_dump(tmp_path / "x.sql", mysqldump(rows, "wp_") + mysqldump(second, "wp_2_")))
    assert not Post.objects.filter(title="second").exists()
    assert "wp_2_posts" in report.unknown_tables


@pytest.mark.parametrize("packed", [False, True])
def test_a_dump_that_breaks_off_anywhere(packed: bool, tmp_path: Path) -> None:
    text = (gzip.compress if packed else bytes)(phpmyadmin(old_site()).encode())
    for share in (0.4, 0.55, 0.7, 0.85, 0.97):
        path = _dump(tmp_path / "x.sql", text[: int(len(text) * share)])
        try:
            report = import_database(path)
        except SourceError as error:
            assert "WordPress" in str(error)  # options come last: without them it is no WordPress
        else:
            assert report.refusals or report.notes
    assert User.objects.count() == 2


def test_every_cut_of_the_rows_is_survived(tmp_path: Path) -> None:
    """Cut at any byte of the posts: what stood before the cut is there, nothing is invented."""
    text = DIALECTS["mysqldump"]({"options": old_site()["options"], "posts": old_site()["posts"]})
    dice = random.Random(5)
    start = text.index("INSERT INTO `nr7_posts`")
    titles = {row["post_title"] for row in old_site()["posts"]}
    for _ in range(25):
        cut = dice.randrange(start, len(text))
        report = import_database(_dump(tmp_path / "x.sql", text.encode()[:cut]))
        found = set(Post.objects.values_list("title", flat=True))
        assert found <= titles
        assert len(found) == len(titles) or report.refusals
        Post.objects.all().delete()


def test_broken_rows_are_named_and_the_others_go_in(tmp_path: Path) -> None:
    text = phpmyadmin(old_site())
    broken = text.replace("(11, 1, '2021", "(11, 1, 2, '2021").replace("(14, 1, '2021", "(14, 1, oops(3), '2021")
    report = import_database(_dump(tmp_path / "x.sql", broken))
    assert not Post.objects.filter(id=11).exists()
    assert Post.objects.filter(id__in=[10, 12, 13, 16, 17, 40]).count() == 6
    reasons = [str(refusal) for refusal in report.refusals]
    assert any("24 values for 23 columns" in reason for reason in reasons)
    assert any("rest of the statement" in reason for reason in reasons)
    assert report.tally("posts").refused == 2


def test_broken_lines_are_named(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "x.jsonl", old_site())
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[3:3] = ["{broken", '{"table": 5}', "[" * 5000]
    path.write_text("\n".join(lines), encoding="utf-8")
    report = import_database(path)
    assert [refusal.index for refusal in report.refusals] == [4, 5, 6]
    assert Post.objects.count() == len(old_site()["posts"])


@pytest.mark.parametrize(
    ("bomb", "kept"),
    [
        ("a:1:{i:0;" * 100_000 + "N;" + "}" * 100_000, False),
        ('a:999999999:{i:0;s:1:"x";}', False),
        ('O:8:"Exploder":1:{s:4:"name";s:1:"x";}', True),
        ("a:1:{i:0;" * 300 + "N;" + "}" * 300, True),
    ],
)
def test_serialised_bombs(bomb: str, kept: bool, tmp_path: Path) -> None:
    rows = old_site()
    rows["postmeta"] = [{"meta_id": 1, "post_id": 10, "meta_key": "bomb", "meta_value": bomb}]
    report = import_database(_dump(tmp_path / "x.sql", mysqldump(rows)))
    value = PostMeta.objects.get().value
    assert (value != bomb) == kept
    assert bool(report.lost["postmeta bomb: serialised values that are broken, kept as text"]) != kept


def test_objects_become_plain_values(tmp_path: Path) -> None:
    rows = old_site()
    rows["postmeta"] = [
        {"meta_id": 1, "post_id": 10, "meta_key": "o", "meta_value": 'O:3:"Dog":1:{s:4:"name";s:3:"Rex";}'}
    ]
    import_database(write_jsonl(tmp_path / "x.jsonl", rows))
    assert PostMeta.objects.get().value == {"__php_class": "Dog", "name": "Rex"}


@pytest.mark.parametrize(
    ("names", "codec"),
    [
        ("latin1", "cp1252"),
        ("utf8mb4", "utf-8"),
        ("cp1251", "cp1251"),
        ("gbk", "gbk"),
        ("sjis", "shift_jis"),
        ("latin1", "utf-8"),
    ],
)
def test_encodings(names: str, codec: str, tmp_path: Path) -> None:
    word = {"cp1251": "«Вечерняя газета»", "gbk": "晚报誠", "shift_jis": "ソ表新聞"}.get(codec, "Café „Zürich“ – déjà")
    rows = old_site()
    rows["posts"] = [{**rows["posts"][0], "post_title": word, "post_content": f"{word}\\'; {word}"}]
    text = mysqldump({"options": rows["options"], "posts": rows["posts"]}).replace("utf8mb4", names)
    report = import_database(_dump(tmp_path / "x.sql", text.encode(codec)))
    post = Post.objects.get()
    assert (post.title, post.content) == (word, f"{word}\\'; {word}")
    assert not report.lost


def test_a_dump_of_windows_powershell(tmp_path: Path) -> None:
    import_database(_dump(tmp_path / "x.sql", b"\xff\xfe" + mysqldump(old_site()).encode("utf-16-le")))
    assert Post.objects.get(id=16).content == "Zlatá rybka 🐟 – «кавычки» 日本語"


def test_bytes_that_are_not_what_the_dump_says(tmp_path: Path) -> None:
    text = mysqldump(old_site()).encode().replace(b"Trap 3", "Café".encode("cp1252"))
    report = import_database(_dump(tmp_path / "x.sql", text))
    assert Post.objects.get(id=13).title == "Café"
    assert sum(times for what, times in report.lost.items() if "encoding" in what) == 1


def test_without_backslash_escapes(tmp_path: Path) -> None:
    rows = old_site()
    rows["posts"] = [{**rows["posts"][0], "post_content": "a\\"}, {**rows["posts"][1], "post_content": "b\\n 'c'"}]
    text = "SET SQL_MODE='NO_BACKSLASH_ESCAPES';\n"
    for table in ("options", "posts"):
        for row in rows[table]:
            values = [str(v) if isinstance(v, int) else "'" + v.replace("'", "''") + "'" for v in row.values()]
            text += f"INSERT INTO wp_{table} ({','.join(row)}) VALUES ({','.join(values)});\n"
    import_database(_dump(tmp_path / "x.sql", text))
    assert [post.content for post in Post.objects.order_by("id")] == ["a\\", "b\\n 'c'"]


def test_values_beyond_our_columns(tmp_path: Path) -> None:
    rows = old_site()
    rows["posts"] = [
        {
            **rows["posts"][0],
            "post_name": "s" * 900,
            "guid": "g" * 900,
            "menu_order": 10**15,
            "post_parent": 2**64 - 1,
            "post_date": "2021-02-31 10:00:00",
            "post_title": "nul\0 and half \ud83d",
            "comment_count": "many",
        },
        {**rows["posts"][1], "ID": "x"},
    ]
    path = tmp_path / "x.jsonl"
    lines = [json.dumps({"table": table, "row": row}) for table in ("options", "posts") for row in rows[table]]
    path.write_text("\n".join(lines), encoding="utf-8")
    report = import_database(path)
    post = Post.objects.get()
    assert (len(post.slug), len(post.guid), post.menu_order, post.parent_id) == (200, 255, 0, 0)
    assert post.date == datetime(2021, 2, 28, 10)  # the nearest day that there is
    assert post.title.startswith("nul and half ")
    assert report.lost["posts: rows without an id"] == 1


def test_terms_that_share_an_id(tmp_path: Path) -> None:
    """Before WordPress 4.2 a term could be a category and a tag at once."""
    rows = old_site()
    rows["term_taxonomy"].append(
        {"term_taxonomy_id": 8, "term_id": 6, "taxonomy": "category", "description": "", "parent": 0, "count": 1}
    )
    rows["term_taxonomy"].append(
        {"term_taxonomy_id": 9, "term_id": 77, "taxonomy": "category", "description": "", "parent": 0, "count": 1}
    )
    rows["terms"].append({"term_id": 78, "name": "Nowhere", "slug": "nowhere", "term_group": 0})
    rows["term_relationships"].append({"object_id": 12, "term_taxonomy_id": 8, "term_order": 0})
    path = write_jsonl(tmp_path / "x.jsonl", rows)
    report = import_database(path)
    tag, category = (
        Term.objects.get(slug="ferry", taxonomy="post_tag"),
        Term.objects.get(slug="ferry", taxonomy="category"),
    )
    assert (tag.id, category.name) == (6, "Ferry")
    assert TermPost.objects.get(post_id=12).term_id == category.id
    assert not Term.objects.filter(id__in=[77, 78]).exists()
    assert report.lost["terms: rows without a taxonomy"] == 1
    import_database(path)
    assert Term.objects.filter(slug="ferry").count() == 2
    assert TermPost.objects.get(post_id=12).term_id == category.id


def test_nothing_of_the_old_sites_address_or_secrets_stays(tmp_path: Path) -> None:
    rows = old_site()
    rows["options"].append({"option_id": 99, "option_name": "auth_key", "option_value": "s3cret", "autoload": "no"})
    report = import_database(write_jsonl(tmp_path / "x.jsonl", rows))
    assert "s3cret" not in json.dumps(store.all_options())
    assert "auth_key" not in report.unknown_options
