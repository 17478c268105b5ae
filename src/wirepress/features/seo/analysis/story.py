"""What is analysed: a story with its settings, as the one who asks has them (saved or not)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keyphrase:
    """What the story wants to be found by, and other words for it."""

    text: str
    synonyms: Sequence[str] = ()

    def variants(self) -> tuple[str, ...]:
        """Return the phrase and its synonyms, the empty ones left out."""
        return tuple(one for one in (self.text, *self.synonyms) if one.strip())


@dataclass(frozen=True, slots=True)
class Story:
    """A story to be analysed.

    `headline`: plain text. `body`: HTML as a reader gets it. `title` and `description`: as they stand in the head, plain text.
    `address`: the story's own, whole. `language`: "en-GB" or the like; "" where it is not known.
    `related`: further phrases. `has_lead_picture`, `lead_has_credit`: of the featured picture.
    """

    headline: str
    body: str
    title: str = ""
    description: str = ""
    slug: str = ""
    address: str = ""
    language: str = ""
    keyphrase: Keyphrase | None = None
    related: Sequence[Keyphrase] = ()
    has_lead_picture: bool = False
    lead_alt: str = ""
    lead_has_credit: bool = True
