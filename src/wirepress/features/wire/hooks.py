"""What other features may add to the wire: hooks beside those of core/hooks.py, asked by the wire alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wirepress.core.hooks import hook_spec
from wirepress.features.wire.entry.records import Entry, Media

__all__ = ["Entry", "Media", "WireDecoder", "WireDocument", "WireHooks"]


@dataclass(frozen=True, slots=True)
class WireDocument:
    """A document of a source, as it came."""

    body: bytes
    content_type: str  # as the header names it; "" where nothing did
    url: str  # where it was found; relative addresses are meant against it


@dataclass(frozen=True, slots=True)
class WireDecoder:
    """A format. `decode` gives the document's entries, or None when the document is of another format; it is asked before the
    built-in formats are. What it raises is a fault of the document: nothing of it is taken, and the source's page says why."""

    name: str  # of the format: a word in small letters
    decode: Callable[[WireDocument], Sequence[Entry] | None]


class WireHooks:
    """The wire's own hooks."""

    @hook_spec
    def wire_decoders(self) -> Sequence[WireDecoder]:
        """Formats of documents that sources give."""
        raise NotImplementedError
