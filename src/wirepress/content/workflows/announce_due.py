"""Scheduled stories whose hour has come: readers see them already, the features are told now."""

from __future__ import annotations

from typing import Final

import structlog
from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts.actions.create import announce_change
from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.listing import totals
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import effective_status

log = structlog.get_logger(__name__)
AT_ONCE: Final = 500  # stories that one run announces; the next run goes on


def is_any_due() -> bool:
    """Whether the hour of a scheduled story has come."""
    return Post.objects.filter(status="future", date_gmt__lte=site.now_gmt()).exists()


def announce_due() -> int:
    """Store `publish` for every due story and tell of it. Answers how many; one that cannot be stored stays for the next time."""
    due = Post.objects.filter(status="future", date_gmt__lte=site.now_gmt()).order_by("date_gmt", "id")
    return sum(_announce(post) for post in due[:AT_ONCE])


def _announce(post: Post) -> bool:
    try:
        with transaction.atomic():
            lock_post(post)
            if post.status != "future" or effective_status(post) != "publish":
                return False  # an editor was faster
            post.status = "publish"
            post.save(update_fields=["status"])  # WordPress leaves `modified` alone
            totals.shift_total(post.type, "future", "publish")
            totals.count_terms(totals.terms_of_post(post.pk))
            announce_change(post, "future")
    except ActionRefused:
        return False
    return True
