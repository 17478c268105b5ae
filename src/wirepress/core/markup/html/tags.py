"""Walk over the tags of an HTML text and change their attributes in place; everything else keeps its bytes.

The rules follow the HTML standard's tokenizer where a tag's borders and attributes are concerned: comments are skipped,
script, style, textarea, title and the like are one piece of text. New attributes go right behind the tag's name, as
WordPress 7.1 places them, in alphabetical order when several are added at once.
"""

from __future__ import annotations

import html
import re

_SPACE = " \t\n\f\r"
_TAG = re.compile(r"<(/?)([A-Za-z][^\t\n\f\r />]*)")
_COMMENT = re.compile(r"<!--(?:>|->|.*?(?:--!?>|\Z))", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"[\t\n\f\r /]*+([^\t\n\f\r />][^\t\n\f\r />=]*+)"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"([^\"]*+)\"|'([^']*+)'|([\"'])|([^\t\n\f\r >]*+)))?"
)
_OPEN_QUOTE = 4  # group of a quote that is never closed
_BEFORE_END = re.compile(r"[\t\n\f\r /]*")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"})
_WORD = re.compile(rf"([{_SPACE}]*)([^{_SPACE}]+)")


class _Attribute:
    """One attribute of the current tag: its span and its still encoded value (None: no value)."""

    __slots__ = ("end", "start", "value")

    def __init__(self, start: int, end: int, value: str | None) -> None:
        self.start = start
        self.end = end
        self.value = value


class TagEditor:
    """A cursor over tags. Call `next_tag`, read and change the tag it stands on, then take `result`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._edits: list[tuple[int, int, str]] = []
        self._attributes: dict[str, _Attribute] = {}
        self._changed: dict[str, str | bool | None] = {}
        self._classes: dict[str, bool] = {}
        self._start = 0
        self._name_end = 0
        self.name = ""
        self.closer = False

    def next_tag(self, name: str = "", *, closers: bool = False, class_name: str = "") -> bool:
        """Move to the next tag; False at the end of the text. `name` is compared without case."""
        self._flush_tag()
        wanted = name.lower()
        while self._advance():
            if self.closer and not closers:
                continue
            if wanted and self.name != wanted:
                continue
            if class_name and class_name not in str(self.get("class") or "").split():
                continue
            return True
        return False

    def get(self, name: str) -> str | bool | None:
        """Return the decoded value, True for an attribute without value, None when absent."""
        name = name.lower()
        if name in self._changed:
            return self._changed[name]
        if name == "class" and self._classes:
            return self._merged_class()
        found = self._attributes.get(name)
        if found is None:
            return None
        return True if found.value is None else html.unescape(found.value)

    def text(self, name: str) -> str:
        """Return the value as text; empty when absent or without value."""
        value = self.get(name)
        return value if isinstance(value, str) else ""

    def set(self, name: str, value: str | bool) -> None:
        """Set or add an attribute; True makes it one without value, False removes it."""
        if value is False:
            self.remove(name)
        else:
            self._changed[name] = value

    def remove(self, name: str) -> None:
        """Take an attribute away."""
        self._changed[name] = None

    def add_class(self, *names: str) -> None:
        """Add class names behind the present ones."""
        for name in names:
            if name:
                self._classes[name] = True

    def remove_class(self, name: str) -> None:
        """Take a class name away."""
        self._classes[name] = False

    def has_class(self, name: str) -> bool:
        """Return whether the tag has that class name."""
        return name in self.text("class").split()

    @property
    def position(self) -> int:
        """Return where in the original text the current tag starts."""
        return self._start

    @property
    def end(self) -> int:
        """Return where in the original text the current tag ends."""
        return self._at

    def insert(self, at: int, text: str) -> None:
        """Put text at a place of the original text."""
        self._edits.append((at, at, text))

    def result(self) -> str:
        """Return the text with all changes."""
        self._flush_tag()
        if not self._edits:
            return self._text
        pieces = []
        last = 0
        for start, end, text in sorted(self._edits):
            pieces += [self._text[last:start], text]
            last = max(last, end)
        pieces.append(self._text[last:])
        return "".join(pieces)

    def _advance(self) -> bool:
        """Scan to the next tag of any kind and read its attributes."""
        text, at = self._text, self._at
        while True:
            at = text.find("<", at)
            if at < 0:
                self._at = len(text)
                return False
            tag = _TAG.match(text, at)
            if tag:
                break
            if text.startswith("<!--", at):
                comment = _COMMENT.match(text, at)
                at = comment.end() if comment else len(text)
            elif text.startswith(("<!", "<?", "</"), at):
                end = text.find(">", at)
                at = end + 1 if end >= 0 else len(text)
            else:
                at += 1
        self._start = at
        self.name = tag[2].lower()
        self.closer = bool(tag[1])
        self._name_end = tag.end()
        return self._read_attributes()

    def _read_attributes(self) -> bool:
        text, at = self._text, self._name_end
        self._attributes = {}
        while True:
            space = _BEFORE_END.match(text, at)
            after = space.end() if space else at
            if after >= len(text):
                self._at = len(text)
                return False
            if text[after] == ">":
                self._at = after + 1
                break
            found = _ATTRIBUTE.match(text, at)
            if not found or found[_OPEN_QUOTE]:  # an unclosed value runs to the end: no more whole tags
                self._at = len(text)
                return False
            value = next((found[i] for i in (2, 3, 5) if found[i] is not None), None)
            self._attributes.setdefault(found[1].lower(), _Attribute(found.start(1), found.end(), value))
            at = found.end()
        if not self.closer and self.name in _RAW_TEXT:
            self._skip_raw_text()
        return True

    def _skip_raw_text(self) -> None:
        closer = re.compile(rf"</{self.name}(?=[\t\n\f\r />])", re.IGNORECASE).search(self._text, self._at)
        self._at = closer.start() if closer else len(self._text)

    def _merged_class(self) -> str:
        present = self._class_before()
        merged = ""
        seen = set()
        for space, name in _WORD.findall(present):
            if self._classes.get(name, True) and name not in seen:
                merged += space + name
            seen.add(name)
        for name, wanted in self._classes.items():
            if wanted and name not in seen:
                merged += f" {name}" if merged else name
        return merged

    def _flush_tag(self) -> None:
        if self._classes and "class" not in self._changed:
            names = self._class_before().split()
            if any(wanted != (name in names) for name, wanted in self._classes.items()):
                self._changed["class"] = self._merged_class() or None
        for name, value in self._changed.items():
            self._edit(name, value)
        self._changed = {}
        self._classes = {}

    def _class_before(self) -> str:
        found = self._attributes.get("class")
        return html.unescape(found.value) if found and found.value else ""

    def _edit(self, name: str, value: str | bool | None) -> None:
        found = self._attributes.get(name.lower())
        if value is None:
            if found:
                self._edits.append((found.start, found.end, ""))
            return
        written = name if value is True else f'{name}="{escape_value(str(value))}"'
        if found:
            self._edits.append((found.start, found.end, written))
        else:
            self._edits.append((self._name_end, self._name_end, f" {written}"))


def escape_value(value: str) -> str:
    """Encode a value for double quotes: every ampersand, angle bracket and quote."""
    return (
        value.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&apos;")
    )
