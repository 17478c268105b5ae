"""Emoji as character references, and as images for feeds and mail. WordPress 7.1 behaviour (wp_staticize_emoji).

The images are Twemoji's as WordPress's own image host serves them: readers of a feed fetch them, never this server.
"""

from __future__ import annotations

import re
from typing import Final

IMAGES: Final = "https://s.w.org/images/core/emoji/17.0.2/72x72/"
IMAGES_68: Final = "https://s.w.org/images/core/emoji/16.0.1/72x72/"  # of WordPress 6.8
_JOINER, _VARIANT, _KEYCAP = "\u200d", "\ufe0f", "\u20e3"
# Pictographs of Unicode 17 by themselves, without the signs that are emoji only with the variant selector behind them.
_PICTURE = (
    "\u231a\u231b\u23e9-\u23f3\u23f8-\u23fa\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5"
    "\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf"
    "\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236"
    "\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001f320\U0001f32d-\U0001f335\U0001f337-\U0001f37c\U0001f37e-\U0001f393"
    "\U0001f3a0-\U0001f3ca\U0001f3cf-\U0001f3d3\U0001f3e0-\U0001f3f0\U0001f3f4\U0001f3f8-\U0001f43e\U0001f440\U0001f442-\U0001f4fc"
    "\U0001f4ff-\U0001f53d\U0001f54b-\U0001f54e\U0001f550-\U0001f567\U0001f57a\U0001f595\U0001f596\U0001f5a4\U0001f5fb-\U0001f64f"
    "\U0001f680-\U0001f6c5\U0001f6cc\U0001f6d0-\U0001f6d2\U0001f6d5-\U0001f6d8\U0001f6dc-\U0001f6df\U0001f6eb\U0001f6ec"
    "\U0001f6f4-\U0001f6fc\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001f9ff"
    "\U0001fa70-\U0001fa7c\U0001fa80-\U0001fa8a\U0001fa8e-\U0001fac6\U0001fac8\U0001facd-\U0001fadc\U0001fadf-\U0001faea"
    "\U0001faef-\U0001faf8"
)
# Signs that have a text form too, and are also drawn.
_SIGN = (
    "\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u2328\u23cf\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb\u25fc\u2600-\u2604"
    "\u260e\u2611\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u265f\u2660\u2663\u2665\u2666\u2668"
    "\u267b\u267e\u2692\u2694-\u2697\u2699\u269b\u269c\u26a0\u26a7\u26b0\u26b1\u26c8\u26cf\u26d1\u26d3\u26e9\u26f0\u26f1\u26f4"
    "\u26f7-\u26f9\u2702\u2708\u2709\u270c\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2733\u2734\u2744\u2747\u2763\u2764\u27a1"
    "\u2934\u2935\u2b05-\u2b07\u3030\u303d\u3297\u3299\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f202\U0001f237\U0001f321"
    "\U0001f324-\U0001f32c\U0001f336\U0001f37d\U0001f396\U0001f397\U0001f399-\U0001f39b\U0001f39e\U0001f39f\U0001f3cb-\U0001f3ce"
    "\U0001f3d4-\U0001f3df\U0001f3f3\U0001f3f5\U0001f3f7\U0001f43f\U0001f441\U0001f4fd\U0001f549\U0001f54a\U0001f56f\U0001f570"
    "\U0001f573-\U0001f579\U0001f587\U0001f58a-\U0001f58d\U0001f590\U0001f5a5\U0001f5a8\U0001f5b1\U0001f5b2\U0001f5bc"
    "\U0001f5c2-\U0001f5c4\U0001f5d1-\U0001f5d3\U0001f5dc-\U0001f5de\U0001f5e1\U0001f5e3\U0001f5e8\U0001f5ef\U0001f5f3\U0001f5fa"
    "\U0001f6cb\U0001f6cd-\U0001f6cf\U0001f6e0-\U0001f6e5\U0001f6e9\U0001f6f0\U0001f6f3"
)
# Regions that have a flag: ISO 3166 and a few more.
_REGIONS = (
    "ACADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCPCQCRCUCVCWCXCYCZDEDGDJDKDMDODZ"
    "EAECEEEGEHERESETEUFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUICIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZ"
    "LALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW"
    "SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTATCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUNUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW"
)
_FLAGS = "|".join(
    "".join(chr(0x1F1E6 - ord("A") + ord(letter)) for letter in _REGIONS[place : place + 2])
    for place in range(0, len(_REGIONS), 2)
)
_ONE = f"[{_PICTURE}{_SIGN}]"
_PERSON = f"{_ONE}(?:[\U0001f3fb-\U0001f3ff]|{_VARIANT})?"
_TAGS = "\U000e0062\U000e0063\U000e0065\U000e0067\U000e006c\U000e006e\U000e0073\U000e0074\U000e0077"
_CANCEL = "\U000e007f"
# One that Unicode never had; WordPress's list does.
_PRIVATE = "\ue50a"
# A digit in a keycap is a digit: neither it nor © and ® are ever drawn.
_EMOJI: Final = re.compile(
    f"{_FLAGS}|\U0001f3f4[{_TAGS}]+{_CANCEL}|{_PERSON}(?:{_JOINER}{_PERSON})*"
    f"|[\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff{_PRIVATE}]"
)
_PART: Final = re.compile(
    f"[{_PICTURE}{_SIGN}\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff{_JOINER}{_VARIANT}{_KEYCAP}{_TAGS}{_CANCEL}{_PRIVATE}]"
)
_REFERENCES: Final = re.compile("(?:&#x[0-9a-f]{4,5};)+")
# Without its end a tag is text, and so is all of its line: nothing in it need be looked at again.
_TAG: Final = re.compile(r"<[^>\n]*+(>?)")
_KEPT: Final = re.compile(r"<(code|pre|style|script|textarea)>")
_STRAY: Final = f"&#x{ord(_VARIANT):x};"


def encode_emoji(text: str) -> str:
    """Emoji as hexadecimal references, for what cannot hold characters beyond the basic plane."""
    return text if text.isascii() else _PART.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    return f"&#x{ord(found[0]):x};"


def staticize_emoji(text: str, images: str = IMAGES) -> str:
    """Emoji as images outside tags, code, pre, style, script and textarea, where they become references. `images`: where those are.

    In a text that has hexadecimal references already only those are read.
    """
    if "&#x" not in text:
        encoded = encode_emoji(text)
        if encoded == text:
            return text
        text = encoded
    if not any(_EMOJI.search(_meant(run[0])) for run in _REFERENCES.finditer(text)):
        return text
    parts = _split(text)
    kept = ""
    for number, part in enumerate(parts):
        opening = _KEPT.match(part)
        if not kept and opening:
            kept = opening[1]
        if not kept and not part.startswith("<"):
            parts[number] = _REFERENCES.sub(lambda run: _images(run, images), part)
        if kept and part == f"</{kept}>":
            kept = ""
    return "".join(parts).replace(_STRAY, "")


def _split(text: str) -> list[str]:
    """Text and tags in turn; a tag ends on its line."""
    parts: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        if tag[1]:
            parts += text[at : tag.start()], tag[0]
            at = tag.end()
    return [*parts, text[at:]]


def _meant(references: str) -> str:
    """The characters that a run of references stands for."""
    return "".join(chr(int(digits, 16)) for digits in references[3:-1].split(";&#x"))


def _images(found: re.Match[str], images: str) -> str:
    """A run of references with its emoji as images; what is none stays a reference."""
    meant = _meant(found[0])
    pieces: list[str] = []
    at = 0
    for emoji in _EMOJI.finditer(meant):
        pieces += (f"&#x{ord(char):x};" for char in meant[at : emoji.start()])
        pieces.append(_image(emoji[0], images))
        at = emoji.end()
    return "".join((*pieces, *(f"&#x{ord(char):x};" for char in meant[at:])))


def _image(emoji: str, images: str) -> str:
    """Return the image of one emoji. Only sequences that a joiner makes keep their variant selectors."""
    shown = emoji if _JOINER in emoji else emoji.replace(_VARIANT, "")
    name = "-".join(f"{ord(char):x}" for char in shown)
    return f'<img src="{images}{name}.png" alt="{shown}" class="wp-smiley" style="height: 1em; max-height: 1em;" />'
