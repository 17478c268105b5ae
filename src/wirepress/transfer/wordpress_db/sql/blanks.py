"""What stands between statements and between rows: white space, comments, and lines of a program's complaints that ran into the dump."""

from __future__ import annotations

import re
from typing import Final

from wirepress.transfer.wordpress_db.sql.stream import StreamBuffer

_SPACE: Final = re.compile(rb"\s*+")
_SPACE_AND_ENDS: Final = re.compile(rb"[\s;]*+")
_LINE: Final = re.compile(rb"[^\n\r]*+")  # old Macs end lines with a carriage return alone
# What statements of a dump begin with. Everything else is a line that does not belong to it: "mysqldump: Couldn't execute ...",
# "<br /><b>Warning</b>: ...". An apostrophe there would be taken for the beginning of a text.
_VERBS: Final = (
    rb"ALTER|ANALYZE|BEGIN|CALL|CHANGE|CHECK|COMMIT|CREATE|DEALLOCATE|DELETE|DELIMITER|DO|DROP|END|EXECUTE|FLUSH|GRANT|HANDLER|IMPORT"
    rb"|INSERT|INSTALL|KILL|LOAD|LOCK|OPTIMIZE|PREPARE|PURGE|RELEASE|RENAME|REPAIR|REPLACE|RESET|REVOKE|ROLLBACK|SAVEPOINT|SELECT|SET|SHOW"
    rb"|SOURCE|START|STOP|TABLE|TRUNCATE|UNLOCK|UPDATE|USE|VALUES|WITH|XA"
)
_STATEMENT: Final = re.compile(rb"(?:" + _VERBS + rb")\b(?![ \t]*:)|[(\\]", re.IGNORECASE)


def skip_blank(buffer: StreamBuffer, *, ends: bool = False) -> bool:
    """Go behind white space and comments; False: nothing follows. `ends`: semicolons are passed over as well.

    Leaves some bytes to look at, when there are.
    """
    space = _SPACE_AND_ENDS if ends else _SPACE
    while True:
        found = space.match(buffer.data, buffer.at)
        assert found is not None
        buffer.at = found.end()
        if len(buffer.data) - buffer.at < 16 and buffer.read_more():
            continue
        if buffer.at >= len(buffer.data):
            return False
        if not skip_comment(buffer):
            return True


def skip_comment(buffer: StreamBuffer) -> bool:
    """Go behind a comment, if one begins here. What stands in conditional comments is of no use to us."""
    lead = buffer.data[buffer.at : buffer.at + 3]
    if lead[:2] == b"/*":
        buffer.at += 2
        while (end := buffer.data.find(b"*/", buffer.at)) < 0:
            buffer.at = max(buffer.at, len(buffer.data) - 1)
            if not buffer.read_more():
                buffer.at = len(buffer.data)
                return True
        buffer.at = end + 2
        return True
    if lead[:1] == b"#" or (lead[:2] == b"--" and lead[2:] in (b" ", b"\t", b"\n", b"\r", b"")):
        skip_line(buffer)
        return True
    return False


def skip_line(buffer: StreamBuffer) -> None:
    """Go to the end of the line."""
    while True:
        found = _LINE.match(buffer.data, buffer.at)
        assert found is not None
        buffer.at = found.end()
        if buffer.at < len(buffer.data) or not buffer.read_more():
            return


def skip_foreign_line(buffer: StreamBuffer) -> bool:
    """Go behind a line that begins no statement of SQL, if one begins here."""
    if _STATEMENT.match(buffer.data, buffer.at):
        return False
    skip_line(buffer)
    return True
