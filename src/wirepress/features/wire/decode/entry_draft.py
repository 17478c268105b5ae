"""An entry while it is being read: what is said several times is collected, what is broken is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from wirepress.features.wire.decode.dates import parse_moment
from wirepress.features.wire.decode.field_values import LIST_MAX, SHORT_MAX, limit_length, text_to_line, unique_texts
from wirepress.features.wire.entry.records import Entry, EntryStatus, Media


@dataclass(slots=True)
class EntryDraft:
    """Collects the fields of an Entry. They have the same meaning."""

    base: str  # relative addresses are meant against it
    guid: str = ""
    url: str = ""
    canonical: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    authors: list[str] = field(default_factory=list)
    published: datetime | None = None
    updated: datetime | None = None
    categories: list[str] = field(default_factory=list)
    language: str = ""
    media: list[Media] = field(default_factory=list)
    credit: str = ""
    licence: str = ""
    usage: str = ""
    status: EntryStatus = "usable"
    embargoed: datetime | None = None
    version: str = ""
    note: str = ""
    problems: list[str] = field(default_factory=list)
    media_title: str = ""  # of its film, sound or picture: stand for a headline and a text that are missing
    media_text: str = ""

    def parse_date(self, text: object, what: str) -> datetime | None:
        """Return the moment of a date. One that cannot be read is named among the problems."""
        value = text.strip() if isinstance(text, str) else ""
        found = parse_moment(value) if value else None
        if value and found is None:
            self.problems.append(f"The {what} is no date ({text_to_line(value, 60)}); it was left out.")
        return found

    def build_entry(self) -> Entry:
        """Return the entry. A missing guid is replaced by its address."""
        if self.media_text and not (self.summary.strip() or self.content.strip()):
            self.summary = self.media_text
        summary, content = (
            limit_length(self.summary, self.problems, "summary"),
            limit_length(self.content, self.problems, "text"),
        )
        guid = text_to_line(self.guid)
        if not guid and self.url:
            self.problems.append("It has no guid; its address stands for it.")
        return Entry(
            guid=guid or self.url,
            url=self.url,
            canonical=self.canonical,
            title=self.title or self.media_title,
            summary_html=summary,
            content_html=content,
            authors=unique_texts(self.authors),
            published=self.published or self.updated,
            updated=self.updated,
            categories=unique_texts(self.categories),
            language=text_to_line(self.language, 35).replace("_", "-"),
            media=_merge_repeated(self.media),
            credit=text_to_line(self.credit, SHORT_MAX),
            licence=text_to_line(self.licence, SHORT_MAX),
            usage=text_to_line(self.usage),
            status=self.status,
            embargoed=self.embargoed,
            version=text_to_line(self.version, SHORT_MAX),
            note=text_to_line(self.note),
            problems=tuple(self.problems),
        )


def _merge_repeated(media: list[Media]) -> tuple[Media, ...]:
    found: dict[str, Media] = {}
    for one in media:
        if one.url and one.url not in found and len(found) < LIST_MAX:
            found[one.url] = one
    return tuple(found.values())


def is_empty(draft: EntryDraft) -> bool:
    """Return whether there is nothing in it that could become a story."""
    said = draft.title or draft.url or draft.summary or draft.content or draft.media_title or draft.media_text
    return not said and draft.status == "usable"
