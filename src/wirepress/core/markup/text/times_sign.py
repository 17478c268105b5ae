"""9x9 becomes 9×9, but 0x9F stays. WordPress 7.1 behaviour."""

import re
from itertools import pairwise

_GATE = re.compile(r"\dx\d", re.ASCII)
_RUN = re.compile(r"[\d.,]+", re.ASCII)
_WORD_START = re.compile(r"(?<!\w)\d", re.ASCII)
_WORD = re.compile(r"\w", re.ASCII)
_LAST_NUMBER = re.compile(r"\d+\Z", re.ASCII)


def multiply_signs(text: str) -> str:
    """Return `text` with the x between two numbers as ``&#215;``. Every run of digits is looked at twice at most."""
    if not _GATE.search(text):
        return text
    runs = list(_RUN.finditer(text))
    result: list[str] = []
    copied = free = 0  # up to where the result goes; up to where a match has used the text
    for left, right in pairwise(runs):
        x = left.end()
        if x + 1 != right.start() or text[x] != "x" or not text[x + 1].isdecimal():
            continue
        end = _number_end(text, right)
        if end and _starts_number(text, max(left.start(), free), x):
            result += text[copied:x], "&#215;"
            copied, free = x + 1, end
    result.append(text[copied:])
    return "".join(result)


def _starts_number(text: str, start: int, end: int) -> bool:
    """Return whether a number begins at a word boundary between `start` and `end`; a lone 0 is the start of 0x…."""
    first = _WORD_START.search(text, start, end)
    return first is not None and not (first.start() == end - 1 and first[0] == "0")


def _number_end(text: str, run: re.Match[str]) -> int:
    """Return the last word boundary in a run that begins with a digit, or 0 when there is none."""
    end = run.end()
    followed = _WORD.match(text, end) is not None
    if followed != text[end - 1].isdecimal():
        return end
    if not followed:
        return run.start() + len(run[0].rstrip(".,"))
    tail = _LAST_NUMBER.search(run[0])
    start = run.start() + tail.start() if tail else end
    return start if start > run.start() else 0
