"""Dumps as other programs, servers and people leave them: wrapped values, comments in the middle, complaints that ran into the file."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.transfer.wordpress_db.dialects import literal, mysqldump
from tests.transfer.wordpress_db.old_site import PREFIX, old_site
from tests.transfer.wordpress_db.snapshot import everything, forget_all
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.wordpress_db import SourceError, import_database

pytestmark = pytest.mark.django_db


def _texts(write: Callable[[str], str]) -> Callable[[Any], str]:
    """A writer of literals that treats texts in its own way."""
    return lambda value: write(value) if isinstance(value, str) else literal(value)


def _hex(text: str) -> str:
    return f"0x{text.encode().hex()}" if text else "''"


WRAPPED = {
    "introducer and collation": _texts(lambda text: f"_utf8mb4{literal(text)} COLLATE utf8mb4_unicode_ci"),
    "binary introducer": _texts(lambda text: f"_binary {literal(text)}"),
    "national": _texts(lambda text: f"N{literal(text)}"),
    "convert": _texts(lambda text: f"CONVERT({literal(text)} USING utf8mb4)"),
    "cast of bytes": _texts(lambda text: f"CAST({_hex(text)} AS CHAR(4000) CHARACTER SET utf8mb4)"),
    "one in another": _texts(
        lambda text: f"CONVERT(FROM_BASE64('{base64.b64encode(text.encode()).decode()}') USING utf8mb4)"
    ),
    "unhex": _texts(lambda text: f"UNHEX('{text.encode().hex()}')"),
    "numbers in quotes": lambda value: literal(None if value is None else str(value)),
}
COMPLAINTS = {
    "stderr": "mysqldump: Couldn't execute 'FLUSH TABLES': Access denied; you need the RELOAD privilege (1227)\n",
    "a password": "mysqldump: [Warning] Using a password on the command line interface can be insecure.\n",
    "a sandbox": "/*M!999999\\- enable the sandbox mode */ \n",
    "php": "PHP Warning:  Can't connect in /srv/dump.php on line 3\n",
    "html": "<br />\n<b>Warning</b>:  the server's limit of time is off in <b>/srv/dump.php</b> on line <b>5</b><br />\n",
    "a story about settings": "-- SQL_MODE may be NO_BACKSLASH_ESCAPES, NAMES latin1\n",
}
EDITED = {
    "comments between rows": lambda text: re.sub(r"\),\((?=\d)", "),\n-- it's\n/* (next' */\n(", text),
    "a comment behind VALUES": lambda text: re.sub(r"(?m)^(INSERT.*?VALUES) ", r"\1 /* rows */ ", text),
    "partitions": lambda text: re.sub(
        r"(?m)^INSERT INTO (`\w+`) VALUES", r"INSERT INTO \1 PARTITION (p0, p1) VALUES", text
    ),
    "rows by name": lambda text: re.sub(r"(?m)(^INSERT.*?VALUES |(?<=\d)\),|(?<=')\),)\((?=\d+,)", r"\1ROW(", text),
    "replace delayed": lambda text: re.sub("(?m)^INSERT INTO", "REPLACE DELAYED INTO", text),
    "small letters": lambda text: re.sub(r"(?m)^(INSERT INTO|CREATE TABLE|LOCK TABLES)", lambda f: f[0].lower(), text),
    "columns in small letters": lambda text: re.sub(r"`(?:ID|comment_\w+)`", lambda found: found[0].lower(), text),
    "a complaint in the middle": lambda text: text.replace(
        f"LOCK TABLES `{PREFIX}posts`", f"mysqldump: Couldn't lock\nLOCK TABLES `{PREFIX}posts`"
    ),
    "ends of lines of old Macs": lambda text: text.replace("\n", "\r"),
    "keys in other letters": lambda text: text.replace(f"'{PREFIX}c", f"'{PREFIX.upper()}c"),
    "a page's end": lambda text: f"{text}\n<br />\n<b>Fatal error</b>: Maximum execution time isn't enough",
}


def _import(path: Path, text: str) -> dict[str, list[tuple[Any, ...]]]:
    path.write_text(text, newline="")
    assert not import_database(str(path)).failed
    return everything()


def _expect_plain(path: Path, text: str) -> None:
    """The same site comes out of a dump as out of the plain one."""
    wanted = _import(path, mysqldump(old_site()))
    forget_all()
    assert _import(path, text) == wanted


@pytest.mark.parametrize("way", WRAPPED)
def test_wrapped_values(way: str, tmp_path: Path) -> None:
    _expect_plain(tmp_path / "dump.sql", mysqldump(old_site(), write=WRAPPED[way]))


@pytest.mark.parametrize("kind", COMPLAINTS)
def test_what_stands_before_the_dump(kind: str, tmp_path: Path) -> None:
    _expect_plain(tmp_path / "dump.sql", COMPLAINTS[kind] + mysqldump(old_site()))


@pytest.mark.parametrize("kind", EDITED)
def test_dumps_of_other_programs(kind: str, tmp_path: Path) -> None:
    _expect_plain(tmp_path / "dump.sql", EDITED[kind](mysqldump(old_site())))


def test_a_long_wrapped_value_behind_the_end_of_a_block(tmp_path: Path) -> None:
    text = "a story's end " * 200_000
    (tmp_path / "dump.sql").write_text(
        f"CREATE TABLE `x_posts` (`ID` int, `post_content` text, `post_title` text);\n"
        f"INSERT INTO `x_posts` VALUES (1, CONVERT({literal(text)} USING utf8mb4), b'101');\n"
    )
    import_database(str(tmp_path / "dump.sql"))
    post = Post.objects.get(id=1)
    assert post.content == text and post.title == "5"


def test_a_value_that_is_none_breaks_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "dump.sql"
    filler = "y" * 3000
    path.write_text(
        "CREATE TABLE `x_posts` (`ID` int, `post_title` text);\n"
        f"INSERT INTO `x_posts` VALUES (1, 'a' || 'b');\nINSERT INTO `x_posts` VALUES (2, '{filler}');\n"
    )
    report = import_database(str(path))
    assert report.failed and "cannot be read" in report.refusals[0].reason
    assert list(Post.objects.values_list("id", flat=True)) == [2]


def test_tables_of_another_prefix_than_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "dump.sql"
    path.write_text(mysqldump(old_site()).replace(f"'{PREFIX}", "'wp_"))
    report = import_database(str(path))
    assert any("wp_capabilities" in note for note in report.notes)
    assert "administrator" in User.objects.get(login="mara").roles


def test_ids_beyond_all_bounds(tmp_path: Path) -> None:
    path = tmp_path / "dump.sql"
    path.write_text(
        "CREATE TABLE `x_posts` (`ID` bigint, `post_title` text) AUTO_INCREMENT=18446744073709551615;\n"
        "INSERT INTO `x_posts` VALUES (9223372036854775807,'far'),(7,'near');\n"
    )
    report = import_database(str(path))
    assert list(Post.objects.values_list("id", flat=True)) == [7]
    assert report.lost["posts: rows without an id"] == 1
    assert Post.objects.create(title="next").id < 10**9


def test_a_dump_of_some_tables_is_read_and_is_not_whole(tmp_path: Path) -> None:
    rows = old_site()
    path = tmp_path / "dump.sql"
    path.write_text(mysqldump({name: rows[name] for name in ("posts", "postmeta")}))
    report = import_database(str(path))
    assert Post.objects.count() == len({row["ID"] for row in rows["posts"]})
    assert report.failed and {"options", "users"} <= set(report.missing_tables)


def test_a_dump_without_stories_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "dump.sql"
    path.write_text(mysqldump({name: rows for name, rows in old_site().items() if name != "posts"}))
    with pytest.raises(SourceError, match="give all of them"):
        import_database(str(path))


@pytest.mark.parametrize("packed", [False, True])
def test_a_dump_in_parts(packed: bool, tmp_path: Path) -> None:
    wanted = _import(tmp_path / "whole.sql", mysqldump(old_site()))
    forget_all()
    paths = []
    for name, rows in old_site().items():
        path = tmp_path / f"{name}.sql{'.gz' if packed else ''}"
        content = mysqldump({name: rows}).encode()
        path.write_bytes(gzip.compress(content) if packed else content)
        paths.append(str(path))
    assert not run_import(ImportRequest(tuple(paths))).failed
    assert everything() == wanted
