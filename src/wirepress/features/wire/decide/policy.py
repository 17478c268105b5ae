"""What a newsroom has decided for a source: checked when it is written, stored as one JSON value with the source."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, get_origin

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _read_empty_maps(cls, value: Any) -> Any:
        """Return the value with an empty list where a map is meant: PHP's JSON, and so REST, writes an empty map like that."""
        if not isinstance(value, dict):
            return value
        fields = cls.model_fields
        return {
            name: {} if one == [] and name in fields and get_origin(fields[name].annotation) is dict else one
            for name, one in value.items()
        }


class Test(_Part):
    """One question about an entry."""

    field: Literal["any", "title", "text", "author", "category", "url", "language", "published", "length"] = "any"
    how: Literal["word", "phrase", "regex", "is", "before", "after", "shorter", "longer", "contains"] = "word"
    value: str = Field(max_length=1000)


class Condition(_Part):
    """Tests joined: every one of `all`, one of `any`, none of `none`; empty parts hold. May be nested."""

    all: list[Test | Condition] = []
    any: list[Test | Condition] = []
    none: list[Test | Condition] = []


class Filter(_Part):
    """Lets entries in or keeps them out. With include filters, an entry must meet one of them."""

    name: str = Field(max_length=100)
    keep: Literal["include", "exclude"] = "include"
    when: Condition


class TermRule(_Part):
    """Files an entry under a category or tag when the condition holds."""

    name: str = Field(max_length=100)
    when: Condition
    category: str = Field(default="", max_length=200)
    tag: str = Field(default="", max_length=200)


class Terms(_Part):
    """How the source's own categories become ours."""

    unknown: Literal["create", "drop", "tag"] = "drop"
    map: dict[str, str] = {}  # theirs, without regard to case -> ours; "" drops it
    always: list[str] = []
    rules: list[TermRule] = []
    limit: int = Field(default=10, ge=0, le=50)


class Limits(_Part):
    """At most so many new stories; 0: no limit."""

    per_run: int = Field(default=0, ge=0)
    per_day: int = Field(default=0, ge=0)
    max_age_days: int = Field(default=0, ge=0)  # older entries are left where they are
    on_first_run: int = Field(default=50, ge=0)  # of a source that was just added


class Rights(_Part):
    """What the source allows. A broken rule blocks publishing and says so."""

    licence: str = Field(default="", max_length=500)
    credit: str = Field(default="", max_length=500)  # credit line; {source}, {author}, {url} are filled in
    credit_required: bool = False
    canonical: Literal["source", "own"] = "source"
    hot_link: bool = True  # pictures may be shown from the source's server
    sideload: bool = True  # pictures may be copied
    full_text: bool = True  # more than the summary may be shown
    share: bool = True  # its stories may be sent to social networks
    expires: date | None = None  # no story is filed after that day
    keep_days: int = Field(default=0, ge=0)  # stories are unpublished so many days after filing; 0: they stay


class Pictures(_Part):
    """Where pictures are looked for and what becomes of them."""

    finders: list[Literal["media", "enclosure", "itunes", "content", "og"]] = [
        "media",
        "enclosure",
        "itunes",
        "content",
        "og",
    ]
    use: Literal["hotlink", "sideload", "none"] = "hotlink"
    min_width: int = Field(default=200, ge=0)
    min_height: int = Field(default=150, ge=0)
    fallback: str = Field(default="", max_length=2000)  # address of a picture for stories that bring none


PartName = Literal["headline", "text", "picture", "byline", "categories"]
CorrectionRule = Literal["update", "version", "freeze"]


class TextRule(_Part):
    """What is taken out of a source's texts, or replaced, before anything else is done with them."""

    where: Literal["title", "text"] = "text"
    find: str = Field(
        min_length=1, max_length=2000
    )  # as people read it, without regard to blanks; a pattern where `pattern`
    replace: str = Field(default="", max_length=2000)
    pattern: bool = False


class Policy(_Part):
    """Everything that was decided for one source."""

    status: Literal["publish", "pending", "draft"] = "publish"
    author: str = Field(default="", max_length=60)  # login; "": the first administrator
    authors: dict[str, str] = {}  # byline, without regard to case -> login
    filters: list[Filter] = []
    terms: Terms = Terms()
    limits: Limits = Limits()
    rights: Rights = Rights()
    pictures: Pictures = Pictures()
    body: Literal["feed", "summary", "fulltext"] = "feed"
    embeds: list[str] = ["youtube.com", "youtube-nocookie.com", "vimeo.com"]  # hosts whose frames stay
    embargo: bool = True  # honour the source's own embargo
    duplicates: Literal["attach", "file", "skip"] = (
        "attach"  # what becomes of near-duplicates of other sources' stories
    )
    corrections: Literal["update", "version", "freeze"] = (
        "freeze"  # freeze: update until somebody here has edited the story
    )
    parts: dict[PartName, CorrectionRule] = {}  # parts of a story that are corrected by a rule of their own
    revise_minutes: int = Field(
        default=10, ge=0, le=1440
    )  # between two revisions of one story, which a live blog changes all the time
    withdrawn: Literal["flag", "unpublish"] = "flag"
    priority: int = Field(
        default=0, ge=-100, le=100
    )  # of two sources that tell one story the higher one's version stands
    promote: Literal["hand", "auto"] = "hand"  # what becomes of a better version of a story that is public
    least_words: int = Field(
        default=0, ge=0, le=10_000
    )  # below it the full text is fetched, or the story waits in the queue
    text_rules: list[TextRule] = Field(default=[], max_length=100)
    respect_robots: bool = True
    respect_tdm: bool = True


Interval = Annotated[int, Field(ge=60, le=7 * 86400)]
Condition.model_rebuild()
