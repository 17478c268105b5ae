"""Text as feeds write it: numeric entities only, dates by RFC 822."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Final

from django.utils.http import http_date

from wirepress.content.options import site, store
from wirepress.core.markup.html.entities import ent2ncr
from wirepress.core.markup.text.emoji import IMAGES, IMAGES_68, staticize_emoji

_TAG: Final = re.compile(r"<[^<>]*>")


def text_of(markup: str) -> str:
    """HTML as the text of an element: no tags, numeric entities."""
    return ent2ncr(_TAG.sub("", markup)).replace("<", "&#60;")


def cdata(text: str) -> str:
    """Text inside a CDATA section; an end of section in it is written in two."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def emoji_images(markup: str) -> str:
    """HTML with its emoji as the pictures of the release whose answers are given."""
    return staticize_emoji(markup, IMAGES_68 if site.compat() == "6.8" else IMAGES)


def rfc822(moment: datetime | None) -> str:
    """A GMT moment: Sun, 09 Aug 2026 14:05:25 +0000."""
    return format_datetime(moment).replace("-0000", "+0000") if moment else ""


def zulu(moment: datetime | None) -> str:
    """A GMT moment by RFC 3339: 2026-08-09T14:05:25Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def address_text(address: str) -> str:
    """An address as text or the value of an attribute, as WordPress writes them."""
    return escape(address).replace("&amp;", "&#038;")


def http_text(moment: datetime | None) -> str:
    """A GMT moment as HTTP writes it."""
    return http_date((moment - datetime(1970, 1, 1)).total_seconds()) if moment else ""


def site_title() -> str:
    """The site's title."""
    return text_of(str(store.get("blogname")))


def site_about() -> str:
    """The site's tagline."""
    return text_of(str(store.get("blogdescription")))
