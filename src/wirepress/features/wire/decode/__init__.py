"""A document's bytes become entries. Pure: no network, no database. What it is, its content says; its type is only a hint.

Every format has a file. A broken entry is named in `problems`, and the others go in.
"""

from __future__ import annotations

from json import loads
from typing import Any

from wirepress.core.error_words import INSIDE, json_fault
from wirepress.core.http.charset import text_of
from wirepress.features.wire.decode.errors import NotAFeed
from wirepress.features.wire.entry.records import Decoded
from wirepress.settings.limits import WIRE_BODY_MAX

__all__ = ["NotAFeed", "decode"]

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SPACE = b" \t\r\n\0"


def decode(body: bytes, *, url: str, kind: str = "auto", content_type: str = "", charset: str = "") -> Decoded:
    """The entries of a document. Raises NotAFeed, and nothing else whatever comes.

    `url`: where it was found; relative addresses are meant against it. `kind`: as in models.KINDS, what the newsroom said it is; it
    decides only where the content could be read in several ways. `content_type`, `charset`: as the header names them.
    """
    if len(body) > WIRE_BODY_MAX:
        raise NotAFeed(f"It is longer than {WIRE_BODY_MAX} bytes.")
    start = body[:512]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.lstrip(_SPACE)
    if not start:
        raise NotAFeed("It is empty.")
    try:
        if start[:1] in (b"{", b"["):
            return _json(text_of(body, charset), url, kind)
        if b"<" in start or b"<" in body[:65536]:
            return _xml(body, url, charset)
    except NotAFeed:
        raise
    except Exception as error:  # hostile enough to break a reader: nothing of it is used
        raise NotAFeed(f"It could not be read: {INSIDE}.") from error
    what = content_type.partition(";")[0].strip()[:60] or "something else"
    raise NotAFeed(f"It is neither XML nor JSON but {what}.")


def _json(text: str, url: str, kind: str) -> Decoded:
    from wirepress.features.wire.decode.json import json_feed, ninjs, wordpress_rest

    try:
        found: Any = loads(text.lstrip("\ufeff \t\r\n\0"), strict=False)
    except RecursionError:
        raise NotAFeed("It is JSON that is nested too deeply.") from None
    except ValueError as error:
        raise NotAFeed(f"It is JSON that cannot be read: {json_fault(error)}.") from None
    for reader in (wordpress_rest, json_feed, ninjs):
        if reader.fits(found):
            decoded: Decoded = reader.read(found, url)
            return decoded
    if found == [] and kind in ("wordpress", "ninjs"):
        return Decoded(format=kind)
    raise NotAFeed("It is JSON, but no JSON Feed, no ninjs and no list of a WordPress site's posts.")


def _xml(body: bytes, url: str, charset: str) -> Decoded:
    from wirepress.features.wire.decode.xml import atom, malformed, news_sitemap, newsml, nitf, rss
    from wirepress.features.wire.decode.xml.safe_xml import SyntaxFault, is_hopeless, mended, place_of, prepare

    prepared = prepare(body, charset)
    del body
    readers: dict[str, Any] = {
        "rss": rss,
        "RDF": rss,
        "channel": rss,
        "feed": atom,
        "urlset": news_sitemap,
        "sitemapindex": news_sitemap,
        "nitf": nitf,
        "newsItem": newsml,
        "packageItem": newsml,
        "newsMessage": newsml,
        "knowledgeItem": newsml,
        "conceptItem": newsml,
        "planningItem": newsml,
    }
    reader = readers.get(prepared.root)
    if reader is None:
        page = " It is a web page: name its feed." if prepared.root.lower() == "html" else ""
        raise NotAFeed(
            f"It is XML or HTML, but no feed that is known (its outermost element is {prepared.root[:60]}).{page}"
        )
    try:
        found: Decoded = reader.read(prepared, prepared.data, url, recover=False)
        return found
    except SyntaxFault as error:
        prepared.problems.append(f"It is not well-formed XML ({place_of(error)}); it was read as far as it goes.")
    data = mended(prepared)
    if is_hopeless(data):
        raise NotAFeed("It is XML that is too broken to be read: its tags do not end.")
    try:
        decoded: Decoded = reader.read(prepared, data, url, recover=True)
    except SyntaxFault as error:
        raise NotAFeed(f"It is XML that is too broken to be read ({place_of(error)}).") from None
    return decoded if decoded.entries else malformed.read(prepared, data, url) or decoded
