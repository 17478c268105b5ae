"""Rules of WordPress's redirect plugins come in with an imported database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.transfer.wordpress_db.old_site import PREFIX, old_site
from wirepress.content.options import store
from wirepress.core.php.serialize import dumps
from wirepress.features.seo.redirects.adopt import YOAST, adopt_yoast
from wirepress.features.seo.redirects.find import find
from wirepress.features.seo.redirects.models import RedirectRule
from wirepress.transfer.wordpress_db.import_database import import_database

pytestmark = pytest.mark.django_db(transaction=True)


def source(tmp_path: Path, more: dict[str, list[dict[str, Any]]]) -> Path:
    rows = {**old_site(), **more}
    path = tmp_path / "old.jsonl"
    lines = (json.dumps({"table": f"{PREFIX}{name}", "row": row}) for name, found in rows.items() for row in found)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_redirection_aioseo_and_rank_math(tmp_path: Path) -> None:
    rule = {"regex": 0, "action_type": "url", "action_code": 301, "match_type": "url", "status": "enabled"}
    sources = [
        {"ignore": "case", "pattern": "Old-Page", "comparison": "exact"},
        {"pattern": "shop/", "comparison": "start"},
    ]
    path = source(
        tmp_path,
        {
            "redirection_items": [
                {
                    "id": 1,
                    "url": "/old/",
                    "action_data": "/new/",
                    "group_id": 1,
                    "position": 0,
                    "last_count": 5,
                    **rule,
                },
                {"id": 2, "url": "/off", "action_data": "/x/", "group_id": 2, "position": 1, **rule},
                {
                    "id": 3,
                    "url": "/maybe",
                    "action_data": "",
                    "group_id": 1,
                    "position": 2,
                    **rule,
                    "match_type": "agent",
                },
            ],
            "redirection_groups": [
                {"id": 1, "name": "Moves", "status": "enabled"},
                {"id": 2, "name": "Rest", "status": "disabled"},
            ],
            "aioseo_redirects": [
                {
                    "id": 1,
                    "source_url": "/a-story",
                    "target_url": "/2026/a/",
                    "type": 301,
                    "query_param": "pass",
                    "regex": 0,
                },
                {"id": 2, "source_url": "da39a3ee5e6b4b0d", "target_url": "/x/", "type": 301, "post_id": 9},
            ],
            "rank_math_redirections": [
                {
                    "id": 1,
                    "sources": dumps(sources),
                    "url_to": "https://else.example/",
                    "header_code": 302,
                    "hits": 3,
                    "status": "active",
                }
            ],
        },
    )
    report = import_database(path)
    assert not report.failed and not set(report.unknown_tables) & {f"{PREFIX}redirection_items"}
    found = {row.source: (row.target, row.group, row.enabled, row.hits) for row in RedirectRule.objects.all()}
    assert found == {
        "/old/": ("/new/", "Moves", True, 5),
        "/off": ("/x/", "Rest", False, 0),
        "/a-story": ("/2026/a/", "imported", True, 0),
        "/Old-Page": ("https://else.example/", "imported", True, 3),
        "/shop*": ("https://else.example/", "imported", True, 0),
    }
    assert any("condition" in what for what in report.lost)
    outcome = find("/shop/cart", "")
    assert outcome is not None and outcome.code == 302
    assert not import_database(path).failed and RedirectRule.objects.count() == 5


def test_yoasts_list() -> None:
    store.put(
        YOAST,
        [
            {"origin": "old/story", "url": "/new/", "type": 301, "format": "plain"},
            {"origin": "x", "url": "", "type": 500},
        ],
    )
    assert len(adopt_yoast()) == 1 and RedirectRule.objects.get().source == "/old/story"
    store.put(YOAST, "nonsense")
    assert adopt_yoast() == []
