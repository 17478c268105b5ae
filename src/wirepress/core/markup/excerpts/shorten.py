"""Shorter text: without tags, the first words, the first characters, what stands before ``<!--more-->``."""

import re
from typing import TypedDict

from wirepress.core.markup.kses.ascii import lower, trim
from wirepress.core.php.tags import strip_tags

MORE = "&hellip;"
_MORE_OPENS = "<!--more"

_CODE_OPENS = re.compile(r"<(script|style)", re.IGNORECASE)
_BREAKS = re.compile(r"[\r\n\t ]+")
_CUT_ENTITY = re.compile(r"&[^;\s]{0,6}(?=\n?\Z)", re.ASCII)
_FOOTNOTE = re.compile(
    r'<sup data-fn="[^"]++" class="[^"]++">\s*+<a href="[^"]++" id="[^"]++">\d++</a>\s*+</sup>', re.ASCII
)


class Extended(TypedDict):
    """A story's two parts and the words of the link between them."""

    main: str
    extended: str
    more_text: str


def strip_all_tags(text: str, remove_breaks: bool = False) -> str:
    """Text without tags and without what stands in script and style, trimmed; with `remove_breaks` on one line.

    WordPress 7.1 behaviour (wp_strip_all_tags).
    """
    text = strip_tags(_drop_code(text))
    if remove_breaks:
        text = _BREAKS.sub(" ", text)
    return trim(text)


def trim_words(text: str, num: int = 55, more: str | None = None) -> str:
    """Return the first `num` words without tags; `more` (an ellipsis) follows when words were left out.

    WordPress 7.1 behaviour (wp_trim_words, languages that count words).
    """
    words = [word for word in _BREAKS.split(strip_all_tags(text)) if word]
    if len(words) <= num:
        return " ".join(words)
    if num < 0:  # PHP splits into any number of pieces for 0 and -1 (one more than asked), into one below
        num = len(words) - 1 if num >= -2 else 0
    return " ".join(words[:num]) + (MORE if more is None else more)


def html_excerpt(text: str, count: int, more: str = "") -> str:
    """Return the first `count` characters without tags, no entity cut in two; `more` follows when something was left out.

    WordPress 7.1 behaviour (wp_html_excerpt).
    """
    text = strip_all_tags(text, remove_breaks=True)
    excerpt = _CUT_ENTITY.sub("", text[:count])
    return text if excerpt == text else trim(excerpt) + more


def get_extended(text: str) -> Extended:
    """Split a story at its first ``<!--more-->``. WordPress 7.1 behaviour."""
    more = _find_more(text)
    if more is None:
        return {"main": _trim_line(text), "extended": "", "more_text": ""}
    start, end = more
    return {
        "main": _trim_line(text[:start]),
        "extended": _trim_line(text[end:]),
        "more_text": _trim_line(text[start + len(_MORE_OPENS) : end - len("-->")]),
    }


def remove_footnotes(text: str) -> str:
    """Text without the marks of footnotes. WordPress 7.1 behaviour (excerpt_remove_footnotes)."""
    return _FOOTNOTE.sub("", text) if "data-fn=" in text else text


def _find_more(text: str) -> tuple[int, int] | None:
    """Start and end of the first ``<!--more …-->`` on one line."""
    place = 0
    while (start := text.find(_MORE_OPENS, place)) >= 0:
        inner = start + len(_MORE_OPENS)
        end = text.find("-->", inner)
        if end < 0:
            return None
        line_end = text.find("\n", inner, end)
        if line_end < 0:
            return start, end + len("-->")
        place = line_end  # whatever opens before the line's end is cut by it, too
    return None


def _trim_line(text: str) -> str:
    """Take blanks off a single line (all in front, line ends only behind); several lines stay as they are."""
    inner = text.lstrip(" \t\n\r\v\f")
    line = inner.rstrip(" \t\n\r\v\f")
    if "\n" in line:
        return text
    return inner.partition("\n")[0]


def _drop_code(text: str) -> str:
    """Cut out script and style elements; one that is never closed stays."""
    lowered = ""
    kept: list[str] = []
    copied = place = 0
    unclosed: set[str] = set()
    while opening := _CODE_OPENS.search(text, place):
        place = opening.end()
        name = opening[1].lower()
        if name in unclosed:
            continue
        tag_end = text.find(">", place)
        if tag_end < 0:
            break
        lowered = lowered or lower(text)
        close = lowered.find(f"</{name}>", tag_end + 1)
        if close < 0:
            unclosed.add(name)
            continue
        kept.append(text[copied : opening.start()])
        copied = place = close + len(name) + 3
    kept.append(text[copied:])
    return "".join(kept)
