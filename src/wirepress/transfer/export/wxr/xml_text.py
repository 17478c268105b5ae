"""Text on its way into XML."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from typing import Final

from wirepress.core.markup.kses.urls import esc_url

# What XML 1.0 can hold in no form at all.
_IMPOSSIBLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class XmlText:
    """Wraps texts, and counts the signs that had to be left out."""

    def __init__(self) -> None:
        self.left_out = 0

    def clean(self, text: str) -> str:
        """Return a text without what XML cannot hold."""
        if _IMPOSSIBLE.search(text) is None:
            return text
        found, count = _IMPOSSIBLE.subn("", text)
        self.left_out += count
        return found

    def cdata(self, text: str | None) -> str:
        """Return a text as CDATA; the end mark inside is split over two sections."""
        clean = self.clean(text or "").replace("]]>", "]]]]><![CDATA[>")
        if "\r" in clean:  # readers of XML make a line feed of it, unless it is written as a number
            clean = clean.replace("\r", "]]>&#13;<![CDATA[")
        return f"<![CDATA[{clean}]]>"

    def attribute(self, text: str) -> str:
        """Return a text for between double quotes."""
        return escape(self.clean(text))


def feed_date(moment: datetime | None) -> str:
    """Return a GMT moment as feeds write it; nothing for none."""
    if moment is None:
        return ""
    return (
        f"{_DAYS[moment.weekday()]}, {moment.day:02d} {_MONTHS[moment.month - 1]} {moment.year:04d}"
        f" {moment.hour:02d}:{moment.minute:02d}:{moment.second:02d} +0000"
    )


def address(url: str) -> str:
    """Return an address as WordPress writes it into XML."""
    return esc_url(url) if url else ""
