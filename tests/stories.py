"""Stories for sites of tests that need many: ids 101, 102, ..., four hours apart, `Story N`; terms, two authors, five pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tests import commands

_FIRST_DAY: Final = datetime(2023, 1, 1, 8)


def import_stories(folder: Path, environment: Mapping[str, str], stories: int) -> None:
    """Bring them into a site that is not served yet."""
    documents = folder / "stories.jsonl"
    documents.write_text("".join(json.dumps(one) + "\n" for one in _documents(stories)))
    commands.run(folder, environment, "import", "documents", str(documents))
    documents.unlink()


def _documents(stories: int) -> Iterator[dict[str, Any]]:
    for number, name in ((11, "Fish"), (12, "Ships"), (13, "Weather")):
        yield {"id": number, "name": name, "slug": name.lower(), "taxonomy": "category", "description": "", "parent": 0}
    for number, name in ((21, "North"), (22, "South")):
        yield {"id": number, "name": name, "slug": name.lower(), "taxonomy": "post_tag", "description": ""}
    for number, name in ((31, "Ada Reef"), (32, "Bo Shoal")):
        yield {"id": number, "name": name, "slug": name.lower().replace(" ", "-"), "avatar_urls": {}}
    for number in range(1, stories + 1):
        moment = (_FIRST_DAY + timedelta(hours=4 * number)).isoformat()
        yield _post(100 + number, "post", f"Story {number}", moment) | {
            "categories": [11 + number % 3],
            "tags": [21 + number % 2],
            "author": 31 + number % 2,
            "comment_status": "open",
        }
    for number in range(1, 6):
        moment = (_FIRST_DAY - timedelta(days=number)).isoformat()
        yield _post(100 + stories + number, "page", f"Page {number}", moment) | {"author": 31}


def _post(number: int, kind: str, title: str, moment: str) -> dict[str, Any]:
    text = (
        f"<!-- wp:paragraph -->\n<p>{title} is told here, with a word of number {number}.</p>\n<!-- /wp:paragraph -->"
    )
    return {
        "id": number,
        "type": kind,
        "status": "publish",
        "slug": title.lower().replace(" ", "-"),
        "guid": {"raw": f"http://stories.example/?p={number}"},
        "title": {"raw": title},
        "content": {"raw": text},
        "excerpt": {"raw": ""},
        **dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), moment),
    }
