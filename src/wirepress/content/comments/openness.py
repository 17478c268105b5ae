"""Whether an item takes comments, and notices of links from other sites. WordPress 7.1 behaviour."""

from __future__ import annotations

from datetime import timedelta

from wirepress.content.options import site, store
from wirepress.content.posts.models import Post


def takes_comments(post: Post) -> bool:
    """Return whether readers may comment: the item says so, and it is not too old for the site's rule."""
    return post.comment_status == "open" and not _is_too_old(post)


def takes_pings(post: Post) -> bool:
    """Return whether other sites may tell of links to it. Whether the site listens at all is another option."""
    return post.ping_status == "open" and not _is_too_old(post)


def _is_too_old(post: Post) -> bool:
    days = int(store.get("close_comments_days_old") or 0)
    if not store.get("close_comments_for_old_posts") or not days or post.type != "post" or post.date_gmt is None:
        return False
    return site.now_gmt() - post.date_gmt >= timedelta(days=days)
