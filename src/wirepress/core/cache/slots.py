"""Holes in finished documents: values that change by themselves, marked while a document is rendered and filled when it is sent."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

BEGIN, NAMED, END = "\ue0b0", "\ue0b1", "\ue0b2"  # private use: stories that hold them are not kept as documents
MARKS: Final = (BEGIN, NAMED, END)
DIGEST_BYTES: Final = 9
EXTRA: Final = "slots"  # in RenderContext.extras: mark live values
_KEY: Final = secrets.token_hex(8)  # of this process: nobody who writes a story can write a mark
_ENCODED: Final = re.compile(rb"\\ue0b0" + _KEY.encode() + rb"([a-z0-9._-]{1,40})\\ue0b1(.*?)\\ue0b2")

Hole = tuple[int, int, str]  # where it begins in the text without marks, how long it is, its name


@dataclass(frozen=True, slots=True)
class LiveValues:
    """A feature's live values of posts. `sql` has one `{ids}` for the posts' numbers and answers rows whose first column is the post;
    `fill` makes of one post's rows the text of each of its holes, as it stands inside a JSON string. `kind` is the kind of the
    changes that tell of new values, as the feature's `Watched` names it: an answer with values of post 5 depends on `KIND:5`."""

    kind: str
    sql: str
    fill: Callable[[Sequence[Sequence[Any]]], Mapping[str, str]]


def mark(name: str, text: str) -> str:
    """A live value in a text."""
    return f"{BEGIN}{_KEY}{name}{NAMED}{text}{END}"


def cut(encoded: bytes) -> tuple[bytes, list[Hole]]:
    """JSON without its marks, and where the marked values stand."""
    parts: list[bytes] = []
    holes: list[Hole] = []
    here = length = 0
    for found in _ENCODED.finditer(encoded):
        before = encoded[here : found.start()]
        parts += [before, found[2]]
        length += len(before)
        holes.append((length, len(found[2]), found[1].decode()))
        length += len(found[2])
        here = found.end()
    parts.append(encoded[here:])
    return b"".join(parts), holes


def digest(body: bytes) -> str:
    """A short name of these very bytes, for entity tags."""
    return hashlib.blake2b(body, digest_size=DIGEST_BYTES).hexdigest()


def fill(body: bytes, holes: Sequence[Hole], values: Mapping[str, str]) -> bytes:
    """The document with these values in its holes; a hole without one keeps what it had."""
    parts: list[bytes] = []
    here = 0
    for start, length, name in holes:
        value = values.get(name)
        parts += [body[here:start], body[start : start + length] if value is None else value.encode()]
        here = start + length
    parts.append(body[here:])
    return b"".join(parts)
