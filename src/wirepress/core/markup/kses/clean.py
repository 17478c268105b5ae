"""Markup from people with limits: elements and attributes that a policy allows stay, the rest goes."""

from __future__ import annotations

import re
from typing import Final

from wirepress.core.markup.kses.ascii import drop_controls, lower
from wirepress.core.markup.kses.attributes import filter_tag
from wirepress.core.markup.kses.blocks import filter_blocks
from wirepress.core.markup.kses.entities import normalize
from wirepress.core.markup.kses.policy import Policy
from wirepress.core.markup.kses.scanner import split
from wirepress.core.markup.kses.specialchars import encode, is_utf8

_NOTHING_TO_DO = re.compile("[<>&\x00-\x08\x0b\x0c\x0e-\x1f]")
_OPEN_MARK = re.compile("<[^<>]*+(?!>)")
_BOGUS = re.compile(r"</[^a-zA-Z][^>]*>|<![a-zA-Z][^>]*>")
_TAG = re.compile(r"<\s*+(/\s*+)?([a-zA-Z0-9\-]++)([^>]*+)>?", re.ASCII)
_DASHES = re.compile("--+")
# Nothing real needs more rounds than two; what still changes after these is made to change.
_ROUNDS: Final = 8


def _escape_open(found: re.Match[str]) -> str:
    return encode(found[0], "both") if is_utf8(found[0]) else ""


def filter_markup(text: str, policy: Policy, *, blocks: bool = True) -> str:
    """`text` with the elements and attributes of `policy`, every other ``<`` and ``>`` as a reference.

    Text inside elements that go stays. Attributes in block comments are filtered too when `blocks`.
    WordPress 7.1 behaviour (``wp_kses``).
    """
    if _NOTHING_TO_DO.search(text) is None:
        return text
    text = normalize(drop_controls(text))
    text = _OPEN_MARK.sub(_escape_open, text)
    if blocks and "<!--" in text:
        text = filter_blocks(text, policy, lambda value: filter_markup(value, policy, blocks=False))
    return "".join(_filter_piece(piece, policy) for piece in split(text))


def _settle(text: str, policy: Policy) -> str:
    """`text` filtered until filtering changes nothing more."""
    for _ in range(_ROUNDS):
        filtered = filter_markup(text, policy, blocks=False)
        if filtered == text:
            return text
        text = filtered
    return ""


def _filter_comment(token: str, policy: Policy) -> str:
    content = _settle(token.replace("<!--", "").replace("-->", ""), policy)
    if not content:
        return ""
    content = _DASHES.sub("-", content).removesuffix("-")
    return f"<!--{content}-->"


def _filter_piece(piece: str, policy: Policy) -> str:
    if piece == ">":
        return "&gt;"
    if not piece.startswith("<"):
        return piece
    if piece.startswith("<!--"):
        return _filter_comment(piece, policy)
    if piece[1:2] in ("/", "!") and _BOGUS.fullmatch(piece):
        return f"{piece[:2]}{_settle(piece[2:-1], policy)}>"
    tag = _TAG.fullmatch(piece)
    if tag is None or lower(tag[2]) not in policy.elements:
        return ""
    return f"</{tag[2]}>" if tag[1] else filter_tag(tag[2], tag[3], policy)
