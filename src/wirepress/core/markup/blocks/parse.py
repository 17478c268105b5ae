"""Text to blocks. WordPress 7.1 behaviour (parse_blocks), in time linear in the text."""

from __future__ import annotations

from dataclasses import dataclass

from wirepress.core.markup.blocks.delimiters import Delimiter, delimiters
from wirepress.core.markup.blocks.model import Block, text_block

UNCLOSED_BUDGET = 8
"""Blocks left open each repeat the rest of the text; together they may repeat it this often, further ones stay empty."""
UNCLOSED_MAX = 1_000_000
"""Characters that they may repeat of a long text beyond its own length."""


@dataclass(slots=True)
class _Open:
    block: Block
    start: int
    leading_from: int  # the text between the delimiter before and this one
    text_from: int  # text of the block that is not taken over yet


def parse_blocks(text: str) -> list[Block]:
    """Split a post's content into blocks; text outside of blocks becomes blocks without a name."""
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.output: list[Block] = []
        self.stack: list[_Open] = []
        self.offset = 0  # behind the last delimiter

    def parse(self) -> list[Block]:
        for found in delimiters(self.text):
            if found.kind == "void":
                self._void(found)
            elif found.kind == "open":
                self.stack.append(_Open(Block(found.name, found.attrs), found.start, self.offset, found.end))
            elif not self.stack:  # a closer without opener ends the parsing: the rest is text
                break
            else:
                self._close(found)
            self.offset = found.end
        if self.stack:
            self._close_all()
        else:
            self._add_text(self.offset, len(self.text))
        return self.output

    def _add_text(self, start: int, end: int) -> None:
        if end > start:
            self.output.append(text_block(self.text[start:end]))

    def _void(self, found: Delimiter) -> None:
        block = Block(found.name, found.attrs)
        if self.stack:
            self._adopt(block, found.start, found.end)
        else:
            self._add_text(self.offset, found.start)
            self.output.append(block)

    def _adopt(self, block: Block, start: int, end: int) -> None:
        """Put a finished block into the innermost open one."""
        parent = self.stack[-1]
        _append(parent.block, self.text[parent.text_from : start])
        parent.block.inner.append(block)
        parent.block.content.append(None)
        parent.text_from = end

    def _close(self, found: Delimiter) -> None:
        opened = self.stack.pop()
        rest = self.text[opened.text_from : found.start]
        if self.stack:  # an inner block keeps its last piece even when it is empty
            opened.block.content.append(rest)
            _settle(opened.block)
            self._adopt(opened.block, opened.start, found.end)
        else:
            self._output(opened, rest)

    def _close_all(self) -> None:
        """The end of the text closes what is open: each open block goes to the top, innermost first."""
        budget = min(UNCLOSED_BUDGET * len(self.text), len(self.text) + UNCLOSED_MAX)
        while self.stack:
            opened = self.stack.pop()
            length = len(self.text) - opened.text_from
            self._output(opened, self.text[opened.text_from :] if length <= budget else "")
            budget -= length

    def _output(self, opened: _Open, rest: str) -> None:
        _append(opened.block, rest)
        _settle(opened.block)
        self._add_text(opened.leading_from, opened.start)
        self.output.append(opened.block)


def _append(block: Block, piece: str) -> None:
    """A piece that PHP holds for empty is not kept."""
    if piece not in ("", "0"):
        block.content.append(piece)


def _settle(block: Block) -> None:
    block.html = "".join(piece for piece in block.content if piece is not None)
