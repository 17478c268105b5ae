"""One export file, packed or not: its records in order, as often as somebody wants to read them."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wirepress.transfer.packing import PackedFile
from wirepress.transfer.wxr.read.decode_text import decode_piece
from wirepress.transfer.wxr.read.names import ElementNames, read_prefixes
from wirepress.transfer.wxr.read.read_records import read_author, read_channel, read_item, read_term
from wirepress.transfer.wxr.read.records import Author, Channel, ForeignTerm, Item
from wirepress.transfer.wxr.read.split_stream import Piece, PieceReader

_ROOT: Final = re.compile(r"<(?:rss|channel)\b([^>]*)>", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.\-]{1,40})["']""")
_ROOT_END: Final = re.compile(r"</(?:rss|channel)\s*>", re.IGNORECASE)
_CONVERTED: Final = re.compile(rb"<channel>[ \t]*\r\n")
Tick = Callable[[int], None]


@dataclass(slots=True)
class Place:
    """Where a record stands. `index` counts items from 1."""

    index: int
    offset: int

    def __str__(self) -> str:
        return f"item {self.index} (byte {self.offset})" if self.index else f"byte {self.offset}"


@dataclass(slots=True)
class BrokenRecord:
    """A record that cannot be read, and why."""

    reason: str


Record = Item | Author | ForeignTerm | BrokenRecord


@dataclass(slots=True)
class WxrFile:
    """A file. `channel` and `mended` are known when it was gone through once; `whole`: it ended as it should."""

    path: Path
    channel: Channel = field(default_factory=Channel)
    mended: Counter[str] = field(default_factory=Counter)
    whole: bool = True
    joined: int = 0  # further files behind the first one, in the same file
    truncated: str = ""

    @property
    def size(self) -> int:
        """Return the bytes on disk."""
        return self.path.stat().st_size

    def records(self, tick: Tick, *, skip: int = 0, items_only: bool = False) -> Iterator[tuple[Place, Record]]:
        """Yield what the file holds. `skip`: so many items are passed over unread. Raises UnreadableFile, HostileFile."""
        file = PackedFile(self.path)
        declared = _ENCODING.search(file.head)
        codec = _known_codec(declared[1].decode("ascii")) if declared and not file.unicode else ""
        converted = _CONVERTED.search(file.head) is not None  # all ends of lines were made those of Windows
        reader = PieceReader(file.blocks(tick))
        self.channel, self.mended, self.joined = Channel(), Counter(), -1
        names = ElementNames({})
        count = 0
        ended = False
        for piece in reader:
            if not piece.name:
                text = self._decode(piece, codec, converted)
                ends = [found.end() for found in _ROOT_END.finditer(text)]
                if root := list(_ROOT.finditer(text)):
                    declarations = " ".join(one[1] for one in root)
                    names = ElementNames(read_prefixes(declarations, names.prefixes))
                    self.joined += sum(1 for one in root if one[0].lower().startswith("<rss"))
                    ended = bool(ends) and ends[-1] > root[-1].end()
                elif ends:
                    ended = True
                read_channel(_ROOT.sub("", text), names, self.channel)
                continue
            local = names.resolve(piece.name)
            if local == "item":
                count += 1
                if count <= skip:
                    continue
            elif items_only or local not in _HEAD:
                continue
            place = Place(count if local == "item" else 0, piece.offset)
            if piece.broken:
                yield place, BrokenRecord(piece.broken)
                continue
            record = _read(local, self._decode(piece, codec, converted), names)
            if isinstance(record, Item) and record.mended:
                self.mended.update(record.mended)
            if record is not None:
                yield place, record
            else:
                self.mended["authors and terms of the head that name nothing, left out"] += 1
        self.truncated = reader.truncated
        self.whole = ended and not reader.truncated

    def _decode(self, piece: Piece, codec: str, converted: bool) -> str:
        text = decode_piece(piece.data, codec, self.mended)
        return text.replace("\r\n", "\n") if converted else text


_HEAD: Final = {
    "wp:author": "author",
    "wp:wp_author": "author",
    "wp:category": "category",
    "wp:tag": "tag",
    "wp:term": "term",
}


def _read(local: str, text: str, names: ElementNames) -> Item | Author | ForeignTerm | None:
    if local == "item":
        return read_item(text, names)
    kind = _HEAD[local]
    return read_author(text, names) if kind == "author" else read_term(text, kind, names)


def _known_codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
