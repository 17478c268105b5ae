"""Settings of telling others what changed: IndexNow and WebSub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from wirepress.features.seo.settings.part import Part, lines, switch, text


@dataclass(frozen=True, slots=True)
class NotifySettings(Part):
    """Who is told at once when a story is published, changed or gone."""

    NAME: ClassVar[str] = "notify"
    OPTION: ClassVar[str] = "seo_notify"
    TITLE: ClassVar[str] = "Telling search engines"
    ABOUT: ClassVar[str] = "Who hears at once of what changed."

    indexnow: bool = switch(False, "IndexNow", "Bing, Yandex, Seznam, Naver and others.", group="IndexNow")
    indexnow_key: str = text(
        "", "Key", "8 to 128 letters, digits or hyphens. Empty: one is made.", group="IndexNow", max_length=128
    )
    indexnow_endpoint: str = text("https://api.indexnow.org/indexnow", "Endpoint", group="IndexNow")
    hubs: Sequence[str] = lines(
        (), "WebSub hubs", "Addresses, one a line, such as https://pubsubhubbub.appspot.com/.", group="WebSub", most=10
    )
