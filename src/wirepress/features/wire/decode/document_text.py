"""A document's bytes become text, and where its charset was only guessed, or not held to, that is said."""

from __future__ import annotations

import re
from typing import Final

from wirepress.core.http.charset import find_charset

_LANGUAGE: Final = re.compile(
    rb"""<(?:dc:)?language>\s*([A-Za-z]{2})\b|xml:lang\s*=\s*["']([A-Za-z]{2})\b|"language"\s*:\s*"([A-Za-z]{2})\b|<news:language>\s*([A-Za-z]{2})\b"""
)
_PLAIN: Final = {
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp1257": "windows-1257",
    "cp874": "windows-874",
    "cp932": "Shift_JIS",
    "cp949": "EUC-KR",
}


def read_utf8(body: bytes, declared: str = "") -> tuple[bytes, list[str]]:
    """Return a document in UTF-8, and in words what was wrong with its charset. `declared`: what the header says."""
    found = _LANGUAGE.search(body[:8192])
    said = next((one.decode() for one in found.groups() if one), "") if found else ""
    charset = find_charset(body, declared, said)
    problems: list[str] = []
    if charset.guessed:
        problems.append(
            f"Its charset was not said, or said wrongly: {_PLAIN.get(charset.name, charset.name)} was guessed. "
            "Look at its letters."
        )
    if charset.name == "utf-8":
        data = body[charset.mark :] if charset.mark else body
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            data = data.decode("utf-8", "replace").encode()
            problems.append("It had bytes that are no letters of its charset (UTF-8).")
        return data, problems
    text = body[charset.mark :].decode(charset.name, "replace")
    if "\ufffd" in text:
        problems.append(f"It had bytes that are no letters of its charset ({charset.name}).")
    return text.encode("utf-8", "replace"), problems


def read_text(body: bytes, declared: str = "") -> tuple[str, list[str]]:
    """Return a document as text, and in words what was wrong with its charset."""
    data, problems = read_utf8(body, declared)
    return data.decode("utf-8", "replace"), problems
