"""Takes out of a rendered story what Booster Extension wove into it, and reads its counters.

Labels may be translated, amounts shown as numbers or percents, quotes changed by other plugins, and the whole may have
gone through autop once more (in lists, behind a post made of blocks): only the class names are relied on. One pass, linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wirepress.core.php.numbers import absint
from wirepress.features.engagement.reactions.kinds import from_data

_READ: Final = re.compile(r"""<div class=(['"])booster-block booster-read-block\1>""")
_REACTIONS: Final = re.compile(r"""<div class=(['"])booster-block booster-reactions-block\1>""")
_DIV: Final = re.compile(r"<(/?)div(?=[\s/>])", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    r"""react-data=['"](?P<kind>be-react-[0-9])['"]|class=['"]twp-react-count['"][^<>]{0,200}>\s{0,40}(?P<count>[0-9][0-9., ]{0,18})"""
)
_AGAIN: Final = re.compile(r"\n</p></div>|</p></div>")  # how a second autop leaves the ends of blocks
_BEHIND: Final = "\n\n    "


@dataclass(frozen=True, slots=True)
class Taken:
    """A story without the blocks, and the counts by number of the reaction (None: there was no block of reactions)."""

    story: str
    counts: dict[int, int] | None
    found: bool


def take_out(html: str) -> Taken:
    """The story inside `html` byte for byte. Without blocks of ours in it `found` is False and the story is `html`."""
    body, counts, again = _without_reactions(html)
    start = _READ.search(body)
    if start is None:
        return Taken(body if counts is not None else html, counts, counts is not None)
    end = _close(body, start.end())
    behind = body[end:]
    if again or _again(body[start.end() : end]):
        behind = behind.removeprefix("\n")
    return Taken(body[: start.start()] + behind, counts, True)


def _without_reactions(html: str) -> tuple[str, dict[int, int] | None, bool]:
    """The text without the block of reactions, the counts in it, and whether autop had run over it."""
    start = None
    for found in _REACTIONS.finditer(html):
        start = found  # the last one: a story may quote another
    if start is None:
        return html, None, False
    end = _close(html, start.end())
    inside = html[start.end() : end]
    counts = _counts(inside)
    if counts is None:
        return html, None, False
    before, behind = html[: start.start()], html[end:]
    if _again(inside):
        return _mended(before) + behind.removeprefix("\n"), counts, True
    return before.removesuffix(" " * 8) + behind.removeprefix(_BEHIND), counts, False


def _close(html: str, at: int) -> int:
    """Where the div that was opened before `at` ends; the end of the text when it never does."""
    depth = 1
    for tag in _DIV.finditer(html, at):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return html.find(">", tag.end()) + 1 or len(html)
    return len(html)


def _again(inside: str) -> bool:
    """Whether autop has run over the block."""
    return _AGAIN.search(inside[-16:]) is not None


def _mended(before: str) -> str:
    """A story that autop joined with the white space before the block: its last paragraph ends at its text again."""
    end = before.rstrip("\n")
    if end.endswith("</p>"):
        return end[: -len("</p>")].rstrip(" ") + "</p>\n"
    return end.rstrip(" ") + "\n" if end.strip() else ""


def _counts(inside: str) -> dict[int, int] | None:
    """Counts of the block by reaction; None when there is no reaction in it."""
    counts: dict[int, int] = {}
    kind: int | None = None
    for found in _AMOUNT.finditer(inside):
        if found["kind"]:
            kind = from_data(found["kind"])
            if kind is not None:
                counts.setdefault(kind, 0)
        elif kind is not None:
            digits = "".join(char for char in found["count"] if char in "0123456789")
            counts[kind] = absint(digits)
            kind = None
    return counts or None
