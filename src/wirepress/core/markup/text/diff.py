"""What changed between two texts, as HTML that reads well with eyes and with ears."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

PARAGRAPHS_MAX: Final = 400
PARAGRAPH_MAX: Final = 6000  # characters; of longer ones the whole is shown as changed
_PIECE: Final = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE: Final = 0.35  # paragraphs that share less are one taken out and one put in
_UNCHANGED_SHOWN: Final = 1  # paragraphs around a change; the rest is counted


def diff_texts(old: str, new: str, *, context: int = _UNCHANGED_SHOWN) -> str:
    """Return the changes from one plain text to another, paragraph by paragraph, changed words in ins and del.

    Each change also says in words what it is, for those who see neither colour nor line. "" when nothing changed.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    if before == after:
        return ""
    out: list[str] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    opcodes = matcher.get_opcodes()
    for number, (kind, a1, a2, b1, b2) in enumerate(opcodes):
        if kind == "equal":
            out += _equal_paragraphs(before[a1:a2], context, first=number == 0, last=number == len(opcodes) - 1)
        else:
            out += _changed_paragraphs(before[a1:a2], after[b1:b2])
    return '<div class="diff">\n' + "\n".join(out) + "\n</div>"


def diff_line(old: str, new: str) -> str:
    """Return the changes of a headline, inline."""
    return _changed_words(" ".join(old.split()), " ".join(new.split()))


def _paragraphs(text: str) -> list[str]:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line][:PARAGRAPHS_MAX]


def _equal_paragraphs(lines: Sequence[str], context: int, *, first: bool, last: bool) -> Iterator[str]:
    head = [] if first else list(lines[:context])
    rest = lines[len(head) :]
    tail = [] if last or not context else list(rest[-context:])
    hidden = len(rest) - len(tail)
    yield from (f'<p class="diff-same">{_escaped(line)}</p>' for line in head)
    if hidden:
        yield f'<p class="diff-skip">{hidden} unchanged paragraph{"" if hidden == 1 else "s"}</p>'
    yield from (f'<p class="diff-same">{_escaped(line)}</p>' for line in tail)


def _changed_paragraphs(old: list[str], new: list[str]) -> Iterator[str]:
    """Each old paragraph beside the new one that it became, in the order of the new text."""
    waiting = list(old)
    for line in new:
        partner = next((one for one in waiting[:5] if _is_alike(one, line)), None)
        if partner is None:
            yield f'<p class="diff-added"><span class="screen-reader-text">Added: </span><ins>{_escaped(line)}</ins></p>'
            continue
        at = waiting.index(partner)
        yield from (_removed_paragraph(one) for one in waiting[:at])
        waiting = waiting[at + 1 :]
        yield f'<p class="diff-changed"><span class="screen-reader-text">Changed: </span>{_changed_words(partner, line)}</p>'
    yield from (_removed_paragraph(one) for one in waiting)


def _removed_paragraph(line: str) -> str:
    return f'<p class="diff-removed"><span class="screen-reader-text">Removed: </span><del>{_escaped(line)}</del></p>'


def _is_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one[:PARAGRAPH_MAX], other[:PARAGRAPH_MAX]) >= 100 * _ALIKE


def _changed_words(old: str, new: str) -> str:
    if max(len(old), len(new)) > PARAGRAPH_MAX:
        return f"{_marked('del', old)} {_marked('ins', new)}" if old != new else _escaped(new)
    a, b = _PIECE.findall(old), _PIECE.findall(new)
    out = []
    for kind, a1, a2, b1, b2 in _join_changes(SequenceMatcher(None, a, b, autojunk=False).get_opcodes(), a):
        if kind == "equal":
            out.append(_escaped("".join(b[b1:b2])))
        else:
            out.append(_marked("del", "".join(a[a1:a2])) + _marked("ins", "".join(b[b1:b2])))
    return "".join(out)


def _join_changes(
    opcodes: Sequence[tuple[str, int, int, int, int]], a: Sequence[str]
) -> list[tuple[str, int, int, int, int]]:
    """Change with nothing but a blank between them are one change."""
    out: list[tuple[str, int, int, int, int]] = []
    for number, (kind, a1, a2, b1, b2) in enumerate(opcodes):
        blank = kind == "equal" and 0 < number < len(opcodes) - 1 and not "".join(a[a1:a2]).strip()
        if out and out[-1][0] != "equal" and (kind != "equal" or blank):
            out[-1] = ("replace", out[-1][1], a2, out[-1][3], b2)
        else:
            out.append((kind, a1, a2, b1, b2))
    return out


def _marked(tag: str, text: str) -> str:
    return f"<{tag}>{_escaped(text)}</{tag}>" if text else ""


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
