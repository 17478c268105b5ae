"""Letters without their accents. WordPress 7.1 behaviour (remove_accents): Latin letters only, others stay."""

import unicodedata
from functools import cache

_LETTERS = {
    "ª": "a",
    "º": "o",
    "Æ": "AE",
    "æ": "ae",
    "Ð": "D",
    "ð": "d",
    "Ø": "O",
    "ø": "o",
    "Þ": "TH",
    "þ": "th",
    "ß": "s",
    "Đ": "D",
    "đ": "d",
    "Ħ": "H",
    "ħ": "h",
    "ı": "i",
    "Ĳ": "IJ",
    "ĳ": "ij",
    "ĸ": "k",
    "Ŀ": "L",
    "ŀ": "l",
    "Ł": "L",
    "ł": "l",
    "ŉ": "n",
    "Ŋ": "N",
    "ŋ": "n",
    "Œ": "OE",
    "œ": "oe",
    "Ŧ": "T",
    "ŧ": "t",
    "ſ": "s",
    "Ə": "E",
    "ǝ": "e",
    "ɑ": "a",
    "€": "E",
    "£": "",
}
# Latin-1 and Extended-A, the Romanian commas, Vietnamese horns and the whole Vietnamese block, Chinese tone marks
_RANGES = ((0xC0, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC), (0x218, 0x21B), (0x1EA0, 0x1EF9))

_GERMAN = {"Ä": "Ae", "ä": "ae", "Ö": "Oe", "ö": "oe", "Ü": "Ue", "ü": "ue", "ß": "ss"}
_DANISH = {"Æ": "Ae", "æ": "ae", "Ø": "Oe", "ø": "oe", "Å": "Aa", "å": "aa"}
_SERBIAN = {"Đ": "DJ", "đ": "dj"}
_LOCALES = {
    **dict.fromkeys(("de_DE", "de_DE_formal", "de_CH", "de_CH_informal", "de_AT"), _GERMAN),
    "da_DK": _DANISH,
    **dict.fromkeys(("sr_RS", "bs_BA"), _SERBIAN),
}
_LATIN1_SIGNS = {"€": "E", "ƒ": "f", "¢": "c", "¥": "Y", "µ": "u", "Ð": "DH", "Þ": "TH", "ß": "ss", "ð": "dh"}
_LATIN1_PAIRS = {"Œ": "OE", "Æ": "AE", "œ": "oe", "æ": "ae", "þ": "th", "Ø": "O", "ø": "o"}


def remove_accents(text: str, locale: str = "") -> str:
    """Return `text` with accented Latin letters as plain ones, by the custom of `locale` where it has one.

    Text that is not valid UTF-8 (surrogateescape) is read as Windows-1252, letter by letter.
    """
    if text.isascii():
        return text
    if any("\ud800" <= char <= "\udfff" for char in text):
        return _from_latin1(text)
    text = unicodedata.normalize("NFC", text)
    if locale == "ca":
        text = text.replace("l·l", "ll")
    return text.translate(_table(locale))


@cache
def _table(locale: str) -> dict[int, str]:
    table = {ord(letter): plain for letter, plain in _LETTERS.items()}
    for first, last in _RANGES:
        for point in range(first, last + 1):
            plain = unicodedata.normalize("NFD", chr(point))[0]
            if plain.isascii():
                table.setdefault(point, plain)
    return table | {ord(letter): plain for letter, plain in _LOCALES.get(locale, {}).items()}


def _from_latin1(text: str) -> str:
    meant = text.encode("utf-8", "surrogateescape").decode("cp1252", "surrogateescape")
    return "".join(map(_plain_latin1, meant)).encode("cp1252", "surrogateescape").decode("utf-8", "surrogateescape")


def _plain_latin1(letter: str) -> str:
    if letter in _LATIN1_SIGNS:
        return _LATIN1_SIGNS[letter]
    if letter in _LATIN1_PAIRS:
        return _LATIN1_PAIRS[letter]
    plain = unicodedata.normalize("NFD", letter)[0]
    return plain if plain.isascii() else letter
