"""What a site prints before its feed: warnings of PHP, byte order marks, stray lines. The document is looked for behind it."""

from __future__ import annotations

import re
from typing import Final

LOOKED_AT: Final = 256 * 1024  # bytes in which the document has to begin
_MARK: Final = b"\xef\xbb\xbf"
_MANGLED_MARK: Final = b"\xc3\xaf\xc2\xbb\xc2\xbf"  # a mark that was taken for three letters
ROOTS: Final = (
    rb"(?:[\w.-]{1,40}:)?(?:rss|rdf|channel|feed|urlset|sitemapindex|nitf"
    rb"|newsitem|packageitem|newsmessage|knowledgeitem|conceptitem|planningitem)(?=[\s>/])"
)
_AHEAD: Final = rb"(?:\s|<!--(?:(?!-->).){0,4000}-->|<\?(?:(?!\?>).){0,2000}\?>|<!DOCTYPE[^<>\[]{0,2000}(?:\[[^\]]{0,20000}\]\s*)?>)*"
_DECLARED: Final = re.compile(rb"<\?xml\b[^>]{0,300}\?>" + _AHEAD + rb"<" + ROOTS, re.S | re.I)
_ROOT: Final = re.compile(rb"<" + ROOTS, re.I)
_NOTHING: Final = re.compile(rb"(?:" + _AHEAD + rb")\Z", re.S | re.I)
_PAGE: Final = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_TYPED: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--(?:(?!-->).){0,4000}-->|<\?(?:(?!\?>).){0,2000}\?>)*<!DOCTYPE(?!\s+html)", re.S | re.I
)
_JSON: Final = re.compile(rb"(?:\A[^\n{\[]{0,40}|[\n>][ \t\r]*)(?=[{\[])")
_TAG: Final = re.compile(r"<[^<>]*>")
JSON_TRIES: Final = 20


def find_xml(body: bytes) -> tuple[int, str]:
    """Return where the feed begins in a text, and in words what stands before it; 0 and "" where nothing does.

    -1: there is no feed in it. In a web page only what is declared as XML counts: a page may speak of feeds.
    """
    start = body[:LOOKED_AT]
    if _TYPED.match(start):
        return 0, ""  # a document type of XML, whose inside is another reader's
    found = _DECLARED.search(start)
    root = _ROOT.search(start)
    if (
        root is not None
        and (found is None or root.start() < found.start())
        and not _PAGE.search(start, 0, root.start())
    ):
        found = root
    if found is None:
        return -1, ""
    before = start[: found.start()]
    if before.startswith(_MARK):
        before = before[len(_MARK) :]
    if _NOTHING.match(before):
        return 0, ""
    return found.start(), describe_output(before)


def json_starts(body: bytes) -> list[int]:
    """Return where JSON may begin in a text: brackets near its beginning, at that of a line, or behind a tag."""
    return [found.end() for found in _JSON.finditer(body[:LOOKED_AT])][:JSON_TRIES]


def describe_output(before: bytes) -> str:
    """Return a problem's words for what stood before a document."""
    rest = before.replace(_MARK, b"").replace(_MANGLED_MARK, b"")
    text = " ".join(_TAG.sub(" ", rest.decode("utf-8", "replace")).split())
    if not text:
        return "Something stood before the document (byte order marks or markup without words); it was left out."
    return f"Something stood before the document (“{text[:120]}”); it was left out."
