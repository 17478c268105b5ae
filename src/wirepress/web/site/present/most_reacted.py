"""The stories that readers reacted to most, where the site has reactions at all."""

from __future__ import annotations

from dataclasses import dataclass

from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.features.engagement.reactions import kinds
from wirepress.features.engagement.reactions.state import most_reacted, state
from wirepress.web.site.present.cards import Card

CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story with its reactions: all of them, and the face that was chosen most."""

    card: Card
    total: int
    face: str
    face_name: str


def ids() -> list[int]:
    """Ids of the candidates, most reactions first; [] where reactions are switched off."""
    return most_reacted(CANDIDATES) if "engagement" in extensions().names else []


def rank(posts: list[Post], cards: dict[int, Card], limit: int = 5) -> list[Ranked]:
    """The first of the posts that may be shown; none unless there are at least three."""
    shown = [post.pk for post in posts if post.pk in cards][:limit]
    if len(shown) < 3:
        return []
    found = state(shown)
    by_number = {kind.number: kind for kind in kinds.KINDS}
    ranked = []
    for post_id in shown:
        best = max(found[post_id].counts, key=lambda number: (found[post_id].counts[number], -number))
        kind = by_number[best]
        ranked.append(Ranked(cards[post_id], found[post_id].total, f"site/reactions/{kind.icon}.svg", kind.title))
    return ranked
