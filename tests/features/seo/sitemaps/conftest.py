"""Stories for sitemaps, and a way to read a file that checks it against the schemas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from wirepress.content.options import store
from wirepress.content.posts.models import Post

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "schemas" / "sitemap.xsd")))
SPACES = {
    "m": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "v": "http://www.google.com/schemas/sitemap-video/1.1",
}
START = datetime(2026, 3, 2, 5, 0, 0)
Tell = Callable[..., Post]


@pytest.fixture
def tell(db: None) -> Tell:
    """tell(title, **fields): a published story, a day after the one before."""
    told: list[Post] = []

    def _tell(title: str = "Harbour", **fields: Any) -> Post:
        moment = fields.pop("moment", START + timedelta(days=len(told)))
        dates = dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), moment)
        values = {"status": "publish", "title": title, "slug": f"story-{len(told)}", "content": "<p>One.</p>"}
        told.append(Post.objects.create(**{**values, **dates, **fields}))
        return told[-1]

    store.put("permalink_structure", "/%postname%/")
    return _tell


def read(path: str, status: int = 200) -> etree._Element:
    """The root of a file; it keeps to the schemas."""
    answer = Client().get(path, headers={"host": "news.example"})
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/xml; charset=UTF-8"), path
    assert answer["X-Robots-Tag"] == "noindex, follow"
    root = etree.fromstring(answer.content)
    if root.tag != "rss":
        SCHEMA.assertValid(root)
    return root


def links(path: str, status: int = 200) -> list[str]:
    """The addresses in a file, without the site's own."""
    return [
        str(one).removeprefix("http://news.example")
        for one in read(path, status).xpath("//m:loc/text()", namespaces=SPACES)
    ]


def found(path: str, expression: str) -> list[str]:
    return [str(one) for one in read(path).xpath(expression, namespaces=SPACES)]
