"""Feeds that write their elements in another case: they are read as if they were in the usual one."""

from __future__ import annotations

import re
from typing import Final

# Names that are not in small letters as they should be; all others are
_USUAL: Final = {
    name.lower(): name
    for name in (
        b"pubDate lastBuildDate skipHours skipDays textInput managingEditor webMaster rdf:RDF RDF feedburner:origLink isPermaLink "
        b"newsItem packageItem newsMessage knowledgeItem conceptItem planningItem"
    ).split()
}
_TAG: Final = re.compile(rb"<(/?)([A-Za-z_][\w.:-]{0,80})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE: Final = re.compile(rb"(\s)([A-Za-z_][\w.:-]{0,60})(\s*=\s*(?:\"[^\"]*\"|'[^']*'))")
_CDATA: Final = b"<![CDATA["


def lower_tags(data: bytes) -> bytes:
    """Return the document with elements and attributes in the usual case. What stands in CDATA stays as it is."""
    first, *others = data.split(_CDATA)
    pieces = [_TAG.sub(_lower, first)]
    for part in others:
        text, end, rest = part.partition(b"]]>")
        pieces.append(_CDATA + text + end + _TAG.sub(_lower, rest))
    return b"".join(pieces)


def _name(name: bytes) -> bytes:
    small = name.lower()
    return _USUAL.get(small, small)


def _lower(tag: re.Match[bytes]) -> bytes:
    rest = _ATTRIBUTE.sub(lambda one: one[1] + _name(one[2]) + one[3], tag[3]) if b"=" in tag[3] else tag[3]
    return b"<" + tag[1] + _name(tag[2]) + rest + b">"
