"""The networks that a story can be shared to, and the addresses of their forms. Nothing of theirs is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from wirepress.features.engagement.settings import Settings

COPY: Final = "copy"  # the address, to the reader's clipboard
NATIVE: Final = "native"  # what the reader's own device offers


@dataclass(frozen=True, slots=True)
class ShareLink:
    """One button: the network's name in the settings, its name for people, where it leads."""

    network: str
    title: str
    url: str

    @property
    def is_mail(self) -> bool:
        """Whether it opens the reader's mail."""
        return self.network == "email"


TITLES: Final = {
    "facebook": "Facebook",
    "twitter": "X",
    "pinterest": "Pinterest",
    "linkedin": "LinkedIn",
    "vk": "VK",
    "email": "Mail",
}
KNOWN: Final = (*TITLES, COPY, NATIVE)


def links(settings: Settings, url: str, title: str, picture: str = "") -> list[ShareLink]:
    """Return the buttons that are on, in their order, for the page at `url`. Every network sees the address as it is, where the plugin
    made http of https."""
    return [ShareLink(name, TITLES[name], _address(name, settings, url, title, picture)) for name in settings.networks]


def _address(name: str, settings: Settings, url: str, title: str, picture: str) -> str:
    if name == "facebook":
        return "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": url})
    if name == "twitter":
        return "https://twitter.com/intent/tweet?" + urlencode({"text": title, "url": url})
    if name == "pinterest":
        media = {"media": picture} if picture else {}
        return "https://www.pinterest.com/pin/create/button/?" + urlencode({"url": url, **media, "description": title})
    if name == "linkedin":
        return "https://www.linkedin.com/shareArticle?" + urlencode({"mini": "true", "title": title, "url": url})
    if name == "vk":
        return "https://vk.com/share.php?" + urlencode({"url": url, "title": title})
    body = f"{settings.mail_body} {url}".strip()
    return f"mailto:?subject={quote(settings.mail_subject or title)}&body={quote(body)}"
