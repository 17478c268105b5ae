"""What rendering one document may cost. Everything is counted, so that a story looks the same whenever it is rendered; the clock
is the last resort, and what it cut short is kept nowhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from wirepress.core.cache import depends
from wirepress.settings import limits

CUT_SHORT: Final = "made:cut-short"  # a finished document never rests on this


class OverBudget(Exception):
    """A block or shortcode asks for more than the document has left. The message is a reason, in words for the newsroom."""


@dataclass(slots=True)
class Budget:
    """What one rendering has spent. Methods that spend raise OverBudget."""

    lists: int = 0
    rows: int = 0
    single: int = 0
    ahead: int = 0
    computed: int = 0
    repeats: int = 0
    depth: int = 0
    texts: int = 0
    output: int = 0
    hashed: int = 0  # characters that classes of blocks were made of; beyond the limit blocks get none
    started: float | None = None
    left_empty: dict[tuple[str, str], int] = field(default_factory=dict)  # (block, reason) -> how often

    def compute(self) -> None:
        """One more computed block or shortcode."""
        self.computed += 1
        self._check(self.computed, limits.RENDER_COMPUTED, "it holds more than {} computed blocks and shortcodes")
        now = time.thread_time()
        if self.started is None:
            self.started = now
        elif now - self.started > limits.RENDER_SECONDS:
            depends.on(CUT_SHORT)
            depends.on_everything_of_its_moment()
            raise OverBudget(f"computing it takes longer than {limits.RENDER_SECONDS} seconds")

    def ask_list(self) -> None:
        """One more list, another one than those before."""
        self._check(self.rows, limits.RENDER_ROWS - 1, "its lists hold more than {} entries", limits.RENDER_ROWS)
        self.lists += 1
        self._check(self.lists, limits.RENDER_LISTS, "it asks for more than {} different lists")

    def ask_one(self, kind: str, *, ahead: bool) -> bool:
        """One more single thing, `ahead`: of those that are read for many at once. False when there were too many already."""
        if ahead:
            self.ahead += 1
        else:
            self.single += 1
        spent, most = (self.ahead, limits.RENDER_AHEAD) if ahead else (self.single, limits.RENDER_SINGLE)
        if spent > most:
            self.leave_empty(
                f"A place for one {kind.replace('_', ' ')}",
                OverBudget(f"it shows more than {most:,} of them one by one"),
            )
        return spent <= most

    @contextmanager
    def repeating(self) -> Iterator[None]:
        """Inside, a list renders the blocks inside it once more."""
        self.repeats += 1
        self._check(self.repeats, limits.RENDER_REPEATS, "its lists repeat what is inside them more than {} times")
        self._check(self.depth + 1, limits.RENDER_LISTS_NESTED, "its lists lie more than {} deep in each other")
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    def read(self, length: int) -> None:
        """A text from elsewhere is taken in; its length in characters. The first one is never too long."""
        self._check(self.texts, limits.RENDER_TEXTS, "it takes in more than {} characters of other texts")
        self.texts += length

    def give(self, length: int) -> None:
        """A computed block gives so many characters."""
        self.output += length
        self._check(self.output, limits.RENDER_OUTPUT, "its computed blocks give more than {} characters")

    def leave_empty(self, name: str, error: OverBudget) -> None:
        """Note that a block stays empty, and why."""
        key = (name, str(error))
        self.left_empty[key] = self.left_empty.get(key, 0) + 1

    @staticmethod
    def _check(spent: int, most: int, reason: str, shown: int | None = None) -> None:
        if spent > most:
            raise OverBudget(reason.format(f"{most if shown is None else shown:,}"))

    def notes(self) -> list[str]:
        """Return which blocks stayed empty and why, a sentence each."""
        return [
            f"{name} was left empty{f' {count} times' if count > 1 else ''}: this story asks for too much ({reason})."
            for (name, reason), count in self.left_empty.items()
        ]
