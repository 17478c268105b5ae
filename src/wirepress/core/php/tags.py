"""PHP's strip_tags: its own idea of what a tag is, which WordPress's plain texts depend on."""

from __future__ import annotations

import re
from typing import Final

_SPACE: Final = " \t\n\v\f\r"
_TEXT, _TAG, _CODE, _DECLARATION, _COMMENT = range(5)
_STOPS: Final = (
    re.compile(r"[<>\0]"),
    re.compile(r"[<>\"'!?]"),
    re.compile(r"[>\"'()lL]"),
    re.compile(r"[>\"'eE-]"),
    re.compile(r">"),
)


def strip_tags(text: str) -> str:
    """Return a text without tags, comments, declarations and PHP code, as PHP 8.2's strip_tags leaves it; NUL goes too.

    ``<`` before a blank is text; quotes inside a tag hide ``>``; what is not closed swallows the rest. Linear time.
    """
    if "<" not in text and ">" not in text and "\0" not in text:
        return text
    return _Stripper(text).run()


class _Stripper:
    """The state machine. `quote`: the open quotation mark; `depth`: ``<`` inside a tag; `last`: the mark seen last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.state = _TEXT
        self.depth = self.brackets = 0
        self.quote = self.last = ""
        self.is_xml = False

    def run(self) -> str:
        text, at = self.text, 0
        steps = (self.in_text, self.in_tag, self.in_code, self.in_declaration, self.in_comment)
        while True:
            found = _STOPS[self.state].search(text, at)
            stop = found.start() if found else len(text)
            if self.state == _TEXT:
                self.out.append(text[at:stop])
            if found is None:
                return "".join(self.out)
            steps[self.state](text[stop], stop)
            at = stop + 1

    def before(self, at: int, count: int) -> str:
        return self.text[max(at - count, 0) : at]

    def opens(self, at: int) -> bool:
        return self.text[at + 1 : at + 2] not in tuple(_SPACE)

    def leave(self) -> None:
        self.state, self.quote = _TEXT, ""

    def toggle(self, mark: str) -> None:
        if self.quote in ("", mark):
            self.quote = "" if self.quote else mark

    def closes(self) -> bool:
        """Return whether ``>`` counts here: not for a nested ``<``, not in quotes."""
        if self.depth:
            self.depth -= 1
            return False
        return not self.quote

    def in_text(self, mark: str, at: int) -> None:
        if mark == "<" and self.opens(at):
            self.state, self.last = _TAG, "<"
        elif mark == "<" or (mark == ">" and self.closes()):
            self.out.append(mark)

    def in_tag(self, mark: str, at: int) -> None:
        if mark == "<":
            if not self.quote and self.opens(at):
                self.depth += 1
        elif mark == ">":
            if self.closes():
                self.last = ">"
                if not (self.is_xml and self.before(at, 1) == "-"):
                    self.is_xml = False
                    self.leave()
        elif mark in "\"'":
            self.toggle(mark)
        elif self.before(at, 1) == "<":
            self.state, self.last = (_DECLARATION, mark) if mark == "!" else (_CODE, self.last)
            self.brackets = 0

    def in_code(self, mark: str, at: int) -> None:
        if mark == ">":
            if self.closes() and not self.brackets and self.last != '"' and self.before(at, 1) == "?":
                self.leave()
        elif mark in "\"'":
            if self.before(at, 1) != "\\":
                self.last = "" if self.last == mark else mark
                self.toggle(mark)
        elif mark in "()":
            if self.last not in ('"', "'"):
                self.last = mark
                self.brackets += 1 if mark == "(" else -1
        elif at > 4 and self.before(at, 4).lower() == "<?xm":  # PHP overlooks it at the very start
            self.state, self.is_xml = _TAG, True

    def in_declaration(self, mark: str, at: int) -> None:
        if mark == ">":
            if self.closes():
                self.leave()
        elif mark in "\"'":
            if self.before(at, 1) != "\\":
                self.toggle(mark)
        elif mark == "-":
            if self.before(at, 2) == "!-":
                self.state = _COMMENT
        elif self.before(at, 6).lower() == "doctyp":
            self.state = _TAG

    def in_comment(self, mark: str, at: int) -> None:
        if not self.quote and self.before(at, 2) == "--":
            self.leave()
