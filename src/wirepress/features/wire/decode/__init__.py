"""A document's bytes become entries. Pure: no network, no database. What it is, its content says; its type is only a hint.

Every format has a file. A broken entry is named in `problems`, and the others go in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from json import JSONDecoder  # the name `json` is that of the package beside this module
from typing import Final

from wirepress.core.error_descriptions import INSIDE, describe_json_error
from wirepress.features.wire.decode.document_text import read_text
from wirepress.features.wire.decode.errors import NotAFeed
from wirepress.features.wire.decode.leading_output import describe_output, find_xml, json_starts
from wirepress.features.wire.decode.packed import unpack_document
from wirepress.features.wire.entry.records import DecodedDocument
from wirepress.settings.limits import WIRE_BODY_MAX

__all__ = ["NotAFeed", "decode_document"]

_BEGINNING: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|[\s\0])*([^\s\0])")


def decode_document(
    body: bytes, *, url: str, kind: str = "auto", content_type: str = "", charset: str = ""
) -> DecodedDocument:
    """Return the entries of a document. Raises NotAFeed, and nothing else whatever comes.

    `url`: where it was found; relative addresses are meant against it. `kind`: as in models.KINDS, what the newsroom said it is; it
    decides only where the content could be read in several ways. `content_type`, `charset`: as the header names them.
    """
    if len(body) > WIRE_BODY_MAX:
        raise NotAFeed(f"It is longer than {WIRE_BODY_MAX} bytes.")
    body = unpack_document(body)
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise NotAFeed("It is empty.")
    try:
        return _decode_text(body, url, kind, content_type, charset)
    except NotAFeed:
        raise
    except Exception as error:  # hostile enough to break a reader: nothing of it is used
        raise NotAFeed(f"It could not be read: {INSIDE}.") from error


def _decode_text(body: bytes, url: str, kind: str, content_type: str, charset: str) -> DecodedDocument:
    """Read what looks like JSON as JSON, else the feed that stands in it, before or behind whatever a site printed."""
    begins = _BEGINNING.match(body)
    if begins is not None and begins[1] in b"{[":
        try:
            return _decode_json(body, charset, url, kind)
        except NotAFeed:
            if find_xml(body)[0] < 1:  # else a line of a log in brackets stands before a feed
                if (found := _search_json(body, charset, url, kind)) is not None:
                    return found
                raise
    at, words = find_xml(body)
    if at < 0 and (found := _search_json(body, charset, url, kind)) is not None:
        return found
    if at >= 0 or (begins is not None and begins[1] == b"<") or b"<" in body[:65536]:
        return _decode_xml(body[max(at, 0) :] if at > 0 else body, url, charset, words)
    what = content_type.partition(";")[0].strip()[:60] or "something else"
    raise NotAFeed(f"It is neither XML nor JSON but {what}.")


def _search_json(body: bytes, charset: str, url: str, kind: str) -> DecodedDocument | None:
    """Return the document that stands behind something else; None where there is none."""
    for at in json_starts(body):
        try:
            found = _decode_json(body[at:], charset, url, kind)
        except NotAFeed:
            continue
        return replace(found, problems=(describe_output(body[:at]), *found.problems))
    return None


def _decode_json(body: bytes, charset: str, url: str, kind: str) -> DecodedDocument:
    from wirepress.features.wire.decode.json.json_feed import is_json_feed, read_json_feed
    from wirepress.features.wire.decode.json.ninjs import is_ninjs, read_ninjs
    from wirepress.features.wire.decode.json.wordpress_rest import is_wordpress_posts, read_wordpress_posts

    text, problems = read_text(body, charset)
    text = text.lstrip("\ufeff \t\r\n\0")
    try:
        value, end = JSONDecoder(strict=False).raw_decode(text)
    except RecursionError:
        raise NotAFeed("It is JSON that is nested too deeply.") from None
    except ValueError as error:
        raise NotAFeed(f"It is JSON that cannot be read: {describe_json_error(error)}.") from None
    if rest := text[end:].strip(" \t\r\n\0;"):
        problems.append(f"Something stood behind the document (“{' '.join(rest[:120].split())}”); it was left out.")
    for is_format, read_format in (
        (is_wordpress_posts, read_wordpress_posts),
        (is_json_feed, read_json_feed),
        (is_ninjs, read_ninjs),
    ):
        if is_format(value):
            decoded = read_format(value, url)
            return replace(decoded, problems=(*problems, *decoded.problems)) if problems else decoded
    if value == [] and kind in ("wordpress", "ninjs"):
        return DecodedDocument(format=kind)
    raise NotAFeed("It is JSON, but no JSON Feed, no ninjs and no list of a WordPress site's posts.")


def _decode_xml(body: bytes, url: str, charset: str, before: str) -> DecodedDocument:
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
    from wirepress.features.wire.decode.xml.tag_case import lower_tags

    prepared = prepare_xml(body, charset)
    del body
    if before:
        prepared.problems.insert(0, before)
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
    if read_format is None and (usual := {name.lower(): name for name in readers}.get(prepared.root.lower())):
        prepared.root, prepared.data = usual, lower_tags(prepared.data)
        prepared.problems.append(
            "Its elements are written in another case than the format has; they were read all the same."
        )
        read_format = readers[usual]
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
