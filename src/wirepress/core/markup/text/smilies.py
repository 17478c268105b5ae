"""Text smilies to characters (one of them to an image). WordPress 7.1 behaviour (convert_smilies)."""

import re

from wirepress.core.markup.html.split import simple_split

_CODES = {
    "1f610": ":neutral: :-| :|",
    "1f608": ":twisted:",
    "27a1": ":arrow:",
    "1f62f": ":shock: 8-O 8O",
    "1f642": ":smile: :-) :)",
    "1f615": ":???: :-? :?",
    "1f60e": ":cool: 8-)",
    "1f47f": ":evil:",
    "1f600": ":grin: :-D :D",
    "1f4a1": ":idea:",
    "1f633": ":oops:",
    "1f61b": ":razz: :-P :P",
    "1f644": ":roll:",
    "1f609": ":wink: ;-) ;)",
    "1f625": ":cry:",
    "1f62e": ":eek: :-o :o",
    "1f606": ":lol:",
    "1f621": ":mad: :-x :x",
    "1f641": ":sad: :-( :(",
    "2757": ":!:",
    "2753": ":?:",
}
SMILIES = {code: chr(int(point, 16)) for point, codes in _CODES.items() for code in codes.split()}
_IMAGES = {":mrgreen:": "mrgreen.png"}

_CODE = re.compile(
    r"(?:^|(?<=[\r\n\t \u00a0])|(?<=&nbsp;))(?:"
    + "|".join(map(re.escape, sorted([*SMILIES, *_IMAGES], key=len, reverse=True)))
    + r")(?=$|[\r\n\t \u00a0]|&nbsp;)",
    re.MULTILINE,
)
_FIRST = {code[0] for code in (*SMILIES, *_IMAGES)}  # characters that smilies begin with: few texts have any
_IGNORED = re.compile(r"<(code|pre|style|script|textarea)")


def convert_smilies(text: str, base_url: str = "") -> str:
    """Replace smilies that stand between blanks; tags, code, pre, style, script and textarea stay as they are.

    `base_url` is the site's address without a trailing slash; the one smiley that is an image lies below it.
    """
    parts = simple_split(text)
    ignored = ""
    for number, part in enumerate(parts):
        if number % 2:
            opening = _IGNORED.match(part)
            if not ignored and opening:
                ignored = opening[1]
            elif part == f"</{ignored}>":
                ignored = ""
        elif not ignored and not part.startswith("<") and not _FIRST.isdisjoint(part):
            parts[number] = _CODE.sub(lambda match: _shown(match[0], base_url), part)
    return "".join(parts)


def _shown(code: str, base_url: str) -> str:
    if code in SMILIES:
        return SMILIES[code]
    source = f"{base_url}/wp-includes/images/smilies/{_IMAGES[code]}"
    return f'<img src="{source}" alt="{code}" class="wp-smiley" style="height: 1em; max-height: 1em;" />'
