"""Invented stories and the documents that sources make of them."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Final

from bench.wire_site import vocabulary

FIRST: Final = datetime(2026, 11, 27, 20, tzinfo=UTC)
_WORDS: Final = vocabulary(random.Random(11))


@dataclass(frozen=True, slots=True)
class Story:
    """One story of one source. `path`: of its page."""

    title: str
    text: str
    guid: str
    path: str
    moment: datetime

    def corrected(self, hour: int) -> Story:
        """As its source tells it after a correction in that hour."""
        return replace(
            self, text=f"{self.text} Corrected in hour {hour}: it was {make_words(3, f'{self.guid}-{hour}')}."
        )


def make_words(count: int, seed: str) -> str:
    """Return so many words, the same for the same seed."""
    return " ".join(random.Random(seed).choices(_WORDS, k=count))


def make_story(source: str, number: int, *, hour: int = 0) -> Story:
    """Return a story that no other source has."""
    key = f"{source}-{number}"
    title = f"{make_words(6, key)} {key}".capitalize()
    text = ". ".join(make_words(12, f"{key}-{part}").capitalize() for part in range(6)) + "."
    return Story(title, text, key, f"/{source}/{number}.html", FIRST + timedelta(hours=hour, minutes=number))


def rss(
    stories: Sequence[Story], base: str, *, extra: str = "", guid: bool = True, link: str = "", dates: str = "mail"
) -> bytes:
    """Return RSS. `link`: one for all; `dates`: how they are written."""
    items = []
    for story in stories:
        address = link or f"{base}{story.path}"
        name = f"<guid isPermaLink='false'>{story.guid}</guid>" if guid else ""
        moment = (
            format_datetime(story.moment)
            if dates == "mail"
            else f"{story.moment:%a %b %d %Y %H:%M:%S} GMT+0000 (Coordinated Universal Time)"
        )
        items.append(
            f"<item><title>{escape(story.title)}</title><link>{escape(address)}</link>{name}<pubDate>{moment}</pubDate>"
            f"<description>{escape(f'<p>{escape(story.text)}</p>')}</description></item>"
        )
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel>"
        f"<title>Night</title><link>{base}/</link><language>en</language>{''.join(items)}{extra}</channel></rss>"
    ).encode()


def atom(stories: Sequence[Story], base: str, *, video: bool = False) -> bytes:
    """Return Atom; `video`: all words stand with the film."""
    entries = []
    for story in stories:
        body = (
            f"<media:group><media:description>{escape(story.text)}</media:description></media:group>"
            if video
            else f"<content type='html'>{escape(f'<p>{escape(story.text)}</p>')}</content>"
        )
        entries.append(
            f"<entry><id>{story.guid}</id><title type='text'>{escape(story.title)}</title><link href='{base}{story.path}'/>"
            f"<updated>{story.moment.isoformat()}</updated>{body}</entry>"
        )
    return (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'>"
        f"<title>Night</title>{''.join(entries)}</feed>"
    ).encode()


def json_feed(stories: Sequence[Story], base: str) -> bytes:
    """Return a JSON Feed."""
    items = [
        {
            "id": one.guid,
            "url": f"{base}{one.path}",
            "title": one.title,
            "content_text": one.text,
            "date_published": one.moment.isoformat(),
        }
        for one in stories
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Night", "items": items}).encode()


def page(story: Story) -> bytes:
    """Return a story's page."""
    title, text = escape(story.title), escape(story.text)
    body = f"<body><article><h1>{title}</h1><p>{text}</p></article></body>"
    return f"<html><head><title>{title}</title></head>{body}</html>".encode()


def packed_twice(body: bytes) -> bytes:
    """Return a document that was packed once too often."""
    return gzip.compress(gzip.compress(body))
