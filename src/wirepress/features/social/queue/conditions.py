"""Whether a story may be shared now, asked when the plan is made and again right before sending."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from wirepress.content.options.features import extensions
from wirepress.content.posts import statuses
from wirepress.content.posts.models import Post
from wirepress.features.social.queue.models import BlockedPost

GONE: Final = "The story no longer exists."
NOT_PUBLIC: Final = "The story is not published."
PROTECTED: Final = "The story is protected by a password."


def reason_against(post_id: int) -> str:
    """Return why a story may not be shared; "" when it may."""
    return reasons_against([post_id]).get(post_id, "")


def reasons_against(post_ids: Collection[int], moment: datetime | None = None) -> dict[int, str]:
    """Return why stories may not be shared, by their numbers; those that may be are not in it. `moment`: GMT, naive; None: now."""
    found = {post.pk: post for post in Post.objects.filter(pk__in=list(post_ids)).exclude(type="revision")}
    reasons: dict[int, str] = {}
    readable: list[Post] = []
    for number in post_ids:
        post = found.get(number)
        if post is None:
            reasons[number] = GONE
        elif not statuses.is_public(post, moment):
            reasons[number] = NOT_PUBLIC
        elif post.password:
            reasons[number] = PROTECTED
        else:
            readable.append(post)
    for number, words in extensions().collect("sharing_objections", posts=readable) if readable else ():
        reasons.setdefault(number, words)
    return reasons


def is_blocked(account: str, post_id: int) -> bool:
    """Whether somebody blocked a story for an account, or for all."""
    return BlockedPost.objects.filter(post_id=post_id, account__in=("", account)).exists()
