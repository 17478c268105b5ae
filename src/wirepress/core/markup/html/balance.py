"""Close what was left open, drop what was never opened. WordPress 7.1 behaviour (force_balance_tags)."""

import re
from collections import Counter

_EMPTY = frozenset(
    "area base basefont br col command embed frame hr img input isindex link meta param source track wbr".split()
)
_NESTABLE = frozenset("article aside blockquote details div figure object q section span".split())
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9._]*+-[a-z0-9._-]++|[\w:]++)"
    r"(?:\s*+(?P<slash>/?)|(?P<blanks>\s++)(?P<attributes>[^>]*+))>",
    re.ASCII,
)
_HEART = re.compile(r"<([0-9])")


class _Open:
    """The stack of open elements, with a count by name so that a stray end tag costs nothing."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._count: Counter[str] = Counter()

    def push(self, name: str) -> None:
        self.names.append(name)
        self._count[name] += 1

    def pop(self) -> str:
        name = self.names.pop()
        self._count[name] -= 1
        return f"</{name}>"

    def close(self, name: str) -> str:
        """End tags down to the innermost `name`; nothing when it is not open."""
        if not self._count[name]:
            return ""
        tags: list[str] = []
        while not tags or tags[-1] != f"</{name}>":
            tags.append(self.pop())
        return "".join(tags)


def balance_tags(text: str, force: bool = True) -> str:
    """Return `text` with balanced tags; without `force` the site's (retired) option decides, which is off."""
    if not force:
        return text
    text = _HEART.sub(r"&lt;\1", text.replace("< !--", "<    !--"))
    still_open = _Open()
    result = []
    place = 0
    for tag in _TAG.finditer(text, 0, text.rfind(">") + 1):
        result.append(text[place : tag.start()])
        result.append(still_open.close(tag["name"].lower()) if tag["close"] else _start(tag, still_open))
        place = tag.end()
    result.append(text[place:])
    while still_open.names:
        result.append(still_open.pop())
    return "".join(result).replace("< !--", "<!--").replace("<    !--", "< !--")


def _start(tag: re.Match[str], still_open: _Open) -> str:
    """Return the start tag as it should be, with the end tag of a sibling before it or its own behind it."""
    name = tag["name"].lower()
    blanks = tag["blanks"] or ""
    attributes = (tag["slash"] if tag["attributes"] is None else tag["attributes"]).strip(" \n\r\t\v\0")
    if name in _EMPTY:
        return f"<{name} {attributes}>" if attributes.endswith("/") else f"<{name} {attributes}/>"
    if attributes.endswith("/"):
        attributes = attributes[:-1].strip(" \n\r\t\v\0")
        return f"<{name}{blanks}{attributes}></{name}>"
    before = ""
    if still_open.names and still_open.names[-1] == name and name not in _NESTABLE:
        before = still_open.pop()
    still_open.push(name)
    return f"{before}<{name}{blanks}{attributes}>"
