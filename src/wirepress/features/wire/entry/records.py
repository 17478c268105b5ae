"""What goes from stage to stage. Data only: no database, no network. Moments are aware and in UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

FinderName = Literal["media", "enclosure", "itunes", "content", "og", "fallback"]
EntryStatus = Literal["usable", "withheld", "canceled"]  # ninjs pubstatus, NewsML-G2 pubStatus; feeds: usable


@dataclass(frozen=True, slots=True)
class FetchedDocument:
    """A source's answer. `status` 304, or 200 with a body. `validators`: what to send next time. Times in seconds."""

    url: str  # where it was found after redirects
    status: int
    body: bytes = b""
    kind: str = ""  # content type without parameters
    charset: str = ""  # as the header names it
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    validators: Mapping[str, str] = field(default_factory=dict)  # etag, last_modified, body (SHA-256)
    fresh_for: int = 0  # by Cache-Control: not asked again before
    moved_to: str = ""  # by 301 or 308: the source's new address
    notes: Sequence[str] = ()  # in words: what was honoured (robots.txt, reservations of text mining, pace)


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, sound or film that an entry names. `found_by`: where it stood."""

    url: str
    kind: str = ""  # content type
    width: int = 0
    height: int = 0
    found_by: FinderName = "media"
    credit: str = ""
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One story as a source gives it, decoded and not yet cleaned. Texts named _html are the source's own markup."""

    guid: str = ""
    url: str = ""  # absolute
    canonical: str = ""  # where it names another address as its own (rel=canonical, ninjs uri ...)
    title: str = ""  # text without markup
    summary_html: str = ""
    content_html: str = ""
    authors: Sequence[str] = ()
    published: datetime | None = None
    updated: datetime | None = None
    categories: Sequence[str] = ()
    language: str = ""  # BCP 47, as the source says
    media: Sequence[Media] = ()
    credit: str = ""  # credit line, copyright holder
    licence: str = ""  # licence address or words
    usage: str = ""  # usage terms
    status: EntryStatus = "usable"
    embargoed: datetime | None = None
    version: str = ""
    note: str = ""  # editorial note, correction
    problems: Sequence[str] = ()  # in words: what in it was broken and how it was read
    broken_off: bool = False  # its document ended in the middle of it: it may say more, or something else, next time

    def as_json(self) -> dict[str, Any]:
        """Return the entry as it is stored with the item: empty fields are left out."""
        kept: dict[str, Any] = {}
        for name in _ENTRY_FIELDS:
            value = getattr(self, name)
            if value is None or value is False or value == "" or value == () or value == []:
                continue
            kept[name] = (
                value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
            )
        media = [{name: value for name in _MEDIA_FIELDS if (value := getattr(one, name))} for one in self.media]
        return kept | ({"media": media} if media else {})

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Entry:
        """Return the entry that was stored; unknown fields are left out."""
        known = {name: value for name, value in stored.items() if name in cls.__dataclass_fields__}
        known |= {
            name: datetime.fromisoformat(known[name])
            for name in ("published", "updated", "embargoed")
            if known.get(name)
        }
        known |= {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
        return cls(**{**known, "media": tuple(Media(**one) for one in stored.get("media", ()))})


_ENTRY_FIELDS: Final = tuple(name for name in Entry.__dataclass_fields__ if name != "media")
_MEDIA_FIELDS: Final = tuple(Media.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class DecodedDocument:
    """A document of a source. `problems`: what could not be read, in words; the rest is in `entries`."""

    format: str  # rss, atom, jsonfeed, wordpress, ninjs, nitf, newsml, newssitemap
    title: str = ""
    home: str = ""
    language: str = ""
    entries: Sequence[Entry] = ()
    ttl: int = 0  # seconds that the document asks to be left alone
    skip_hours: Sequence[int] = ()  # of the day in GMT, when nothing new is to be expected (RSS skipHours)
    skip_days: Sequence[int] = ()  # of the week, Monday is 0 (RSS skipDays)
    hub: str = ""  # WebSub
    topic: str = ""  # WebSub: rel=self
    next_page: str = ""  # address of the next page, where the format has pages
    problems: Sequence[str] = ()
    complete: bool = True  # False: it broke off before its end; of its last entry `broken_off` says whether it was cut

    def seconds_to_wait(self, now: datetime) -> int:
        """Return seconds from `now` (GMT) that the document asks to be left alone: its ttl, or until the skipped hours and days are over."""
        moment = now.replace(tzinfo=UTC) + timedelta(seconds=self.ttl)
        for _ in range(8 * 24):
            if moment.hour not in self.skip_hours and moment.weekday() not in self.skip_days:
                return max(0, int((moment - now.replace(tzinfo=UTC)).total_seconds()))
            moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return self.ttl  # every hour is skipped: nobody means that


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """By what an entry is known again, strongest first; each "" when it has none. Hexadecimal, 32 digits at most.

    `title`: of its headline, by which a source's story is found at any age. `details`: of what it says beside headline and text.
    """

    guid: str
    url: str
    content: str
    title: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True)
class DuplicateMatch:
    """An item that tells the same story. `share`: of the shorter text that both have, 0 to 1. `words`: how they are alike."""

    item_id: int
    share: float
    words: str
    exact: bool = False  # the same address or the same text
    source: str = ""  # the name of the other item's source
    cluster_id: int = 0  # 0: it is in none yet
    post_id: int = 0  # of a story that the wire did not file; item_id is 0 then


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided. `rule` names the rule, `words` say it to the editor."""

    rule: str
    words: str


Action = Literal["file", "skip", "attach", "block", "hold"]
Place = Literal[
    "beside", "offer", "front"
]  # of a version: beside the one that stands, so with an offer to a person, in front of it
PostStatus = Literal["draft", "pending", "publish", "future"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of an entry, and why. `attach`: a later version of a story that is here. `block`: rights forbid it.
    `hold`: a limit is reached; it is kept and decided anew in the next run."""

    action: Action
    status: PostStatus = "publish"
    categories: Sequence[str] = ()  # names; unknown ones have been created, mapped or dropped by the rules
    tags: Sequence[str] = ()
    author: str = ""  # login of the user it is filed under; "": the source's
    publish_at: datetime | None = None  # embargo
    reasons: Sequence[Reason] = ()
    place: Place = "beside"  # of an attached one

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as it is stored with the item."""
        return {
            "action": self.action,
            "status": self.status,
            "categories": list(self.categories),
            "tags": list(self.tags),
            "author": self.author,
            "publish_at": self.publish_at.isoformat() if self.publish_at else None,
            "reasons": [{"rule": reason.rule, "words": reason.words} for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class StoryBody:
    """The story as it will be filed: clean HTML, and its plain text. `origin`: feed, summary or page (full text)."""

    html: str
    excerpt_html: str
    text: str
    origin: Literal["feed", "summary", "page"] = "feed"
    notes: Sequence[str] = ()  # in words: what was taken out


@dataclass(frozen=True, slots=True)
class PostTexts:
    """A post's raw texts, clean and complete. Store them as they are (an actor with unfiltered_html keeps the frames of the body)."""

    title: str
    content: str
    excerpt: str
    credit: str = ""  # the credit line as text; it stands in the content already
    canonical: str = ""  # the address that the story's page names as its own; "": ours


@dataclass(frozen=True, slots=True)
class ChosenPicture:
    """The picture that was chosen, and why. `data` is there when it is to be taken into the media library."""

    url: str
    found_by: FinderName
    why: str
    kind: str = ""
    width: int = 0
    height: int = 0
    credit: str = ""
    caption: str = ""
    alt: str = ""
    data: bytes = b""
    use: str = ""  # hotlink or sideload; "": as the policy says
