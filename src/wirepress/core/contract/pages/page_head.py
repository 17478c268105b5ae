"""Tags in the head of a public page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]*")
_REPEATED: Final = frozenset(("alternate", "preload", "preconnect", "dns-prefetch", "me"))


@dataclass(frozen=True, slots=True)
class HeadTag:
    """One tag. Of several with the same key one is written: a feature's in the place of the built-in one, the first feature's of
    several. Make it with `meta`, `meta_property`, `link`, `title`; `without` takes a built-in tag away."""

    key: str
    element: Literal["title", "meta", "link", ""]  # "": nothing is written
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""  # of the title
    gives_way: bool = False  # stands only where no other feature has a tag with that key

    def __post_init__(self) -> None:
        for name in self.attributes:
            if not _NAME.fullmatch(name):
                raise ValueError(f"'{name}' cannot be the name of an attribute.")

    @staticmethod
    def meta(name: str, content: str, **more: str) -> HeadTag:
        """<meta name content>; its key is the name."""
        return HeadTag(name, "meta", {"name": name, "content": content, **more})

    @staticmethod
    def meta_property(name: str, content: str) -> HeadTag:
        """<meta property content> of Open Graph; its key is the property."""
        return HeadTag(name, "meta", {"property": name, "content": content})

    @staticmethod
    def link(rel: str, href: str, **more: str) -> HeadTag:
        """<link rel href>; its key is `rel`, with the address behind it where a page may have several of that kind."""
        return HeadTag(f"{rel} {href}" if rel in _REPEATED else rel, "link", {"rel": rel, **more, "href": href})

    @staticmethod
    def title(text: str) -> HeadTag:
        """<title>; its key is "title"."""
        return HeadTag("title", "title", text=text)

    @staticmethod
    def without(key: str) -> HeadTag:
        """Nothing in the place of the built-in tag with that key."""
        return HeadTag(key, "")
