"""From an entry that is to be filed to the finished texts of its post: page, body, picture, credit. May ask other servers, writes nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rights import picture_use
from wirepress.features.wire.decide.teaser import BodyFacts, count_words, find_teaser
from wirepress.features.wire.entry.identity import entry_text
from wirepress.features.wire.entry.records import ChosenPicture, Entry, PostTexts, Reason, StoryBody
from wirepress.features.wire.ingest.compose import compose_texts
from wirepress.features.wire.ingest.pictures.image import LoadPicture, PictureTooLarge, choose_picture
from wirepress.features.wire.models import Source
from wirepress.features.wire.text.sanitize import clean_body
from wirepress.settings import limits
from wirepress.settings.settings import get_settings

_SHOWN: Final = re.compile(r"<(?:img|iframe|figure|video|audio|table)(?=[\s>])|<a\b[^<>]*>See this on ")
_NO_FACTS: Final = BodyFacts(0)
HEAD: Final = 128 * 1024  # bytes of a picture by which its size is known


@dataclass(frozen=True, slots=True)
class PreparedStory:
    """A story that is ready to be filed. `reasons`: why this body and this picture."""

    entry: Entry
    body: StoryBody
    picture: ChosenPicture | None
    texts: PostTexts
    reasons: Sequence[Reason] = ()
    facts: BodyFacts = _NO_FACTS


def prepare_story(
    entry: Entry, source: Source, policy: Policy, *, load_pictures: bool = True, usual: int = 0
) -> PreparedStory:
    """Make the story. A page or a picture that cannot be had is said in the reasons; the story goes in without it.

    `load_pictures`: whether pictures may be asked for at their servers, for their size or for a copy. `usual`: words that the source sends.
    """
    reasons: list[Reason] = []
    base = entry.url or source.home or source.url
    if is_page_needed(entry, policy):
        policy = policy.model_copy(update={"body": "fulltext"})
    page = _fetch_page(entry, source, policy, reasons)
    body = clean_body(entry, policy, base=base, page_html=page)
    reasons += [Reason("body", f"In the body {words}.") for words in body.notes]
    look = picture_loader(source, whole=picture_use(policy) == "sideload") if load_pictures else None
    choice = choose_picture(entry, policy, page_html=page, base=base, load=look, hosts=(get_settings().host,))
    reasons += choice.reasons
    picture = choice.picture
    if picture is not None and picture.data and choice.use != "sideload":
        picture = replace(picture, data=b"")  # it was asked for to know its size; only a copy needs its bytes
    texts = compose_texts(entry, body, picture, policy, source)
    return PreparedStory(entry, body, picture, texts, tuple(reasons), body_facts(entry, body, usual))


def is_page_needed(entry: Entry, policy: Policy) -> bool:
    """Return whether the story's page is to be asked for though the policy leaves it at the feed: the feed has no text, or too little."""
    if policy.body != "feed" or not policy.rights.full_text or not entry.url:
        return False
    return count_words(entry_text(entry)) < max(policy.least_words, 1)


def body_facts(entry: Entry, body: StoryBody, usual: int = 0) -> BodyFacts:
    """Return what there is to show. `usual`: words that the source sends."""
    shown = _SHOWN.search(body.html) is not None
    markup = "" if body.origin == "page" else entry.content_html or entry.summary_html
    return BodyFacts(count_words(body.text), shown, find_teaser(markup, body.text, entry.url, usual))


def _fetch_page(entry: Entry, source: Source, policy: Policy, reasons: list[Reason]) -> str:
    if policy.body != "fulltext" or not policy.rights.full_text:
        return ""
    from wirepress.features.wire.fetch.fetch_document import FetchFailed
    from wirepress.features.wire.text.full_text import fetch_story_page

    try:
        return fetch_story_page(entry, source)
    except FetchFailed as error:
        reasons.append(
            Reason("body", f"The full text could not be fetched: {error} The feed's own text is used instead.")
        )
        return ""


def picture_loader(source: Source, *, whole: bool) -> LoadPicture:
    """Ask for a picture: all of it, or as much as tells its size."""
    from wirepress.core.http.client import fetch
    from wirepress.features.wire.fetch.fetch_document import FetchFailed

    allow = ("0.0.0.0/0", "::/0") if source.allow_private else ()
    size = limits.UPLOAD_MAX // 4 if whole else HEAD

    def look(url: str) -> bytes:
        answer = fetch(url, size=size, cut=True, allow=allow, headers={"Accept": "image/*"})
        if answer.status != 200:
            raise FetchFailed(f"its server answers {answer.status}")
        if whole and answer.cut:
            raise PictureTooLarge(f"it has more than {size // (1024 * 1024)} MB", answer.body[:HEAD])
        return answer.body

    return look
