"""What an answer of a REST API says, though a byte order mark or messages of PHP stand before or behind it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

_START: Final = re.compile(r"[\[{]")
_TRIED: Final = 200  # brackets that are tried as the beginning
_MANY: Final = 1_000_000  # lists and objects of one answer, more than which would fill the memory
_DECODER: Final = json.JSONDecoder()


def parse_answer(body: bytes) -> Any:
    """Return the list or object of an answer; None for one that holds none."""
    if body.count(b"{") + body.count(b"[") > _MANY:
        return None
    text = body.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _find_inside(text)
    return found if isinstance(found, dict | list) else None


def _find_inside(text: str) -> Any:
    """Return the longest list or object that stands among other words; an empty one only where it ends them."""
    if re.match(r"\s*<!doctype|\s*<html", text[:200], re.IGNORECASE):
        return None  # a page: what looks like JSON in it is its scripts'
    best: Any = None
    length = end = work = 0
    for count, start in enumerate(_START.finditer(text)):
        if count >= _TRIED or work > 3 * len(text):
            break
        if start.start() < end:
            continue  # inside of one that was found
        try:
            value, stop = _DECODER.raw_decode(text, start.start())
        except json.JSONDecodeError as error:
            work += error.pos - start.start()
            continue
        except (ValueError, RecursionError):
            work += len(text)
            continue
        if stop - start.start() > length and (value or not text[stop:].strip()):
            best, length = value, stop - start.start()
        end = stop
    return best
