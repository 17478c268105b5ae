"""Links of stories in feeds name where their readers come from (MonsterInsights' option, kept on sites that had it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import encode_slug
from wirepress.core.hooks import FeedAddition, PostFacts

OPTION: Final = "monsterinsights_settings"
_NAME: Final = "tag_links_in_rss"


def additions(post: PostFacts) -> Sequence[FeedAddition]:
    """Return the parameters of a story's link in feeds."""
    settings = store.get(OPTION, None)
    if not isinstance(settings, dict) or not settings.get(_NAME):
        return ()
    campaign = encode_slug(post.slug)
    return (FeedAddition(link_query={"utm_source": "rss", "utm_medium": "rss", "utm_campaign": campaign}),)
