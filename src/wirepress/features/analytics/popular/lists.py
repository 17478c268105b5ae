"""The lists as pages and programs show them."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.posts.loading import load_posts
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import is_public
from wirepress.content.terms.models import TermPost
from wirepress.core.cache import depends
from wirepress.features.analytics.popular.models import PopularStory
from wirepress.features.analytics.popular.settings import WINDOWS

KIND = "popular"  # of changes, see `watched_tables`
MOST = 50


def popular_ids(window: str, most: int, *, section: int = 0, without: Sequence[int] = ()) -> list[int]:
    """Return the stories that are read most in a window, the first first; of one section where it is named."""
    depends.on(KIND)
    rows = PopularStory.objects.filter(window=window if window in WINDOWS else "week").order_by("place")
    if section:
        rows = rows.filter(post_id__in=TermPost.objects.filter(term_id=section).values("post_id"))
    if without:
        rows = rows.exclude(post_id__in=list(without))
    return list(rows.values_list("post_id", flat=True)[: min(max(most, 0), MOST)])


def popular_posts(window: str, most: int, *, section: int = 0, without: Sequence[int] = ()) -> list[Post]:
    """Return the same as posts that everybody may read; three queries and those of the posts' terms."""
    ids = popular_ids(window, most, section=section, without=without)
    return [post for post in load_posts(ids) if is_public(post) and not post.password]
