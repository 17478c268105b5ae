"""XML-RPC on the wire: reading calls, writing values and faults (xmlrpc.com/spec; the layout of lines is WordPress's)."""

from __future__ import annotations

import base64
import binascii
import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from lxml import etree

from wirepress.core.php.dates.calendar import rest_datetime
from wirepress.core.php.floats import php_float_repr

DEPTH_MAX: Final = 64
NODES_MAX: Final = 30_000  # as many elements as WordPress reads
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
NO_DATE: Final = datetime(1, 1, 1)  # shown as the zero date that WordPress shows
_BLANK: Final = b" \t\n\r\0\x0b"  # what PHP's trim takes off
_BOM: Final = b"\xef\xbb\xbf"
_DECLARATION: Final = re.compile(rb"<\?xml.*?\?>", re.DOTALL)
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE[^>]*+>", re.IGNORECASE)
_ROOTS: Final = ("methodCall", "methodResponse", "fault")
_DATE: Final = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})[T ]?([0-9]{2})?:?([0-9]{2})?:?([0-9]{2})?"
    r"(?:\.[0-9]+)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_ESCAPES: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#039;"))
# What XML 1.0 has no place for.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Fault(Exception):
    """A refusal: `code` as WordPress gives it, a sentence for people."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class CallDate:
    """A date in a call: wall time, and whether it said that it is GMT."""

    at: datetime
    gmt: bool = False


def parse_call(body: bytes) -> tuple[str, list[Any]]:
    """Method and arguments of a call. Raises Fault -32700 (no XML, or hostile) or -32600 (XML, but no call)."""
    body = _strip_surroundings(body)
    if not body or b"\0" in body or b"<!DOCTYPE" in body[: max(body.find(b"<methodCall"), 0) or None]:
        raise Fault(-32700, "The request is not a well-formed XML-RPC call.")
    # Always UTF-8, as WordPress reads it: no other encoding hides a document type from the look above.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Fault(-32700, "The request is not well-formed XML.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Fault(-32700, "The request has a document type.")
    if root.tag not in _ROOTS:
        raise Fault(-32700, "The request is not a well-formed XML-RPC call.")
    if root.tag != "methodCall":
        raise Fault(-32600, "The request is not an XML-RPC call: methodCall expected.")
    if sum(1 for _ in root.iter()) > NODES_MAX:
        raise Fault(-32700, f"The request has more than {NODES_MAX} elements.")
    name = (root.findtext("methodName") or "").strip()
    return name, [_value(node, 0) for node in root.findall("params/param/value")]


def _strip_surroundings(body: bytes) -> bytes:
    """Return the call without what stands around it: blanks and a byte order mark at its start, its XML declaration, a document type that declares
    nothing (WordPress 7.1 takes both out before it parses; neither is ever read)."""
    body = body.strip(_BLANK).removeprefix(_BOM).lstrip(_BLANK)
    body = (_DECLARATION.sub(b"", body[:100], count=1) + body[100:]).strip(_BLANK)
    named = _DOCTYPE.match(body[:200])
    return body[named.end() :].strip(_BLANK) if named else body


def _value(node: Any, depth: int) -> Any:
    if depth > DEPTH_MAX:
        raise Fault(-32700, f"Values are nested deeper than {DEPTH_MAX}.")
    inner = next(iter(node), None)
    if inner is None:
        return _clean(node.text or "")
    text = _clean(inner.text or "").strip()
    if inner.tag == "struct":
        return {
            _clean(member.findtext("name") or "").strip(): _value(member.find("value"), depth + 1)
            for member in inner.findall("member")
            if member.find("value") is not None
        }
    if inner.tag == "array":
        return [_value(value, depth + 1) for value in inner.findall("data/value")]
    if inner.tag in ("int", "i4", "i8"):
        return _int(text)
    if inner.tag == "boolean":
        return text not in ("", "0")
    return _scalar(inner.tag, text)


def _clean(text: str) -> str:
    return text.replace("\0", "")


def _int(text: str) -> int:
    """PHP's (int): leading digits, within 64 bits."""
    found = re.match(r"[+-]?[0-9]{1,19}", text)
    return max(-(2**63), min(int(found[0]), 2**63 - 1)) if found else 0


def _scalar(tag: str, text: str) -> Any:
    if tag == "double":
        try:
            return float(text)
        except ValueError:
            return 0.0
    if tag == "base64":
        try:
            return base64.b64decode(text, validate=False)
        except (binascii.Error, ValueError):
            return b""
    if tag == "dateTime.iso8601":
        return parse_date(text)
    if tag == "nil":
        return None
    return text


def parse_date(text: str) -> CallDate | None:
    """Return a date as YYYYMMDDTHH:MM:SS, perhaps with Z or an offset; parts overflow as in PHP. None where it is none."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    year, month, day, *clock = (part or "00" for part in found.groups()[:6])
    at = rest_datetime(f"{year}-{month}-{day}T{':'.join(clock)}")
    try:
        return CallDate(at - _zone_offset(found[7] or ""), bool(found[7])) if at is not None else None
    except OverflowError:
        return None


def _zone_offset(zone: str) -> timedelta:
    """Return how far `+02:00` is before GMT; nothing for Z."""
    digits = zone[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2] or 0), minutes=int(digits[2:] or 0))
    return -ahead if zone.startswith("-") else ahead


def escape(text: str) -> str:
    """Text inside of an element; what XML cannot hold is left out."""
    for char, code in _ESCAPES:
        text = text.replace(char, code)
    return _FORBIDDEN.sub("", text)


def encode_value(value: Any) -> str:
    """Return one value as XML."""
    if value is None:
        return "<string></string>"
    if isinstance(value, bool):
        return f"<boolean>{int(value)}</boolean>"
    if isinstance(value, int):
        return f"<int>{value}</int>"
    if isinstance(value, float):
        return f"<double>{php_float_repr(value, exponent='E') if math.isfinite(value) else 0}</double>"
    if isinstance(value, bytes):
        return f"<base64>{base64.b64encode(value).decode()}</base64>"
    if isinstance(value, datetime):
        shown = "00000000T00:00:00" if value == NO_DATE else f"{value.year:04d}{value:%m%dT%H:%M:%S}"
        return f"<dateTime.iso8601>{shown}</dateTime.iso8601>"
    if isinstance(value, dict) and value:
        members = [
            f"  <member><name>{escape(str(name))}</name><value>{encode_value(item)}</value></member>\n"
            for name, item in value.items()
        ]
        return f"<struct>\n{''.join(members)}</struct>"
    if isinstance(value, list | tuple | dict):  # PHP's empty struct is an empty list
        return f"<array><data>\n{''.join(f'  <value>{encode_value(item)}</value>' + chr(10) for item in value)}</data></array>"
    return f"<string>{escape(str(value))}</string>"


def encode_response(value: Any) -> str:
    """Return the whole answer of a method that gave `value`, as XML."""
    return (
        f"{HEAD}<methodResponse>\n  <params>\n    <param>\n      <value>\n      {encode_value(value)}\n      </value>\n"
        "    </param>\n  </params>\n</methodResponse>\n"
    )


def encode_fault(fault: Fault) -> str:
    """Return a whole answer that is a fault."""
    return (
        f"{HEAD}<methodResponse>\n  <fault>\n    <value>\n      <struct>\n        <member>\n          <name>faultCode</name>\n"
        f"          <value><int>{fault.code}</int></value>\n        </member>\n        <member>\n          <name>faultString</name>\n"
        f"          <value><string>{escape(fault.message)}</string></value>\n        </member>\n      </struct>\n    </value>\n"
        "  </fault>\n</methodResponse>\n"
    )
