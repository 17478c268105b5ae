"""How the stories of a list are laid out on its first page: as on the front, a lead beside two, headlines, then a dense list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wirepress.web.site.present.cards import Card

FEWEST: Final = 4  # with fewer stories a lead beside others leaves the page half empty
LEAD_FROM: Final = 3  # the lead is one of the newest: a list by time keeps its order as far as it can
LINES: Final = 4  # headlines without pictures in the third column
ROWS: Final = 2  # stories that the list below has at least, before there are headlines beside the lead


@dataclass(slots=True)
class ListingLayout:
    """The stories of a list by their places. Without a lead all stand in `rows`."""

    lead: Card | None = None
    second: list[Card] = field(default_factory=list)
    lines: list[Card] = field(default_factory=list)
    rows: list[Card] = field(default_factory=list)


def arrange(cards: Sequence[Card], *, first_page: bool) -> ListingLayout:
    """Return the places of a list's stories, each of which has exactly one."""
    lead = next((card for card in cards[:LEAD_FROM] if card.large), None)
    if not first_page or lead is None or len(cards) < FEWEST:
        return ListingLayout(rows=list(cards))
    rest = [card for card in cards if card is not lead]
    second = sorted(rest, key=lambda card: card.large is None)[:2]
    rest = [card for card in rest if card not in second]
    lines = rest[: min(LINES, max(len(rest) - ROWS, 0))]
    if len(rest) <= LINES:  # too few for a list of their own
        lines = rest
    return ListingLayout(lead, second, lines, [card for card in rest if card not in lines])
