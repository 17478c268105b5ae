"""A dump as large as wanted, written as a stream: stories of ordinary length with revisions, meta and comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.transfer.wordpress_db.dialects import literal
from tests.transfer.wordpress_db.old_site import PREFIX, Rows, create_table, old_site
from wirepress.transfer.wordpress_db.sql.columns import STANDARD_COLUMNS

_PARAGRAPH = (
    '<!-- wp:paragraph -->\n<p>The ferry\'s "late" crossing was cancelled again; line {n} of the log says why – «fog».</p>\n'
    "<!-- /wp:paragraph -->\n\n"
)
STORY_BYTES = 6000
STATEMENT_BYTES = 1024 * 1024  # as mysqldump cuts its INSERTs


def write_dump(path: Path, megabytes: int) -> int:
    """Write the dump; answers how many stories are in it. A story with its revision takes about 13 kB."""
    stories = max(1, megabytes * 1_000_000 // (2 * STORY_BYTES + 900))
    rows = old_site()
    with path.open("w", encoding="utf-8") as file:
        for table in rows:
            file.write(create_table(table) + "\n")
            for statement in _statements(table, _rows(table, rows, stories)):
                file.write(statement)
    return stories


def _statements(table: str, rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    parts: list[str] = []
    size = 0
    for row in rows:
        part = "(" + ",".join(literal(row.get(column)) for column in STANDARD_COLUMNS[table]) + ")"
        parts.append(part)
        size += len(part)
        if size > STATEMENT_BYTES:
            yield f"INSERT INTO `{PREFIX}{table}` VALUES {','.join(parts)};\n"
            parts, size = [], 0
    if parts:
        yield f"INSERT INTO `{PREFIX}{table}` VALUES {','.join(parts)};\n"


def _rows(table: str, rows: Rows, stories: int) -> Iterator[dict[str, Any]]:
    yield from rows[table]
    if table not in ("posts", "postmeta", "comments", "term_relationships"):
        return
    pattern, comment = rows["posts"][0], rows["comments"][0]
    body = _PARAGRAPH * (STORY_BYTES // len(_PARAGRAPH))
    for number in range(1000, 1000 + 2 * stories, 2):
        if table == "posts":
            text = body.replace("{n}", str(number))
            yield {
                **pattern,
                "ID": number,
                "post_title": f"Crossing {number}",
                "post_name": f"crossing-{number}",
                "post_content": text,
                "guid": f"https://old.example/?p={number}",
            }
            yield {
                **pattern,
                "ID": number + 1,
                "post_type": "revision",
                "post_status": "inherit",
                "post_parent": number,
                "post_name": f"{number}-revision-v1",
                "post_content": text,
            }
        elif table == "postmeta":
            for place, (key, value) in enumerate(
                (("_edit_last", "1"), ("views", str(number)), ("list", 'a:1:{i:0;s:3:"fog";}'))
            ):
                yield {"meta_id": number * 2 + place, "post_id": number, "meta_key": key, "meta_value": value}
        elif table == "comments":
            yield {**comment, "comment_ID": number, "comment_post_ID": number, "comment_content": f"Seen it, {number}."}
        else:
            yield {"object_id": number, "term_taxonomy_id": 5, "term_order": 0}
