"""The stars of a story in its structured data: they are added to the article's node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wirepress.core.contract.json_value import JSON
from wirepress.core.hooks import PageFacts
from wirepress.features.engagement import settings
from wirepress.features.engagement.ratings.stars import LEAST, MOST, rating_of


def nodes(page: PageFacts) -> Sequence[Mapping[str, JSON]]:
    """Return the properties for the article; nothing where nobody has given stars."""
    post = page.post
    if page.subject != "story" or post is None or post.type != "post" or page.closed or not settings.read().ratings:
        return ()
    found = rating_of(post.pk)
    if not found.people:
        return ()
    rating: JSON = {
        "@type": "AggregateRating",
        "ratingValue": found.average,
        "ratingCount": found.people,
        "worstRating": LEAST,
        "bestRating": MOST,
    }
    article = page.extras.get("article_id")
    if article:
        return ({"@id": article, "aggregateRating": rating},)
    # Nobody describes the story, so that it is said here what was rated.
    return (
        {
            "@type": "CreativeWork",
            "@id": f"{page.first}#article",
            "url": page.first,
            "name": page.title,
            "aggregateRating": rating,
        },
    )
