"""JSON of request bodies, read as PHP's ``json_decode($text, true)`` reads it, with PHP's error numbers."""

from __future__ import annotations

import re
from array import array
from itertools import accumulate
from json import JSONDecoder, JSONEncoder
from typing import Any, Final

from wirepress.settings.limits import JSON_DEPTH_MAX

DEPTH: Final = 1
STATE_MISMATCH: Final = 2
CTRL_CHAR: Final = 3
SYNTAX: Final = 4
UTF8: Final = 5
UTF16: Final = 10

# Numbers and wording are PHP's: WordPress repeats both in its `rest_invalid_json` answer.
MESSAGES: Final[dict[int, str]] = {
    DEPTH: "Maximum stack depth exceeded",
    STATE_MISMATCH: "State mismatch (invalid or malformed JSON)",
    CTRL_CHAR: "Control character error, possibly incorrectly encoded",
    SYNTAX: "Syntax error",
    UTF8: "Malformed UTF-8 characters, possibly incorrectly encoded",
    6: "Recursion detected",
    7: "Inf and NaN cannot be JSON encoded",
    8: "Type is not supported",
    9: "The decoded property name is invalid",
    UTF16: "Single unpaired high surrogate in Unicode escape",
}

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_STEPS: Final = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_NO_BRACKETS: Final = bytes(byte for byte in range(256) if chr(byte) not in "[{]}")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_INT64: Final = 2**63


class JsonError(ValueError):
    """The text is not JSON by PHP's rules. `code`: PHP's json_last_error() number, 1 to 10; `message`: PHP's words."""

    def __init__(self, code: int) -> None:
        super().__init__(MESSAGES[code])
        self.code = code
        self.message = MESSAGES[code]


def decode(text: str | bytes, *, depth: int = JSON_DEPTH_MAX) -> Any:
    """Return the value of a JSON text: dict, list, str, int, float, bool, None; keys are str.

    As PHP: integers beyond 64 bits become floats, the last of equal keys wins, containers nest at most depth - 1 deep.
    Raises JsonError.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "surrogateescape")
    if not text.isascii() and not _is_utf8(text):
        raise JsonError(_first_error(text, depth))
    if text.count("[") + text.count("{") >= depth and nesting(text) >= depth:
        raise JsonError(_first_error(text, depth))
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise JsonError(_first_error(text, depth)) from None
    if _SURROGATE.search(text) and not _is_utf8(_PLAIN.encode(value)):
        raise JsonError(_first_error(text, depth))
    return value


def nesting(text: str) -> int:
    """How deep brackets outside strings nest, in linear time and mostly in C."""
    bare = _STRING.sub("", text).encode("latin-1", "replace")
    return max(accumulate(array("b", bare.translate(_STEPS, _NO_BRACKETS))), default=0)


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _integer(digits: str) -> int | float:
    if len(digits) < 19:
        return int(digits)
    if len(digits) > 20:
        return float(digits)
    number = int(digits)
    return number if -_INT64 <= number < _INT64 else float(digits)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)  # NaN and Infinity are Python's, not JSON's


_DECODER: Final = JSONDecoder(parse_int=_integer, parse_constant=_refuse)
_PLAIN: Final = JSONEncoder(ensure_ascii=False, check_circular=False)

_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:
        (?P<mark>[{}\[\]:,])
      | (?P<string>"(?:[^"\\\x00-\x1f\ud800-\udfff]++
            | \\["\\/bfnrt]
            | \\u(?:[0-9a-cA-CefEF][0-9a-fA-F]{3}
                | [dD][0-7][0-9a-fA-F]{2}
                | [dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*+)(?P<closed>")?
      | (?P<plain>true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)
      | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\r\n]*+")
_UTF16_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")
_OPEN: Final = {"[": "]", "{": "}"}
_VALUE, _ITEM_OR_END, _KEY, _KEY_OR_END, _COLON, _COMMA_OR_END, _END = range(7)


def _first_error(text: str, depth: int) -> int:
    """PHP's number of the first error in reading order; SYNTAX when only our own parser refuses the text."""
    closers: list[str] = []
    state, at = _VALUE, 0
    while True:
        found = _TOKEN.match(text, at)
        if found is None or (found.group("string") is not None and not found.group("closed")):
            return _character_error(text, found.end() if found else _after_space(text, at))
        at = found.end()
        if found.group("end") is not None:
            return SYNTAX
        mark = found.group("mark")
        if mark in _OPEN:
            if state not in (_VALUE, _ITEM_OR_END):
                return SYNTAX
            if len(closers) + 1 >= depth:
                return DEPTH
            closers.append(_OPEN[mark])
            state = _ITEM_OR_END if mark == "[" else _KEY_OR_END
            continue
        if mark in ("]", "}"):
            if state not in (_ITEM_OR_END, _KEY_OR_END, _COMMA_OR_END):
                return SYNTAX
            if closers.pop() != mark:
                return STATE_MISMATCH
            state = _COMMA_OR_END if closers else _END
            continue
        step = _next_state(state, mark, found.group("string") is not None, closers)
        if step is None:
            return SYNTAX
        state = step


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _next_state(state: int, mark: str | None, string: bool, closers: list[str]) -> int | None:
    """Return the state after a comma, a colon or a scalar; None where it may not stand."""
    if mark == ",":
        return (_VALUE if closers[-1] == "]" else _KEY) if state == _COMMA_OR_END else None
    if mark == ":":
        return _VALUE if state == _COLON else None
    if string and state in (_KEY, _KEY_OR_END):
        return _COLON
    if state in (_VALUE, _ITEM_OR_END):
        return _COMMA_OR_END if closers else _END
    return None


def _character_error(text: str, at: int) -> int:
    """Return the error of the character no token could take; in a string the end counts as a control character."""
    character = text[at : at + 1]
    if character < " ":
        return CTRL_CHAR
    if "\ud800" <= character <= "\udfff":
        return UTF8
    return UTF16 if _UTF16_ESCAPE.match(text, at) else SYNTAX
