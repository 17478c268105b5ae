"""A document's bytes become entries. Pure: no network, no database. What it is, its content says; its type is only a hint.

Every format has a file. A broken entry is named in `problems`, and the others go in.
"""

from __future__ import annotations

from collections.abc import Callable
from json import loads as load_json  # the name `json` is that of the package beside this module
from typing import Any

from wirepress.core.error_descriptions import INSIDE, describe_json_error
from wirepress.core.http.charset import decode_body
from wirepress.features.wire.decode.errors import NotAFeed
from wirepress.features.wire.entry.records import DecodedDocument
from wirepress.settings.limits import WIRE_BODY_MAX

__all__ = ["NotAFeed", "decode_document"]

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SPACE = b" \t\r\n\0"


def decode_document(
    body: bytes, *, url: str, kind: str = "auto", content_type: str = "", charset: str = ""
) -> DecodedDocument:
    """Return the entries of a document. Raises NotAFeed, and nothing else whatever comes.

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
            return _decode_json(decode_body(body, charset), url, kind)
        if b"<" in start or b"<" in body[:65536]:
            return _decode_xml(body, url, charset)
    except NotAFeed:
        raise
    except Exception as error:  # hostile enough to break a reader: nothing of it is used
        raise NotAFeed(f"It could not be read: {INSIDE}.") from error
    what = content_type.partition(";")[0].strip()[:60] or "something else"
    raise NotAFeed(f"It is neither XML nor JSON but {what}.")


def _decode_json(text: str, url: str, kind: str) -> DecodedDocument:
    from wirepress.features.wire.decode.json.json_feed import is_json_feed, read_json_feed
    from wirepress.features.wire.decode.json.ninjs import is_ninjs, read_ninjs
    from wirepress.features.wire.decode.json.wordpress_rest import is_wordpress_posts, read_wordpress_posts

    try:
        value: Any = load_json(text.lstrip("\ufeff \t\r\n\0"), strict=False)
    except RecursionError:
        raise NotAFeed("It is JSON that is nested too deeply.") from None
    except ValueError as error:
        raise NotAFeed(f"It is JSON that cannot be read: {describe_json_error(error)}.") from None
    for is_format, read_format in (
        (is_wordpress_posts, read_wordpress_posts),
        (is_json_feed, read_json_feed),
        (is_ninjs, read_ninjs),
    ):
        if is_format(value):
            return read_format(value, url)
    if value == [] and kind in ("wordpress", "ninjs"):
        return DecodedDocument(format=kind)
    raise NotAFeed("It is JSON, but no JSON Feed, no ninjs and no list of a WordPress site's posts.")


def _decode_xml(body: bytes, url: str, charset: str) -> DecodedDocument:
    from wirepress.features.wire.decode.xml.atom import read_atom
    from wirepress.features.wire.decode.xml.ending import find_end
    from wirepress.features.wire.decode.xml.malformed import read_malformed
    from wirepress.features.wire.decode.xml.news_sitemap import read_sitemap
    from wirepress.features.wire.decode.xml.newsml import read_newsml
    from wirepress.features.wire.decode.xml.nitf import read_nitf
    from wirepress.features.wire.decode.xml.rss import read_rss
    from wirepress.features.wire.decode.xml.safe_xml import (
        SyntaxFault,
        describe_fault,
        has_unclosed_tags,
        mend_references,
        prepare_xml,
    )

    prepared = prepare_xml(body, charset)
    del body
    readers: dict[str, Callable[..., DecodedDocument]] = {
        "rss": read_rss,
        "RDF": read_rss,
        "channel": read_rss,
        "feed": read_atom,
        "urlset": read_sitemap,
        "sitemapindex": read_sitemap,
        "nitf": read_nitf,
        "newsItem": read_newsml,
        "packageItem": read_newsml,
        "newsMessage": read_newsml,
        "knowledgeItem": read_newsml,
        "conceptItem": read_newsml,
        "planningItem": read_newsml,
    }
    read_format = readers.get(prepared.root)
    if read_format is None:
        page = " It is a web page: name its feed." if prepared.root.lower() == "html" else ""
        raise NotAFeed(
            f"It is XML or HTML, but no feed that is known (its outermost element is {prepared.root[:60]}).{page}"
        )
    try:
        return read_format(prepared, prepared.data, url, recover=False)
    except SyntaxFault as error:
        prepared.problems.append(f"It is not well-formed XML ({describe_fault(error)}); it was read as far as it goes.")
    data = mend_references(prepared)
    if has_unclosed_tags(data):
        raise NotAFeed("It is XML that is too broken to be read: its tags do not end.")
    prepared.end = find_end(data, prepared.root)
    try:
        decoded = read_format(prepared, data, url, recover=True)
    except SyntaxFault as error:
        raise NotAFeed(f"It is XML that is too broken to be read ({describe_fault(error)}).") from None
    return decoded if decoded.entries else read_malformed(prepared, data, url) or decoded
