"""Find shortcodes that stand alone in a paragraph, and unwrap them."""

import re
from collections.abc import Sequence

from wirepress.core.markup.text.linear_search import Finder

_BLANKS = r"(?:[\r\n\t \u00a0]|&nbsp;)*+"
_CLOSING = re.compile(rf"{_BLANKS}</p>")


def unwrap_shortcodes(text: str, names: Sequence[str]) -> str:
    """Unwrap ``<p>[name …]</p>`` and ``<p>[name …]…[/name]</p>`` for every one of `names`."""
    if not names or "<p>" not in text:
        return text
    alternatives = "|".join(map(re.escape, names))
    opening = re.compile(rf"<p>{_BLANKS}(\[({alternatives})(?![\w-]))", re.ASCII)
    finder = Finder(text)
    paragraph_ends: dict[int, int] = {}
    result: list[str] = []
    copied = place = 0
    while found := opening.search(text, place):
        place = found.start() + 3
        ended = _shortcode_end(found, finder, paragraph_ends)
        if ended is None:
            continue
        shortcode_end, place = ended
        result += text[copied : found.start()], text[found.start(1) : shortcode_end]
        copied = place
    result.append(text[copied:])
    return "".join(result)


def _shortcode_end(found: re.Match[str], finder: Finder, paragraph_ends: dict[int, int]) -> tuple[int, int] | None:
    """Return where the shortcode ends and where its paragraph ends; with content when that fits, else without."""
    bracket = finder.find("]", found.end())
    if bracket < 0:
        return None
    ends = [bracket + 1]
    self_closing = bracket > found.end() and finder.text[bracket - 1] == "/"
    if not self_closing:
        closing_tag = f"[/{found[2]}]"
        close = finder.find(closing_tag, bracket + 1)
        if close >= 0:
            ends.insert(0, close + len(closing_tag))
    for end in ends:
        if end not in paragraph_ends:  # many may end at the same place: read the blanks there once
            closing = _CLOSING.match(finder.text, end)
            paragraph_ends[end] = closing.end() if closing else -1
        if paragraph_ends[end] >= 0:
            return end, paragraph_ends[end]
    return None
