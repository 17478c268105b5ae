"""Invented export files, in the forms that programs write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SITE = "https://marsh.example"
SPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)
HEAD = f"<title>Marsh</title><link>{SITE}</link><pubDate>Tue, 06 May 2025 10:00:00 +0000</pubDate>"
VERSION = f"<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{SITE}</wp:base_site_url><wp:base_blog_url>{SITE}</wp:base_blog_url>"


def cdata(text: str) -> str:
    """Text as WordPress masks it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def item(number: int | str = 7, more: str = "", **fields: Any) -> str:
    """One item. A field of None is left out; names are those of elements without their prefix."""
    values: dict[str, Any] = {
        "title": f"Story {number}",
        "link": f"{SITE}/?p={number}",
        "pubDate": "Mon, 05 May 2025 08:00:00 +0000",
        "creator": "wilma",
        "guid": f"{SITE}/?p={number}",
        "content": f"<p>Text of {number}.</p>",
        "excerpt": "",
        "post_id": number,
        "post_date": "2025-05-05 10:00:00",
        "post_date_gmt": "2025-05-05 08:00:00",
        "post_name": f"story-{number}",
        "status": "publish",
        "post_parent": 0,
        "menu_order": 0,
        "post_type": "post",
        "post_password": "",
        "is_sticky": 0,
        "comment_status": "open",
        "ping_status": "open",
    }
    values.update(fields)
    names = {"content": "content:encoded", "excerpt": "excerpt:encoded", "creator": "dc:creator"}
    plain = ("title", "link", "pubDate", "guid")
    parts = [
        f"<{tag}>{value if str(value).startswith('<![CDATA[') else cdata(str(value))}</{tag}>"
        for name, value in values.items()
        if value is not None
        for tag in [names.get(name, name if name in plain else f"wp:{name}")]
    ]
    return f"<item>{''.join(parts)}{more}</item>\n"


def meta(key: str, value: str, element: str = "postmeta") -> str:
    """A row of meta."""
    return f"<wp:{element}><wp:meta_key>{cdata(key)}</wp:meta_key>\n<wp:meta_value>{cdata(value)}</wp:meta_value></wp:{element}>"


def comment(number: int, parent: int = 0, more: str = "", **fields: Any) -> str:
    """A comment."""
    values = {
        "comment_id": number,
        "comment_author": "Reader",
        "comment_author_email": "reader@marsh.example",
        "comment_date": "2025-05-06 10:00:00",
        "comment_date_gmt": "2025-05-06 08:00:00",
        "comment_content": f"Comment {number}",
        "comment_approved": "1",
        "comment_type": "comment",
        "comment_parent": parent,
        "comment_user_id": 0,
        **fields,
    }
    return f"<wp:comment>{''.join(f'<wp:{name}>{cdata(str(value))}</wp:{name}>' for name, value in values.items())}{more}</wp:comment>"


def author(login: str = "wilma", number: int = 3, **fields: Any) -> str:
    """A person of the head."""
    values = {
        "author_id": number,
        "author_login": login,
        "author_email": f"{login}@marsh.example",
        "author_display_name": login.title(),
        "author_first_name": "",
        "author_last_name": "",
        **fields,
    }
    return f"<wp:author>{''.join(f'<wp:{name}>{cdata(str(value))}</wp:{name}>' for name, value in values.items() if value is not None)}</wp:author>\n"


def wxr(*items: str, head: str = "", spaces: str = SPACES, version: str = VERSION, people: Sequence[str] = ()) -> str:
    """A whole file."""
    persons = "".join(people or [author()])
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" {spaces}>\n<channel>\n{HEAD}{version}\n{persons}{head}\n'
        f"{''.join(items)}</channel>\n</rss>\n"
    )
