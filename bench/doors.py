"""Records per second that come in by file, and the peak memory: export files (WXR), archives (.wpress), dumps (SQL).

    python -m bench.doors [--posts N] [--database sqlite|postgres] [--only wxr|wpress|sql]... [--keep]

Invented stories of some 2 kB with two terms and two rows of meta each, without files. Every door gets a process and an empty site of its
own; the words of search are counted in.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import keep
from bench.wire import database

ROOT = Path(__file__).resolve().parent.parent
WORDS = "tide harbour council ferry lamp winter bridge market rope signal garden bell copper island paper".split()
SITE = "https://marsh.example"
_HEADER = 4377


def body(number: int) -> str:
    """The text of a story."""
    words = " ".join(WORDS[(number + place * 7) % len(WORDS)] for place in range(280))
    return f'<!-- wp:paragraph -->\n<p>{number} {words} <a href="{SITE}/about/">more</a></p>\n<!-- /wp:paragraph -->'


def moment(number: int) -> str:
    """The date of a story."""
    return f"2025-{1 + number % 9:02}-{1 + number % 27:02} {number % 24:02}:{number % 60:02}:00"


def write_wxr(path: Path, posts: int) -> None:
    """An export file."""
    spaces = (
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
    )
    with path.open("w", encoding="utf-8") as out:
        out.write(
            f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" {spaces}>\n<channel><title>Marsh</title>\n'
        )
        out.write(f"<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{SITE}</wp:base_blog_url>\n")
        for number in range(1, posts + 1):
            out.write(_item(number))
        out.write("</channel>\n</rss>\n")


def _item(number: int) -> str:
    date = moment(number)
    fields = {
        "wp:post_id": number,
        "wp:post_date": date,
        "wp:post_date_gmt": date,
        "wp:post_modified": date,
        "wp:post_modified_gmt": date,
        "wp:comment_status": "open",
        "wp:ping_status": "open",
        "wp:post_name": f"story-{number}",
        "wp:status": "publish",
        "wp:post_parent": 0,
        "wp:menu_order": 0,
        "wp:post_type": "post",
        "wp:post_password": "",
        "wp:is_sticky": 0,
    }
    rows = "".join(f"\t\t<{name}><![CDATA[{value}]]></{name}>\n" for name, value in fields.items())
    metas = "".join(
        f"\t\t<wp:postmeta>\n\t\t<wp:meta_key><![CDATA[{key}]]></wp:meta_key>\n\t\t<wp:meta_value><![CDATA[{value}]]></wp:meta_value>\n"
        "\t\t</wp:postmeta>\n"
        for key, value in (("_edit_last", "1"), ("subtitle", f"Subtitle {number}"))
    )
    return (
        f"\t<item>\n\t\t<title><![CDATA[Story {number}]]></title>\n\t\t<link>{SITE}/?p={number}</link>\n"
        "\t\t<dc:creator><![CDATA[wilma]]></dc:creator>\n"
        f'\t\t<guid isPermaLink="false">{SITE}/?p={number}</guid>\n\t\t<description></description>\n'
        f"\t\t<content:encoded><![CDATA[{body(number)}]]></content:encoded>\n\t\t<excerpt:encoded><![CDATA[]]></excerpt:encoded>\n{rows}"
        f'\t\t<category domain="category" nicename="part-{number % 20}"><![CDATA[Part {number % 20}]]></category>\n'
        f'\t\t<category domain="post_tag" nicename="word-{number % 200}"><![CDATA[Word {number % 200}]]></category>\n{metas}\t</item>\n'
    )


def write_sql(path: Path, posts: int, prefix: str = "wp_") -> None:
    """A dump of the same stories."""
    with path.open("w", encoding="utf-8") as out:
        out.write("SET NAMES utf8mb4;\n")
        _insert(out, f"{prefix}options", [(1, "home", SITE, "yes"), (2, "blogname", "Marsh", "yes")])
        _insert(out, f"{prefix}users", [(1, "wilma", "x", "wilma", "w@marsh.example", "", moment(1), "", 0, "Wilma")])
        _insert(out, f"{prefix}usermeta", [(1, 1, f"{prefix}capabilities", 'a:1:{s:13:"administrator";b:1;}')])
        terms = [(n + 1, f"Part {n}", f"part-{n}", 0) for n in range(220)]
        _insert(out, f"{prefix}terms", terms)
        rows: list[tuple[Any, ...]] = [(n, n, "category" if n < 21 else "post_tag", "", 0, 0) for n in range(1, 221)]
        _insert(out, f"{prefix}term_taxonomy", rows)
        for start in range(1, posts + 1, 100):
            numbers = range(start, min(start + 100, posts + 1))
            _insert(out, f"{prefix}posts", [_post(number) for number in numbers])
            pairs = [(n, term, 0) for n in numbers for term in (1 + n % 20, 21 + n % 200)]
            _insert(out, f"{prefix}term_relationships", pairs)
            metas = [
                row
                for n in numbers
                for row in ((2 * n, n, "_edit_last", "1"), (2 * n + 1, n, "subtitle", f"Subtitle {n}"))
            ]
            _insert(out, f"{prefix}postmeta", metas)


def _post(number: int) -> tuple[Any, ...]:
    date, guid = moment(number), f"{SITE}/?p={number}"
    start = (
        number,
        1,
        date,
        date,
        body(number),
        f"Story {number}",
        "",
        "publish",
        "open",
        "open",
        "",
        f"story-{number}",
    )
    return (*start, "", "", date, date, "", 0, guid, 0, "post", "", 0)


def _insert(out: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    quoted = (
        ",".join("'" + str(value).replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'" for value in row)
        for row in rows
    )
    out.write(f"INSERT INTO `{table}` VALUES {','.join(f'({row})' for row in quoted)};\n")


def write_wpress(path: Path, posts: int) -> None:
    """An archive of All-in-One WP Migration with that database and some uploads."""
    dump = path.with_suffix(".sql")
    write_sql(dump, posts, "SERVMASK_PREFIX_")
    with path.open("wb") as out:
        for name, content in (
            ("package.json", json.dumps({"HomeURL": SITE, "Plugins": []}).encode()),
            ("database.sql", dump.read_bytes()),
        ):
            fields = ((name, 255), (str(len(content)), 14), ("1746432000", 12), (".", 4096))
            out.write(b"".join(text.encode().ljust(width, b"\0") for text, width in fields) + content)
        out.write(bytes(_HEADER))
    dump.unlink()


DOORS: dict[str, Callable[[Path, int], None]] = {"wxr": write_wxr, "wpress": write_wpress, "sql": write_sql}


def measure(door: str, posts: int, kind: str) -> dict[str, Any]:
    """One door, in a process of its own, so that its memory is its own."""
    with tempfile.TemporaryDirectory() as place, database(kind, Path(place)) as address:
        source = Path(place) / f"source.{door}"
        DOORS[door](source, posts)
        site = Path(place) / "site"
        around = {**os.environ, "WIREPRESS_SITE": str(site), **({"WIREPRESS_DATABASE_URL": address} if address else {})}
        subprocess.run(
            [sys.executable, "-m", "wirepress", "init", str(site), "--url", "https://new.example"],
            check=True,
            env=around,
            stdout=subprocess.DEVNULL,
        )
        command = [sys.executable, "-m", "bench.doors", "--inner", str(source)]
        done = subprocess.run(command, env=around, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr[-3000:])
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return {"door": door, "posts": posts, "MB": round(source.stat().st_size / 1e6), **found}


def inner(source: str) -> None:
    """Bring a file into the site of the environment and print the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")
    import django

    django.setup()
    from wirepress.server.service.migrate import migrate_database
    from wirepress.transfer.importing.request import ImportRequest
    from wirepress.transfer.importing.run_import import run_import

    migrate_database()
    start, cpu = time.monotonic(), sum(os.times()[:4])
    own = time.process_time()
    report = run_import(ImportRequest((source,)))
    seconds = time.monotonic() - start
    posts = sum(report.tally(kind).created for kind in ("post", "posts"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = sum(os.times()[:4]) - cpu
    rate = {
        "posts/s": round(posts / seconds),
        "rows/s": round(report.read / seconds),
        "posts/CPU s": round(posts / cpu),
    }
    print(
        json.dumps(
            {
                **rate,
                "seconds": round(seconds, 1),
                "cpu seconds": round(cpu, 1),
                "own cpu seconds": round(time.process_time() - own, 1),
                "MiB": round(memory),
            }
        )
    )


def main() -> None:
    """Read the command line and print a line for each door."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--only", choices=tuple(DOORS), action="append")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--inner", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inner:
        inner(given.inner)
        return
    rows = [measure(door, given.posts, given.database) for door in given.only or DOORS]
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    if given.keep:
        keep.keep("doors", rows, database=given.database)


if __name__ == "__main__":
    main()
