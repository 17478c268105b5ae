"""Films of YouTube and Vimeo by their addresses: the player, the page and the picture that belong to one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import parse_qs, urlsplit

_VIDEO_ID: Final = re.compile(r"[\w-]{6,20}")
_YOUTUBE: Final = re.compile(r"/(?:embed/|v/|shorts/|live/|e/)([\w-]{6,20})/?$")
_VIMEO: Final = re.compile(r"/(?:video/|channels/[\w-]+/)?([0-9]{5,12})(?:/([0-9a-f]{8,12}))?/?$")
# Host and path of the player, of the page and of the picture.
_PLACES: Final = {
    "youtube": ("www.youtube.com/embed/", "www.youtube.com/watch?v=", "i.ytimg.com/vi/"),
    "vimeo": ("player.vimeo.com/video/", "vimeo.com/", ""),
}


@dataclass(frozen=True, slots=True)
class Film:
    """A film of one of the sites. `secret`: what its address has beside the number, where it is not for everybody."""

    site: Literal["youtube", "vimeo"]
    number: str
    secret: str = ""

    @property
    def player(self) -> str:
        """The address of its player."""
        return f"https://{_PLACES[self.site][0]}{self.number}" + (f"?h={self.secret}" if self.secret else "")

    @property
    def page(self) -> str:
        """The address where people find it."""
        return f"https://{_PLACES[self.site][1]}{self.number}"

    @property
    def picture(self) -> str:
        """The address of its picture, "" where the number alone does not tell."""
        place = _PLACES[self.site][2]
        return f"https://{place}{self.number}/hqdefault.jpg" if place else ""


def find_film(address: str) -> Film | None:
    """Return the film that an address is of, of its page or its player; None for any other address."""
    try:
        parts = urlsplit(address if "://" in address else f"https:{address}" if address.startswith("//") else address)
        host, path = (parts.hostname or "").removeprefix("www.").removeprefix("m."), parts.path
    except ValueError:
        return None
    if host == "youtu.be":
        number = path.strip("/")
    elif host in ("youtube.com", "youtube-nocookie.com", "music.youtube.com"):
        told = parse_qs(parts.query[:2000]).get("v", [""])[0] if path in ("/watch", "/watch/") else ""
        found = _YOUTUBE.match(path)
        number = told or (found[1] if found else "")
    elif host in ("vimeo.com", "player.vimeo.com") and (found := _VIMEO.match(path)):
        return Film("vimeo", found[1], found[2] or "")
    else:
        return None
    return Film("youtube", number) if _VIDEO_ID.fullmatch(number) else None
