"""Settings of what stands around a story in feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from wirepress.features.seo.settings.part import Part, switch, text

_TAGS: Final = "HTML. #post_link, #post_link_alt, #post_title, #site_link, #site_link_alt, #site_title, #author_name are filled in."


@dataclass(frozen=True, slots=True)
class FeedSettings(Part):
    """Words that go with a story wherever its feed is copied to."""

    NAME: ClassVar[str] = "feeds"
    OPTION: ClassVar[str] = "seo_feeds"
    TITLE: ClassVar[str] = "Feeds"
    ABOUT: ClassVar[str] = "Words before and after every story in feeds."

    before: str = text("", "Before every story", _TAGS, several_lines=True)
    noindex: bool = switch(True, "Keep feeds out of search", "Programs that read feeds do not mind.")
    after: str = text("", "After every story", _TAGS, several_lines=True)
