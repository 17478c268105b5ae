"""Text cut at its tags and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wirepress.core.markup.text.linear_search import Finder

_MARK = re.compile("[<>]")
_LETTER = re.compile("[a-zA-Z]")


def _comment_end(text: str, at: int, finder: Finder) -> int | None:
    """Return where the comment that opens at `at` ends: on its own line, or with the text; None when it does neither."""
    closed = finder.find_on_line("-->", at + 4)
    if closed >= 0:
        return closed + 3
    line_end = finder.find("\n", at + 4)
    if line_end < 0:
        return len(text)
    return line_end if line_end == len(text) - 1 else None


def _bogus_end(text: str, at: int) -> int | None:
    """Return where ``<!...>`` or ``</?...>`` (no letter behind the slash) ends, None when it is neither or stays open."""
    if text.startswith("<!", at):
        closed = text.find(">", at + 2)
    elif text.startswith("</", at) and at + 2 < len(text) and not _LETTER.match(text, at + 2):
        closed = text.find(">", at + 3)
    else:
        return None
    return closed + 1 if closed >= 0 else None


def split(text: str) -> Iterator[str]:
    """The pieces of `text` in order: plain text, single ``>``, tags and comments (these begin with ``<``).

    A comment on one line may hold ``>``; one over several lines ends at its first (WordPress 7.1 behaviour).
    """
    finder = Finder(text)
    at = 0
    while (mark := _MARK.search(text, at)) is not None:
        start = mark.start()
        if start > at:
            yield text[at:start]
        if mark[0] == ">":
            at = start + 1
        else:
            end = _comment_end(text, start, finder) if text.startswith("<!--", start) else None
            if end is None:
                end = _bogus_end(text, start)
            if end is None:
                end = text.find(">", start + 1) + 1 or len(text)
            at = end
        yield text[start:at]
    if at < len(text):
        yield text[at:]
