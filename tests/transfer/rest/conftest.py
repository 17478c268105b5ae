"""Documents as WordPress sites answer them; all texts are inventions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sections import first_section
from wirepress.content.options import store
from wirepress.transfer.report import Report
from wirepress.transfer.rest.import_documents import import_documents

Document = dict[str, Any]
Bring = Callable[..., Report]


def story(number: int = 501, **more: Any) -> Document:
    """A published story with two sections, known by their numbers and slugs only."""
    address = f"https://old.example/?p={number}"
    return {
        "id": number,
        "date": "2026-02-03T09:10:11",
        "date_gmt": "2026-02-03T09:10:11",
        "guid": {"rendered": address},
        "modified": "2026-02-04T10:00:00",
        "modified_gmt": "2026-02-04T10:00:00",
        "slug": f"ice-on-the-canal-{number}",
        "status": "publish",
        "type": "post",
        "link": address,
        "title": {"rendered": "Ice on the canal"},
        "content": {"rendered": "<p>Skaters were out before the post was.</p>\n", "protected": False},
        "excerpt": {"rendered": "<p>Skaters were out.</p>\n", "protected": False},
        "author": 9,
        "featured_media": 0,
        "comment_status": "open",
        "ping_status": "closed",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": {"footnotes": ""},
        "categories": [14, 15],
        "tags": [31],
        "class_list": [f"post-{number}", "post", "category-city", "category-winter-sports", "tag-ice"],
        **more,
    }


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Iterator[Bring]:
    """Imports a value (as JSON) or bytes as they are."""
    store.forget()
    first_section("Uncategorized")

    def _bring(*contents: Any, **options: Any) -> Report:
        files = []
        for place, content in enumerate(contents):
            file = tmp_path / f"part-{place}.json"
            file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
            files.append(str(file))
        return import_documents(files, **options)

    yield _bring
    store.forget()
