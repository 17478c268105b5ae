"""A value of meta as an export file holds it. XML's way with ends of lines makes lengths of serialised texts wrong: those are counted anew."""

from __future__ import annotations

import re
from typing import Any, Final

from wirepress.transfer.clean_values import clean_text
from wirepress.transfer.wordpress_db.decode_php import UndecodableValue, decode_value
from wirepress.transfer.wordpress_db.import_state import ImportState

_TEXT: Final = re.compile(rb's:(\d{1,10}):"')
_FOLLOWS: Final = re.compile(rb'";(?=[}\s]*\Z|}|[aOsSCEbidrR]:|N;)')
RECOUNTED: Final = "meta: serialised values whose lengths were wrong, counted anew"


def decode_meta(value: str, key: str, job: ImportState) -> Any:
    """Return a decoded value. One that is broken stays the text it was, and is counted."""
    if len(value) < 2 or value[1] not in ":;":
        return clean_text(value)
    try:
        return decode_value(value)
    except UndecodableValue:
        pass
    try:
        mended = decode_value(recount_lengths(value))
    except UndecodableValue:
        return job.decode_stored(value, f"meta {key}")
    job.report.add_note(f"Meta {key}: serialised values with wrong lengths were read by counting anew.")
    return mended


def recount_lengths(text: str) -> str:
    """Return serialised data whose texts have the lengths that they are; what cannot be told stays as it was."""
    raw = text.encode("utf-8", "surrogateescape")
    parts: list[bytes] = []
    at = 0
    while found := _TEXT.search(raw, at):
        parts.append(raw[at : found.start()])
        begin, told = found.end(), int(found[1])
        if raw[begin + told : begin + told + 2] == b'";':
            end = begin + told
        else:
            after = _FOLLOWS.search(raw, begin)
            if after is None:
                parts.append(raw[found.start() :])
                return b"".join(parts).decode("utf-8", "surrogateescape")
            end = after.start()
        parts.append(b's:%d:"%b";' % (end - begin, raw[begin:end]))
        at = end + 2
    parts.append(raw[at:])
    return b"".join(parts).decode("utf-8", "surrogateescape")
