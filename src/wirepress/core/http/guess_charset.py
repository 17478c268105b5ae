"""Which charset a text is in that says none, or a wrong one: a guess, by what its letters look like.

Words of Latin letters hold few bytes beyond ASCII; words of other scripts hold nothing else. Short Cyrillic texts are told by their
case and their commonest letters, as the usual statistics need more; for the others charset-normalizer is asked.
"""

from __future__ import annotations

import re
from typing import Final

READ: Final = 64 * 1024  # bytes of words that are looked at
LATIN: Final = "cp1252"  # where nothing tells
_WORD: Final = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_RUN: Final = re.compile(rb"[\x80-\xff][\x40-\xff \x80-\xff]*")
_FOREIGN: Final = 0.6  # of the letters in such words are beyond ASCII: they are not Latin
_CYRILLIC: Final = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_COMMON: Final = frozenset("оеаинтсрвл")  # of every ten letters of Russian six, of Ukrainian and Bulgarian five
_OTHERS: Final = [
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
]
_BY_LANGUAGE: Final = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), "cp1250"),
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk", "sr"), "cp1251"),
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
    "el": "cp1253",
    "tr": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    "fa": "cp1256",
    "th": "cp874",
    "ja": "cp932",
    "ko": "cp949",
}


def guess_charset(body: bytes, language: str = "") -> str:
    """Return the likeliest codec of a text that is no UTF-8. `language`: of the text, where that is known ("" else)."""
    words = _WORD.findall(body[: READ * 16])[: READ // 8]
    joined = b" ".join(words)
    beyond = len(joined) - len(joined.translate(None, bytes(range(128, 256))))
    letters = len(joined.replace(b" ", b""))
    by_language = _BY_LANGUAGE.get(language[:2].lower(), "")
    if not letters or beyond < _FOREIGN * letters:
        return by_language if by_language in ("cp1250", "cp1254", "cp1257") else LATIN
    scores = [(_looks_cyrillic(joined, name), name) for name in _CYRILLIC]
    best, name = max(scores)
    if best > 0:
        return name
    if by_language and _can_be(joined, by_language):
        return by_language
    return _ask_statistics(b" ".join(_RUN.findall(body[: READ * 16]))[:READ]) or LATIN


def _looks_cyrillic(words: bytes, name: str) -> float:
    """Return how much the words look like Cyrillic prose in a codec; 0: not at all."""
    text = words.decode(name, "replace")
    letters = [letter for letter in text if letter.isalpha() or letter > "\x7f"]
    small = sum("а" <= letter <= "я" or letter in "ёіїєґў" for letter in letters)
    common = sum(letter in _COMMON for letter in text.lower())
    if small < 0.7 * len(letters) or common < 0.42 * len(letters):
        return 0.0
    return small / len(letters) + common / len(letters)


def _can_be(words: bytes, name: str) -> bool:
    try:
        words.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _ask_statistics(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=_OTHERS).best()
    return found.encoding if found is not None else ""
