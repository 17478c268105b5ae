"""Where else an author is: the plugin's 28 profile links, kept with the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

META: Final = "twp_user_metabox_"
AVATAR: Final = "be_user_avatar"
# In the plugin's order.
PROFILES: Final = {
    "facebook": "Facebook",
    "twitter": "X",
    "instagram": "Instagram",
    "pinterest": "Pinterest",
    "linkedin": "LinkedIn",
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "whatsapp": "WhatsApp",
    "github": "GitHub",
    "wordpress": "WordPress",
    "foursquare": "Foursquare",
    "vk": "VK",
    "twitch": "Twitch",
    "tumblr": "Tumblr",
    "snapchat": "Snapchat",
    "skype": "Skype",
    "reddit": "Reddit",
    "stackoverflow": "Stack Overflow",
    "xing": "Xing",
    "delicious": "Delicious",
    "soundcloud": "SoundCloud",
    "behance": "Behance",
    "steam": "Steam",
    "dribbble": "Dribbble",
    "blogger": "Blogger",
    "flickr": "Flickr",
    "spotify": "Spotify",
    "rss": "RSS",
}


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """One link of an author."""

    network: str
    title: str
    url: str


def links(meta: Mapping[str, Any]) -> list[ProfileLink]:
    """Return the links of a person's meta, in the plugin's order. What is no web address is left out."""
    found = [(network, title, address(meta.get(META + network))) for network, title in PROFILES.items()]
    return [ProfileLink(network, title, url) for network, title, url in found if url]


def address(value: Any) -> str:
    """Return a web address; "" for anything else. One without a scheme gets https, as people type them."""
    text = value.strip() if isinstance(value, str) else ""
    if not text or any(char.isspace() or char in "\"'<>\\" for char in text):
        return ""
    if text.lower().startswith(("https://", "http://")):
        return text
    text = text.removeprefix("//")
    return "https://" + text if "." in text.partition("/")[0] and ":" not in text else ""
