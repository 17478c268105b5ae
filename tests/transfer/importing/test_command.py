"""`wirepress import` as it is typed: says what it was given, how it ended, and leaves with a status."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.transfer.conftest import Type
from tests.transfer.wordpress_db.dialects import mysqldump
from tests.transfer.wordpress_db.old_site import old_site
from tests.transfer.wxr.files import item, wxr
from wirepress.content.posts.models import Post

pytestmark = pytest.mark.django_db


def test_help_shows_everything(typed: Type) -> None:
    said = typed("--help").output
    for word in (
        "FILE|FOLDER|URL",
        "--uploads",
        "--media",
        "--author",
        "--dry-run",
        "--json",
        "--passphrase",
        "--prefix",
        "wordpress-db",
    ):
        assert word in said, word


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xml", wxr(item(7)).encode(), "a WordPress export file (WXR 1.2) of https://marsh.example"),
        ("a.xml.gz", gzip.compress(wxr(item(7)).encode()), "a WordPress export file (WXR 1.2)"),
        ("misnamed.txt", mysqldump(old_site()).encode(), "a WordPress database"),
        ("docs.json", b'[{"id": 1, "type": "post", "slug": "x"}]', "documents of a REST API"),
        ("feeds.xml", b'<opml version="2.0"><body/></opml>', "a list of feeds (OPML)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_says_what_it_was_given(name: str, content: bytes, words: str, typed: Type, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert f"{name}: {words}" in typed(path, "--dry-run").output


def test_one_table_in_json(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(wxr(item(7), item(8)))
    done = typed(path, "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 0 and said["tallies"]["post"]["created"] == 2 and not said["failed"]


def test_a_file_that_is_cut_off_ends_with_one(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(wxr(item(7), item(8))[:-60])
    assert typed(path).exit_code == 1 and Post.objects.count() >= 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{folder}/none.xml"], "There is no file"),
        (["https://marsh.invalid/"], "could not be read"),
        (["ftp://marsh.example/"], "no address that an import knows"),
        (["{folder}/a.png"], "is a picture"),
        (["{folder}/a.xml", "--author", "x"], "write OLD=NEW"),
        (["{folder}/a.xml", "--author", "wilma=nobody"], "There is no user nobody"),
        (["{folder}"], "Nothing|holds|nothing"),
    ],
)
def test_what_cannot_be_read_ends_with_two(words: list[str], said: str, typed: Type, tmp_path: Path) -> None:
    import re

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "in" / "a.xml").write_text(wxr(item(7)))
    if words == ["{folder}"]:
        (tmp_path / "in" / "a.xml").unlink()
    done = typed(*(word.format(folder=tmp_path / "in") for word in words))
    assert done.exit_code == 2 and re.search(said, done.output) and not Post.objects.exists(), done.output
