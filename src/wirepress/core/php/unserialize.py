"""A bounded reader of PHP's serialize() format. Nothing is ever instantiated: objects become plain records."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from wirepress.core.php.arrays import array_key, compact
from wirepress.settings.limits import IMPORT_DOCUMENT_MAX, JSON_DEPTH_MAX

DEPTH_MAX: Final = JSON_DEPTH_MAX
LENGTH_MAX: Final = IMPORT_DOCUMENT_MAX
ELEMENTS_MAX: Final = 1_000_000

_INT64: Final = 2**63
_SMALLEST_ENTRY: Final = len("i:0;N;")
_SCALAR = re.compile(
    rb"(?:(?P<null>N)|b:(?P<bool>[01])|i:(?P<int>[+-]?[0-9]{1,20})|[rR]:(?P<ref>[0-9]{1,10})"
    rb"|d:(?P<float>NAN|-?INF|[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,5})?));"
)
_COUNTED = re.compile(rb'(?:([sSE]):([0-9]{1,10}):"|a:([0-9]{1,10}):\{|([OC]):([0-9]{1,10}):")')
_COUNT = re.compile(rb":([0-9]{1,10}):\{")
_HEX = re.compile(rb"\\([0-9a-fA-F]{2})|([^\\])", re.DOTALL)


class SerializeError(ValueError):
    """The data is not PHP's serialize() format, or beyond the limits; the message says what and at which byte."""


@dataclass(slots=True)
class SerializedObject:
    """A PHP object kept as data. `kind`: O (properties), C (`payload`, its own format) or E (enum case in `payload`).

    Property names are as stored: a private or protected one begins with NUL, its class or ``*``, NUL.
    """

    class_name: str
    properties: dict[str, Any] = field(default_factory=dict)
    kind: Literal["O", "C", "E"] = "O"
    payload: str = ""

    def get(self, name: str, default: Any = None) -> Any:
        """Return a property by its plain name, whatever its visibility."""
        return next((item for key, item in self.properties.items() if key.rpartition("\0")[2] == name), default)

    def head(self) -> str:
        """Return the serialised text up to the properties; all of it for the kinds C and E."""
        if self.kind == "E":
            name = f"{self.class_name}:{self.payload}"
            return f'E:{byte_length(name)}:"{name}";'
        start = f'{self.kind}:{byte_length(self.class_name)}:"{self.class_name}":'
        if self.kind == "C":
            return f"{start}{byte_length(self.payload)}:{{{self.payload}}}"
        return f"{start}{len(self.properties)}:{{"


def loads(
    data: bytes | str,
    *,
    max_depth: int = DEPTH_MAX,
    max_length: int = LENGTH_MAX,
    max_elements: int = ELEMENTS_MAX,
    trailing: bool = False,
) -> Any:
    """Return the value of a serialised text: scalars, list (keys 0..n-1 in order), dict, `SerializedObject`.

    Bytes that are not UTF-8 become surrogate escapes, so that dumps() gives them back. References stand for the same
    value and count as often as they occur; one to a value still being read is refused. `max_length` is in bytes,
    `trailing` allows bytes after the value (PHP does). Raises SerializeError.
    """
    raw = _bytes(data) if isinstance(data, str) else bytes(data)
    if len(raw) > max_length:
        raise SerializeError(f"{len(raw)} bytes are more than the {max_length} allowed")
    reader = _Reader(raw, max_depth, max_elements)
    value = reader.read()
    if reader.at != len(raw) and not trailing:
        raise SerializeError(f"unexpected data after the value at byte {reader.at}")
    return value


@dataclass(slots=True)
class _Container:
    """One array or object being read. `size`: values in it so far, references counted in full."""

    slot: int
    left: int
    target: SerializedObject | None
    entries: dict[Any, Any] = field(default_factory=dict)
    key: Any = None
    size: int = 1


_PENDING: Final = object()


class _Reader:
    def __init__(self, data: bytes, max_depth: int, max_elements: int) -> None:
        self.data = data
        self.at = 0
        self.max_depth = max_depth
        self.max_elements = max_elements
        self.slots: list[Any] = []  # values in order of appearance: what R and r count
        self.sizes: list[int] = []
        self.total = 0

    def read(self) -> Any:
        stack: list[_Container] = []
        while True:
            value, size = self.value(stack)
            while stack:  # store the value; close every container it completes
                top = stack[-1]
                if value is not _PENDING:
                    top.entries[top.key] = value
                    top.size += size
                if top.left:
                    top.left -= 1
                    top.key = self.key(top.target is not None)
                    break
                self.expect(b"}")
                stack.pop()
                value, size = self.close(top), top.size
            else:
                return value

    def close(self, top: _Container) -> Any:
        if top.target is None:
            value: Any = compact(top.entries)
        else:
            top.target.properties = top.entries
            value = top.target
        self.slots[top.slot] = value
        self.sizes[top.slot] = top.size
        return value

    def value(self, stack: list[_Container]) -> tuple[Any, int]:
        """Return the next value and its size; _PENDING when it opened a container, now on top of the stack."""
        found = _SCALAR.match(self.data, self.at)
        if found:
            start, self.at = self.at, found.end()
            if found.lastgroup == "ref":
                return self.reference(int(found["ref"]), start)
            return self.keep(self.scalar(found, start)), 1
        counted = _COUNTED.match(self.data, self.at)
        if counted is None:
            raise self.error("no value")
        self.at = counted.end()
        if counted[3] is not None:
            self.open(stack, int(counted[3]), None)
            return _PENDING, 0
        kind = counted[1] or counted[4]
        text = self.text(kind, int(counted[2] or counted[5]))
        if kind in b"sS":
            self.expect(b";")
            return self.keep(text), 1
        if kind == b"E":
            self.expect(b";")
            class_name, _, case = text.partition(":")
            return self.keep(SerializedObject(class_name, kind="E", payload=case)), 1
        count = self.matched(_COUNT, "no count")
        if kind == b"C":
            payload = self.take(count)
            self.expect(b"}")
            return self.keep(SerializedObject(text, kind="C", payload=payload)), 1
        self.open(stack, count, SerializedObject(text))
        return _PENDING, 0

    def scalar(self, found: re.Match[bytes], start: int) -> Any:
        text = found[found.lastgroup or 0].decode("ascii")
        match found.lastgroup:
            case "null":
                return None
            case "bool":
                return text == "1"
            case "int":
                number = int(text)
                if not -_INT64 <= number < _INT64:
                    raise SerializeError(f"integer beyond 64 bits at byte {start}")
                return number
        return float(text)

    def reference(self, number: int, start: int) -> tuple[Any, int]:
        slot = number - 1
        if not 0 <= slot < len(self.slots) or self.slots[slot] is _PENDING:
            raise SerializeError(f"reference to a value not yet read at byte {start}")
        value, size = self.slots[slot], self.sizes[slot]
        self.count(size)
        if self.data[start : start + 1] == b"r":  # PHP numbers these too, but not R
            self.slots.append(value)
            self.sizes.append(size)
        return value, size

    def keep(self, value: Any) -> Any:
        self.count(1)
        self.slots.append(value)
        self.sizes.append(1)
        return value

    def count(self, size: int) -> None:
        self.total += size
        if self.total > self.max_elements:
            raise SerializeError(f"more than the {self.max_elements} values allowed at byte {self.at}")

    def open(self, stack: list[_Container], count: int, target: SerializedObject | None) -> None:
        if len(stack) >= self.max_depth:
            raise SerializeError(f"nested deeper than {self.max_depth} levels at byte {self.at}")
        if count * _SMALLEST_ENTRY > len(self.data) - self.at:
            raise self.error(f"{count} entries cannot fit the rest of the data")
        self.keep(_PENDING)
        stack.append(_Container(len(self.slots) - 1, count, target))

    def key(self, of_object: bool) -> Any:
        found = _SCALAR.match(self.data, self.at)
        if found and found.lastgroup == "int":
            start, self.at = self.at, found.end()
            number = self.scalar(found, start)
            return str(number) if of_object else number
        counted = _COUNTED.match(self.data, self.at)
        if counted is None or (counted[1] or b"E") not in b"sS":
            raise self.error("no key")
        self.at = counted.end()
        text = self.text(counted[1], int(counted[2]))
        self.expect(b";")
        return text if of_object else array_key(text)

    def text(self, kind: bytes, length: int) -> str:
        """Return a text and its closing quote; S counts the bytes after its hexadecimal escapes are undone."""
        if kind != b"S":
            text = self.take(length)
        else:
            if length > len(self.data) - self.at:
                raise self.error(f"text of {length} bytes is longer than the data")
            out = bytearray()
            for _ in range(length):
                found = _HEX.match(self.data, self.at)
                if found is None:
                    raise self.error("broken escape")
                out += bytes.fromhex(found[1].decode("ascii")) if found[1] else found[2]
                self.at = found.end()
            text = out.decode("utf-8", "surrogateescape")
        self.expect(b'"')
        return text

    def take(self, length: int) -> str:
        if length > len(self.data) - self.at:
            raise self.error(f"text of {length} bytes is longer than the data")
        start, self.at = self.at, self.at + length
        return self.data[start : self.at].decode("utf-8", "surrogateescape")

    def matched(self, pattern: re.Pattern[bytes], complaint: str) -> int:
        found = pattern.match(self.data, self.at)
        if found is None:
            raise self.error(complaint)
        self.at = found.end()
        return int(found[1])

    def expect(self, mark: bytes) -> None:
        if not self.data.startswith(mark, self.at):
            raise self.error(f"expected {mark.decode('ascii')}")
        self.at += len(mark)

    def error(self, complaint: str) -> SerializeError:
        return SerializeError(f"{complaint} at byte {self.at}")


def byte_length(text: str) -> int:
    """Length in UTF-8, a surrogate escape being one byte. Raises SerializeError for other surrogates."""
    return len(_bytes(text))


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as problem:
        raise SerializeError(f"half a surrogate pair at character {problem.start}") from None
