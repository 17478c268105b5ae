"""A document while it is being read: entries are read one by one, so that a broken one never loses the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from wirepress.core.error_descriptions import describe_error
from wirepress.features.wire.decode.entry_draft import EntryDraft, is_empty
from wirepress.features.wire.decode.field_values import LIST_MAX, SHORT_MAX, absolute_url, text_to_line
from wirepress.features.wire.decode.xml.ending import DocumentEnd
from wirepress.features.wire.entry.records import DecodedDocument, Entry
from wirepress.settings.limits import WIRE_ENTRIES_MAX

PROBLEMS_MAX: Final = 200


class DecodedBuilder:
    """Builds a DecodedDocument. Its attributes have the same meaning."""

    def __init__(
        self, format_: str, url: str, problems: list[str] | None = None, *, end: DocumentEnd = "whole"
    ) -> None:
        self.format, self.url = format_, url
        self.problems: list[str] = problems if problems is not None else []
        self.entries: list[Entry] = []
        self.title = self.home = self.language = self.hub = self.topic = self.more = ""
        self.ttl = 0
        self.skip_hours: Sequence[int] = ()
        self.skip_days: Sequence[int] = ()
        self._end: DocumentEnd = end
        self._last: Entry | None = None  # None: what was read last became no entry
        self._seen = self._failed = self._empty = 0

    def read_entry(self, read: Callable[[], EntryDraft | None]) -> bool:
        """Read one entry. Return False when there are too many and the rest is to be left out."""
        self._seen += 1
        if len(self.entries) >= WIRE_ENTRIES_MAX:
            self.problems.append(f"It has more than {WIRE_ENTRIES_MAX} entries; the rest was left out.")
            return False
        try:
            self._last = None
            draft = read()
            if draft is None:
                self._empty += 1
            else:
                self._last = draft.build_entry()
                self.entries.append(self._last)
        except Exception as error:  # whatever is wrong with this one: the others go in
            self._failed += 1
            if self._failed <= LIST_MAX:
                self.problems.append(f"Entry {self._seen} could not be read: {describe_error(error)}.")
        return True

    def add_draft(self, draft: EntryDraft) -> None:
        """Add an entry that was read already."""
        self._seen -= 1
        self.read_entry(lambda: None if is_empty(draft) else draft)

    def forget_empty(self) -> None:
        """Do not report the entries that were empty so far: they were meant to be."""
        self._empty = 0

    def add_link(self, rel: str, href: str) -> None:
        """Note a link of the document itself: its home, hub, topic or next page."""
        url = absolute_url(href, self.url)
        for name in rel.lower().split():
            match name:
                case "hub":
                    self.hub = self.hub or url
                case "self":
                    self.topic = self.topic or url
                case "next":
                    self.more = self.more or url
                case "alternate":
                    self.home = self.home or url

    def build_document(self) -> DecodedDocument:
        """Return the finished document."""
        if self._empty:
            self.problems.append(f"{self._empty} entries had neither title, text nor address.")
        if self._end != "whole":
            cut = self._end == "in an entry" and self._last is not None and self.entries[-1:] == [self._last]
            if cut:
                self.entries[-1] = replace(self.entries[-1], broken_off=True)
            self.problems.append(f"It broke off before its end{', in its last entry' if cut else ''}.")
        return DecodedDocument(
            format=self.format,
            title=text_to_line(self.title, SHORT_MAX),
            home=self.home,
            language=text_to_line(self.language, 35).replace("_", "-"),
            entries=tuple(self.entries),
            ttl=self.ttl,
            skip_hours=self.skip_hours,
            skip_days=self.skip_days,
            hub=self.hub,
            topic=self.topic,
            next_page=self.more,
            problems=tuple(self.problems[:PROBLEMS_MAX]),
            complete=self._end == "whole",
        )
